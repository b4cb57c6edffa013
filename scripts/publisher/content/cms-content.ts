import {
  type ChangedDocument,
  type ContentVersion,
  revisionOfLines,
  versionLine,
  documentKey,
} from 'shared-types'
import type { CmsConnection, RawDocument, SiteBundle } from 'site/bundle'

/** A document that visitors may see in a version that we had not; or, without `data`, may see no more. */
export type ContentChange = RawDocument | { slug: string; id: string; data?: undefined }

/** More hints than this, and asking for all versions is quicker. */
const fewHints = 200
const maxReadings = 5

/**
 * Follows what the CMS shows to visitors. It is right by proof: the revision that the CMS computes from its rows must be
 * the one that we compute from the versions that we have fetched.
 */
export class CmsContent {
  readonly #versions = new Map<string, ContentVersion>()
  /** Those of the revision, in order. */
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

  /** The revision of what was fetched. */
  async revision(): Promise<string> {
    return (this.#revision ??= await revisionOfLines(this.#lines.join('')))
  }

  /** Newest `updatedAt` of all; nothing when there are no documents. */
  asOf(): string | undefined {
    let newest: string | undefined
    for (const { updatedAt } of this.#versions.values()) {
      if (newest === undefined || updatedAt > newest) newest = updatedAt
    }
    return newest
  }

  /**
   * What has changed since the last call, up to one moment of the CMS: what it is at the end, or what a list of its versions
   * said of a moment before, while people publish without a pause. `hints` are asked for first. Each change is given to
   * `onChange` once it is fetched; a document may come again when it changes meanwhile. Throws when the CMS does not
   * answer as it should; what was given by then is right nevertheless.
   */
  async catchUp(
    hints: readonly ChangedDocument[],
    onChange: (changes: ContentChange[]) => void,
  ): Promise<string> {
    const isHinted = hints.length > 0 && hints.length <= fewHints
    for (let reading = 0; reading < maxReadings; reading++) {
      // Together: whichever is read first, equal revisions prove that nothing is missing.
      const [revision] = await Promise.all([
        this.bundle.fetchRevision(this.cms),
        isHinted && reading === 0 ? this.#fetch(hints, onChange) : undefined,
      ])
      if (revision === (await this.revision())) return revision
      const versions = await this.bundle.fetchVersions(this.cms)
      await this.#fetch(this.#differing(versions), onChange)
      if (this.#differing(versions).length === 0) return await this.revision()
    }
    throw new Error(
      `Each of the ${maxReadings} times that the content was read, what was being read changed. Is an import running? It is read again in a moment.`,
    )
  }

  /** Everything afresh, whatever its version says; for the nightly look. */
  async readAll(onBatch: (documents: RawDocument[]) => void): Promise<void> {
    await this.bundle.fetchAllRaw(this.cms, onBatch)
  }

  #differing(versions: readonly ContentVersion[]): ChangedDocument[] {
    const theirs = new Map(versions.map((version) => [documentKey(version), version]))
    const changed = versions.filter((version) => {
      return this.#versions.get(documentKey(version))?.updatedAt !== version.updatedAt
    })
    const gone = [...this.#versions].filter(([key]) => !theirs.has(key)).map(([, version]) => version)
    return [...changed, ...gone]
  }

  async #fetch(
    documents: readonly ChangedDocument[],
    onChange: (changes: ContentChange[]) => void,
  ): Promise<void> {
    const step = 500
    for (let start = 0; start < documents.length; start += step) {
      const asked = documents.slice(start, start + step)
      const found = await this.bundle.fetchRaw(this.cms, asked as ContentVersion[])
      const changes: ContentChange[] = found.filter(
        (document) => this.#versions.get(documentKey(document))?.updatedAt !== document.updatedAt,
      )
      const foundKeys = new Set(found.map(documentKey))
      const gone = asked.filter((document) => {
        return !foundKeys.has(documentKey(document)) && this.#versions.has(documentKey(document))
      })
      changes.push(...gone.map(({ slug, id }) => ({ slug, id })))
      if (changes.length === 0) continue
      for (const change of changes) this.#follow(change)
      onChange(changes)
    }
  }

  #follow(change: ContentChange): void {
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

/** Where a line stands, or would. */
function placeOf(lines: readonly string[], line: string): number {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((lines[middle] ?? '') < line) low = middle + 1
    else high = middle
  }
  return low
}
