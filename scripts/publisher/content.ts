import { type ChangedDocument, type ContentVersion, contentRevision } from 'shared-types'
import type { CmsConnection, RawDocument, SiteBundle } from 'site/bundle'

/** A document that visitors may see in a version that we had not; or, without `data`, may see no more. */
export type ContentChange = RawDocument | { slug: string; id: string; data?: undefined }

/** More hints than this, and asking for all versions is quicker. */
const fewHints = 200
const maxReadings = 5

export const keyOf = ({ slug, id }: Pick<ContentVersion, 'slug' | 'id'>): string => `${slug}\t${id}`

/**
 * Follows what the CMS shows to visitors. It is right by proof: the revision that the CMS computes from its rows must be
 * the one that we compute from the versions that we have fetched.
 */
export class CmsContent {
  readonly #versions: Map<string, ContentVersion>
  #revision: string | undefined

  constructor(
    readonly bundle: SiteBundle,
    readonly cms: CmsConnection,
    known: Iterable<ContentVersion> = [],
  ) {
    this.#versions = new Map(
      Array.from(known, ({ slug, id, updatedAt }) => [keyOf({ slug, id }), { slug, id, updatedAt }]),
    )
  }

  /** The revision of what was fetched. */
  async revision(): Promise<string> {
    return (this.#revision ??= await contentRevision(this.#versions.values()))
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
   * What has changed since the last call, up to one moment of the CMS. `hints` are asked for first. Each change is given
   * to `onChange` once it is fetched; a document may come again when it changes meanwhile. Throws when the CMS does
   * not answer as it should; what was given by then is right nevertheless.
   */
  async catchUp(
    hints: readonly ChangedDocument[],
    onChange: (changes: ContentChange[]) => void,
  ): Promise<string> {
    if (hints.length > 0 && hints.length <= fewHints) await this.#fetch(hints, onChange)
    for (let reading = 0; reading < maxReadings; reading++) {
      const revision = await this.bundle.fetchRevision(this.cms)
      if (revision === (await this.revision())) return revision
      const versions = await this.bundle.fetchVersions(this.cms)
      await this.#fetch(this.#differing(versions), onChange)
    }
    throw new Error(
      `The content changed each of the ${maxReadings} times that it was read. Is an import running? It is read again in a moment.`,
    )
  }

  /** Everything afresh, whatever its version says; for the nightly look. */
  async readAll(onBatch: (documents: RawDocument[]) => void): Promise<void> {
    await this.bundle.fetchAllRaw(this.cms, onBatch)
  }

  #differing(versions: readonly ContentVersion[]): ChangedDocument[] {
    const theirs = new Map(versions.map((version) => [keyOf(version), version]))
    const changed = versions.filter((version) => {
      return this.#versions.get(keyOf(version))?.updatedAt !== version.updatedAt
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
        (document) => this.#versions.get(keyOf(document))?.updatedAt !== document.updatedAt,
      )
      const foundKeys = new Set(found.map(keyOf))
      const gone = asked.filter((document) => {
        return !foundKeys.has(keyOf(document)) && this.#versions.has(keyOf(document))
      })
      changes.push(...gone.map(({ slug, id }) => ({ slug, id })))
      if (changes.length === 0) continue
      for (const change of changes) {
        const key = keyOf(change)
        if (change.data === undefined) this.#versions.delete(key)
        else this.#versions.set(key, { slug: change.slug, id: change.id, updatedAt: change.updatedAt })
      }
      this.#revision = undefined
      onChange(changes)
    }
  }
}
