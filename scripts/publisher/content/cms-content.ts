import {
  type ChangedDocument,
  type ContentVersion,
  revisionOfLines,
  versionLine,
  documentKey,
} from 'shared-types'
import { signWebhook } from 'shared-types/webhook-signature'
import type { CmsConnection, RawDocument, SiteBundle } from 'site/bundle'

/** A version that was not known yet of a document that visitors may see; without `data`, a document that they may no longer see. */
export type ContentChange = RawDocument | { slug: string; id: string; data?: undefined }

/** `secret`: one that the CMS knows; with it the publisher reads the claims, too. */
export const signedConnection = (url: string, secret: string): CmsConnection => ({
  url,
  sign: (path) => signWebhook(secret, path),
})

/** With more hints than this, fetching the list of all versions first is quicker. */
const maxHints = 200
const maxRounds = 5

/**
 * Follows what the CMS shows to visitors. The revision proves that it is complete: the CMS computes one from its rows, this class
 * computes one from the versions that it has fetched, and the two must be equal.
 */
export class CmsContent {
  readonly #versions = new Map<string, ContentVersion>()
  /** The lines that the revision is a hash of, sorted. */
  readonly #lines: string[]
  #revision: string | undefined

  constructor(
    readonly bundle: SiteBundle,
    readonly cms: CmsConnection,
    known: Iterable<ContentVersion> = [],
  ) {
    for (const { slug, id, updatedAt } of known)
      this.#versions.set(documentKey({ slug, id }), { slug, id, updatedAt })
    this.#lines = Array.from(this.#versions.values(), versionLine).sort()
  }

  /** The revision of the fetched versions. */
  async revision(): Promise<string> {
    return (this.#revision ??= await revisionOfLines(this.#lines.join('')))
  }

  /** Newest `updatedAt` of all documents; undefined when there are none. */
  asOf(): string | undefined {
    let newest: string | undefined
    for (const { updatedAt } of this.#versions.values()) {
      if (newest === undefined || updatedAt > newest) newest = updatedAt
    }
    return newest
  }

  /**
   * Fetches what has changed since the last call, up to one moment of the CMS: its end, or the moment of a list of versions when
   * editors publish without a pause. Gives the revision of that moment. Fetches the hinted documents first. Gives each change to
   * `onChange` once it is fetched; a document that changes meanwhile may come again. Throws when the CMS does not answer as it
   * should; the changes that `onChange` got by then are valid.
   */
  async catchUp(
    hints: readonly ChangedDocument[],
    onChange: (changes: ContentChange[]) => void,
  ): Promise<string> {
    const isHinted = hints.length > 0 && hints.length <= maxHints
    for (let round = 0; round < maxRounds; round++) {
      // Both at once: whichever the CMS answers first, equal revisions prove that nothing is missing.
      const [revision] = await Promise.all([
        this.bundle.fetchRevision(this.cms),
        isHinted && round === 0 ? this.#fetch(hints, onChange) : undefined,
      ])
      if (revision === (await this.revision())) return revision
      const versions = await this.bundle.fetchVersions(this.cms)
      await this.#fetch(this.#differing(versions), onChange)
      if (this.#differing(versions).length === 0) return await this.revision()
    }
    throw new Error(
      `The content of the CMS changed each of the ${maxRounds} times that it was fetched. Is an import running? It is fetched again in a moment.`,
    )
  }

  /** Fetches every document again, whatever its version; for the nightly comparison. */
  async readAll(onBatch: (documents: RawDocument[]) => void): Promise<void> {
    await this.bundle.fetchAllRaw(this.cms, onBatch)
  }

  #differing(versions: readonly ContentVersion[]): ChangedDocument[] {
    const inCms = new Map(versions.map((version) => [documentKey(version), version]))
    const changed = versions.filter((version) => {
      return this.#versions.get(documentKey(version))?.updatedAt !== version.updatedAt
    })
    const gone = [...this.#versions].filter(([key]) => !inCms.has(key)).map(([, version]) => version)
    return [...changed, ...gone]
  }

  async #fetch(
    documents: readonly ChangedDocument[],
    onChange: (changes: ContentChange[]) => void,
  ): Promise<void> {
    const step = 500
    for (let start = 0; start < documents.length; start += step) {
      const wanted = documents.slice(start, start + step)
      const found = await this.bundle.fetchRaw(this.cms, wanted as ContentVersion[])
      const changes: ContentChange[] = found.filter(
        (document) => this.#versions.get(documentKey(document))?.updatedAt !== document.updatedAt,
      )
      const foundKeys = new Set(found.map(documentKey))
      const gone = wanted.filter((document) => {
        return !foundKeys.has(documentKey(document)) && this.#versions.has(documentKey(document))
      })
      changes.push(...gone.map(({ slug, id }) => ({ slug, id })))
      if (changes.length === 0) continue
      for (const change of changes) this.#apply(change)
      onChange(changes)
    }
  }

  #apply(change: ContentChange): void {
    const key = documentKey(change)
    const before = this.#versions.get(key)
    if (before) this.#lines.splice(placeOf(this.#lines, versionLine(before)), 1)
    this.#versions.delete(key)
    if (change.data !== undefined) {
      const { slug, id, updatedAt } = change
      const line = versionLine({ slug, id, updatedAt })
      this.#lines.splice(placeOf(this.#lines, line), 0, line)
      this.#versions.set(key, { slug, id, updatedAt })
    }
    this.#revision = undefined
  }
}

/** The index of a line, or where it belongs. */
function placeOf(lines: readonly string[], line: string): number {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((lines[middle] ?? '') < line) low = middle + 1
    else high = middle
  }
  return low
}
