import { type ContentSlug, documentKey } from 'shared-types'
import type { RawDocument, SiteBundle } from 'site/bundle'
import type { ContentChange } from '../content/cms-content'
import type { DocumentChanges, UnreadableVersion } from '../validation/document-gate'
import type { DocumentVersion } from '../content/document-version'
import type { MediaFiles } from './media-files'
import { PackedText, packed } from '../content/compressed-fields'

/** What the CMS has said since the newest release. */
export class PendingChanges {
  readonly #site: SiteBundle
  readonly #media: MediaFiles
  readonly #retryEveryMs: number
  /** What no release has shown yet, as text: also of what is blocked. */
  readonly #json = new Map<string, PackedText>()
  readonly #changed = new Map<string, DocumentVersion | UnreadableVersion>()
  readonly #gone = new Map<string, { slug: string; id: string }>()
  /** Pictures whose files could not be had, and when that was tried again, in ms. */
  readonly #unfetched = new Map<string, DocumentVersion>()
  #triedAt = 0

  constructor(site: SiteBundle, media: MediaFiles, retryEveryMs: number) {
    this.#site = site
    this.#media = media
    this.#retryEveryMs = retryEveryMs
  }

  /** The newest word about a document counts. `isLive` tells of a version and its JSON whether visitors see just that. */
  note(changes: readonly ContentChange[], isLive: (change: RawDocument, json: string) => boolean): void {
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
      this.#json.set(key, PackedText.of(json))
      this.#changed.set(key, { slug: slug as ContentSlug, id, updatedAt, ...this.#parse(change) })
    }
  }

  changes(): DocumentChanges {
    return { versions: this.#changed.values(), removed: this.#gone.values() }
  }

  /** What the CMS said of a version that is about to be shown. */
  json(version: DocumentVersion): string {
    return String(this.#json.get(documentKey(version)) ?? '')
  }

  /** A release shows these; whatever else was noted is blocked, which the gate remembers. */
  settle(shown: Iterable<DocumentVersion>): void {
    for (const version of shown) this.#json.delete(documentKey(version))
    this.#changed.clear()
    this.#gone.clear()
  }

  /**
   * Fetches the files of the pictures that were noted. One whose files cannot be had is kept out, and with it nothing but what
   * shows it; now and then it is tried again.
   */
  async fetchMedia(now: number): Promise<void> {
    if (now - this.#triedAt >= this.#retryEveryMs) {
      this.#triedAt = now
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
    return 'value' in parsed ? { value: packed(parsed.value as object) } : parsed
  }
}
