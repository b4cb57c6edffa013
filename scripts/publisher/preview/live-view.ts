import { type ContentVersion, documentKey } from 'shared-types'
import type { DocumentChange, RawDocument } from 'site/bundle'
import type { DocumentVersion } from '../content/document-version'
import type { LoadedBundle } from '../render/bundle'
import { type PageRecord, createRecordInterner } from '../render/page-records'
import { SiteView } from '../render/site-view'
import { LiveIndex, linksOf } from '../validation/live-index'
import type { ParsedDocument, ParsedDocuments } from './parsed-documents'

/** What the publisher keeps of its newest release; another process changes it. */
export interface PublishedState {
  head: () => { bundle: string } | undefined
  /** Grows with each release. */
  saves: () => number
  versions: () => Iterable<ContentVersion>
  document: (of: Pick<ContentVersion, 'slug' | 'id'>) => RawDocument | undefined
  pages: () => Iterable<PageRecord>
  /** The pages that were written after the first `saves`. */
  pagesSince: (saves: number) => Iterable<PageRecord>
  pagePaths: () => ReadonlySet<string>
}

/** The newest release has other templates than this process. */
export class OutdatedTemplates extends Error {}

/** The content of the newest release, and the records of its pages. It follows the publisher's releases. */
export class LiveView {
  readonly #bundle: LoadedBundle
  readonly #state: PublishedState
  readonly #documents: ParsedDocuments
  readonly #versions = new Map<string, ContentVersion>()
  readonly #records = new Map<string, PageRecord>()
  readonly #intern = createRecordInterner()
  /** Which documents are live, for the document gate. */
  readonly index: LiveIndex
  #view: SiteView | undefined
  #saves = 0

  constructor(bundle: LoadedBundle, state: PublishedState, documents: ParsedDocuments) {
    this.#bundle = bundle
    this.#state = state
    this.#documents = documents
    this.index = new LiveIndex(bundle.site.siteUrl)
  }

  get records(): ReadonlyMap<string, PageRecord> {
    return this.#records
  }

  /** The live version of a document, as the CMS gave it. */
  document(of: Pick<ContentVersion, 'slug' | 'id'>): RawDocument | undefined {
    return this.#state.document(of)
  }

  /** Throws `OutdatedTemplates` when only a process with newer templates can show the newest release. */
  follow(now: Date): SiteView {
    const head = this.#state.head()
    if (!head) {
      throw new Error(
        'Nothing was published yet. Publish once, then the preview has something to start from.',
      )
    }
    if (head.bundle !== this.#bundle.hash) throw new OutdatedTemplates()
    const saves = this.#state.saves()
    this.#view = this.#view ? this.#after(this.#view, saves, now) : this.#first(now)
    this.#saves = saves
    return this.#view
  }

  #first(now: Date): SiteView {
    for (const record of this.#state.pages()) this.#records.set(record.page.path, this.#intern(record))
    const versions = [...this.#state.versions()]
    const documents = this.#documents.whileAdding(() => versions.flatMap((version) => this.#live(version)))
    this.#documents.keepOnly(this.#versions)
    return SiteView.of(this.#bundle, documents, now)
  }

  #after(view: SiteView, saves: number, now: Date): SiteView {
    if (saves === this.#saves) return view.dayAt(now) === view.today ? view : view.after([], now)
    for (const record of this.#state.pagesSince(this.#saves)) {
      this.#records.set(record.page.path, this.#intern(record))
    }
    const paths = this.#state.pagePaths()
    for (const path of this.#records.keys()) if (!paths.has(path)) this.#records.delete(path)
    return view.after(this.#changedDocuments(), now)
  }

  #changedDocuments(): DocumentChange[] {
    const gone = new Map(this.#versions)
    const changed: ContentVersion[] = []
    for (const version of this.#state.versions()) {
      const key = documentKey(version)
      gone.delete(key)
      if (this.#versions.get(key)?.updatedAt !== version.updatedAt) changed.push(version)
    }
    for (const key of gone.keys()) {
      this.#versions.delete(key)
      this.index.set(key, undefined)
    }
    return [
      ...changed.flatMap((version) => this.#live(version)),
      ...Array.from(gone.values(), ({ slug, id }) => ({ slug, id })),
    ]
  }

  /** Nothing when it was removed meanwhile: the next release says so. */
  #live(wanted: ContentVersion): DocumentVersion | [] {
    const found = this.#documents.get(wanted as DocumentVersion) ?? this.#parsed(wanted)
    if (!found) return []
    const { version, links } = found
    const { slug, id, updatedAt } = version
    this.#versions.set(documentKey(version), { slug, id, updatedAt })
    this.index.set(documentKey(version), version, links)
    return version
  }

  #parsed(wanted: ContentVersion): ParsedDocument | undefined {
    const raw = this.#state.document(wanted)
    if (!raw) return undefined
    const { site } = this.#bundle
    const { slug, id, updatedAt } = raw
    const parsed = site.parse(raw)
    if ('problems' in parsed)
      throw new Error(`The live version of ${slug} ${id} cannot be read: ${parsed.problems[0]?.message}`)
    const version = { slug, id, updatedAt, value: parsed.value }
    return this.#documents.put({ version, links: linksOf(version, site.siteUrl) })
  }
}
