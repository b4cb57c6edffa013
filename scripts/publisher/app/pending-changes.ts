import { type ContentSlug, documentKey } from 'shared-types'
import type { RawDocument, SiteBundle } from 'site/bundle'
import type { ContentChange } from '../content/cms-content'
import { CompressedText, compressed } from '../content/compressed-fields'
import type { DocumentVersion } from '../content/document-version'
import type { DocumentChanges, UnreadableVersion } from '../validation/document-gate'
import type { MediaFiles } from './media-files'

/** The changes in the CMS since the newest release. */
export class PendingChanges {
  readonly #site: SiteBundle
  readonly #media: MediaFiles
  readonly #retryIntervalMs: number
  /** Of every version that no release has shown yet, blocked ones among them. */
  readonly #json = new PendingJson()
  readonly #changed = new Map<string, DocumentVersion | UnreadableVersion>()
  readonly #gone = new Map<string, { slug: string; id: string }>()
  /** Pictures whose files could not be fetched. */
  readonly #unfetched = new Map<string, DocumentVersion>()
  /** When those were tried again, in ms. */
  #retriedAt = 0

  constructor(site: SiteBundle, media: MediaFiles, retryIntervalMs: number) {
    this.#site = site
    this.#media = media
    this.#retryIntervalMs = retryIntervalMs
  }

  /**
   * Records changes. A newer change of a document replaces the one before. `isLive` says whether visitors see a version already,
   * given what the CMS said of it and that as JSON.
   */
  record(changes: readonly ContentChange[], isLive: (change: RawDocument, json: string) => boolean): void {
    for (const change of changes) {
      const key = documentKey(change)
      for (const map of [this.#changed, this.#gone, this.#json, this.#unfetched]) map.delete(key)
      if (change.data === undefined) {
        this.#gone.set(key, change)
        continue
      }
      const { slug, id, updatedAt } = change
      const json = JSON.stringify(change.data)
      if (isLive(change, json)) continue
      this.#json.set(key, json)
      this.#changed.set(key, { slug: slug as ContentSlug, id, updatedAt, ...this.#parse(change) })
    }
  }

  changes(): DocumentChanges {
    return { versions: this.#changed.values(), removed: this.#gone.values() }
  }

  /** The JSON that the CMS gave for a recorded version. */
  json(version: DocumentVersion): string {
    return this.#json.get(documentKey(version)) ?? ''
  }

  /** Forgets all changes: a release shows these versions, and the gate remembers the others as blocked. */
  clear(shown: Iterable<DocumentVersion>): void {
    for (const version of shown) this.#json.delete(documentKey(version))
    this.#changed.clear()
    this.#gone.clear()
  }

  /**
   * Fetches the files of the recorded pictures. A picture whose files cannot be fetched is blocked, and with it only what shows
   * it; its files are tried again every `retryIntervalMs`.
   */
  async fetchMedia(now: number): Promise<void> {
    if (now - this.#retriedAt >= this.#retryIntervalMs) {
      this.#retriedAt = now
      for (const [key, version] of this.#unfetched) await this.#fetchFiles(key, version)
    }
    for (const [key, version] of this.#changed) {
      if (version.slug === 'media' && 'value' in version) await this.#fetchFiles(key, version)
    }
  }

  async #fetchFiles(key: string, version: DocumentVersion): Promise<void> {
    const problem = await this.#media.fetch(version)
    if (!problem) {
      if (this.#unfetched.delete(key)) this.#changed.set(key, version)
      return
    }
    const { slug, id, updatedAt } = version
    this.#unfetched.set(key, version)
    this.#changed.set(key, { slug, id, updatedAt, problems: [problem] })
  }

  #parse(document: RawDocument): ReturnType<SiteBundle['parse']> {
    const parsed = this.#site.parse(document)
    return 'value' in parsed ? { value: compressed(parsed.value as object) } : parsed
  }
}

/** One or two bytes each: at most 16 MB. */
const maxPlainCharacters = 8 * 2 ** 20

/**
 * The JSON of documents until a release stores it. It is kept as it is: only the parsed fields are compressed, so an edit
 * compresses each long field once. When more than `maxPlainCharacters` are kept, as while the first release is made, further
 * texts are compressed too, so that 10,000 posts with tables fit into the 600 MB that the publisher may take.
 */
class PendingJson {
  readonly #texts = new Map<string, string | CompressedText>()
  #plainCharacters = 0

  set(key: string, json: string): void {
    this.delete(key)
    const isPlain = this.#plainCharacters + json.length <= maxPlainCharacters
    if (isPlain) this.#plainCharacters += json.length
    this.#texts.set(key, isPlain ? json : CompressedText.of(json))
  }

  get(key: string): string | undefined {
    return this.#texts.get(key)?.toString()
  }

  delete(key: string): void {
    const text = this.#texts.get(key)
    if (typeof text === 'string') this.#plainCharacters -= text.length
    this.#texts.delete(key)
  }
}
