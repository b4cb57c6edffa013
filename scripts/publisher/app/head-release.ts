import type { LivePageClaim } from 'shared-types'
import type { ReleaseNote } from '../releases/release-record'
import type { SiteFolder } from '../releases/site-folder'
import type { LoadedBundle } from '../render/bundle'
import { InlineCounts, type PageRecord, createRecordInterner } from '../render/page-records'
import type { RenderedRelease } from '../render/rendered-release'
import type { Head, State, StateChange } from './state'
import type { Stopwatch } from './stopwatch'

interface Site {
  folder: SiteFolder
  state: State
  bundle: LoadedBundle
}

/** What a release shows, apart from its pages. */
interface ReleaseContent extends Pick<StateChange, 'documents' | 'removedDocuments'> {
  revision: string
  problemsFingerprint: string
  /** A hash of the rules about claims that its pages were checked with. */
  claims: string
  /** Records of pages of the release before that were checked again. */
  rechecked: ReadonlyMap<string, PageRecord>
}

/** A release is on disk, but the state does not know it, or visitors do not see it: only a restart of the publisher resolves that. */
export class HalfMadeRelease extends Error {}

/** The newest release, and the records of its pages. */
export class HeadRelease {
  readonly #site: Site
  readonly #records = new Map<string, PageRecord>()
  #inline: InlineCounts
  #head: Head | undefined

  constructor(site: Site) {
    this.#site = site
    this.#head = site.state.head()
    const intern = createRecordInterner()
    for (const record of site.state.pages()) this.#records.set(record.page.path, intern(record))
    this.#inline = new InlineCounts().with(this.#records.values())
  }

  /** Undefined before the first release. */
  get head(): Head | undefined {
    return this.#head
  }

  /** By the path of the page. */
  get records(): ReadonlyMap<string, PageRecord> {
    return this.#records
  }

  /** What its pages say that a rule is about. */
  claims(): LivePageClaim[] {
    return Array.from(this.#records.values(), ({ page: { path }, claims = [] }) =>
      claims.map((claim) => ({ path, ...claim })),
    ).flat()
  }

  /**
   * Puts a newer release in its place and makes that live: first on disk, then in the state, then for visitors. If the publisher
   * dies in between, the next start continues from there. Gives the number of the release.
   */
  async replace(release: RenderedRelease, content: ReleaseContent, clock: Stopwatch): Promise<number> {
    const { folder, state, bundle } = this.#site
    const { view, difference, rendered, full } = release
    const removed = difference.removed.map(({ path }) => path)
    const replaced = [...rendered.keys(), ...removed].flatMap((path) => this.#records.get(path) ?? [])
    const inline = full
      ? new InlineCounts().with(rendered.values())
      : this.#inline.with(rendered.values(), replaced)
    const { revision, problemsFingerprint, claims, documents, removedDocuments } = content
    const isGone = new Set([...removed, ...rendered.keys()])
    const rechecked = full ? [] : [...content.rechecked].filter(([path]) => !isGone.has(path))
    const number = await this.#write(release, {
      revision,
      bundle: bundle.hash,
      today: view.today,
      siteUrl: bundle.site.siteUrl,
      madeAt: new Date().toISOString(),
      pages: view.pages.size,
      csp: inline.hashes(),
    })
    clock.lap('write')
    const head = { number, bundle: bundle.hash, revision, today: view.today, problemsFingerprint, claims }
    try {
      state.save({
        ...{ head, documents, removedDocuments },
        pages: [...rendered.values(), ...rechecked.map(([, record]) => record)],
        removedPages: removed,
        resetsPages: full !== undefined,
      })
      clock.lap('remember')
      await folder.switchTo(number)
      clock.lap('switch')
    } catch (cause) {
      throw new HalfMadeRelease(`Release ${number} could not be finished: ${(cause as Error).message}`, {
        cause,
      })
    }
    this.#head = head
    if (full) this.#records.clear()
    for (const path of removed) this.#records.delete(path)
    for (const [path, record] of [...rechecked, ...rendered]) this.#records.set(path, record)
    this.#inline = inline
    return number
  }

  /** Gives the number of the release; that of the head when no file changes. */
  async #write({ difference, bodies, full }: RenderedRelease, note: ReleaseNote): Promise<number> {
    const { folder } = this.#site
    if (full) return (await folder.commitFull(full, note)).number
    if (bodies.size === 0 && difference.removed.length === 0) return this.#head?.number ?? 0
    const remove = difference.removed.map(({ file }) => file)
    return (await folder.commit({ write: bodies, remove, note })).number
  }
}
