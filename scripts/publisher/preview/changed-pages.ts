import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PageChange, PreviewedChangesAnswer, PreviewedClaim, SiteChanges } from 'shared-types'
import type { Page } from 'site/bundle'
import { type PageRecord, claimKey, claimKeys, claimsOf } from '../render/page-records'
import type { SiteView } from '../render/site-view'
import { underWatchdog } from '../render/watchdog'
import { withoutSaveTimes } from './save-times'

interface NewestRelease {
  records: ReadonlyMap<string, PageRecord>
  /** The folder with its files. */
  webRoot: string
  /** Whether it shows `before`. If not, `before` is rendered, too, where it differs from the release. */
  isLive: boolean
}

/**
 * So many stale pages are made and compared. Of more, pages are made until there are enough samples that do change, so many were tried, or
 * so much time has passed (ms): the answer says “up to”, and its user waits.
 */
export const maxCompared = 400
const maxSamples = 20
const maxTried = 100
const maxTriedMs = 250
/** In an answer. */
export const maxListed = 400
const maxClaims = 50

const isPage = ({ path }: { path: string }): boolean => path.endsWith('/')
const isShown = ({ kind }: Page): boolean => kind !== 'redirects'

/** What visitors would see of a release that shows `after` instead of `before`. */
export async function changesBetween(
  before: SiteView,
  after: SiteView,
  release: NewestRelease,
): Promise<Omit<PreviewedChangesAnswer, 'gaps' | 'blocked' | 'waiting' | 'others' | 'frozen'>> {
  const { records } = release
  const difference = await after.differenceTo(records, maxCompared)
  const earlier = release.isLive ? undefined : await before.differenceTo(records, maxCompared)
  const staleBefore = earlier && [...earlier.stale, ...earlier.unchecked]
  const isBefore = (path: string) => (earlier ? before.pages.has(path) : records.has(path))
  const suspected = new Map(
    [...difference.stale, ...difference.unchecked, ...(staleBefore ?? [])].map((page) => [page.path, page]),
  )
  const stale = [...suspected.values()].filter(
    (page) => isShown(page) && isBefore(page.path) && after.pages.has(page.path),
  )
  const added = (earlier ? [...after.pages.values()] : difference.stale).filter(
    (page) => isShown(page) && !isBefore(page.path),
  )
  const removed = (earlier ? [...before.pages.values()] : difference.removed).filter(
    (page) => isShown(page) && !after.pages.has(page.path),
  )
  const isExact = stale.length <= maxCompared
  const compared = isExact ? stale : byTurns(stale.filter(isPage)).slice(0, maxTried)

  const comparison = new PageComparison(after, release)
  // All of one view, then all of the other: a renderer forgets its results for another view.
  const toRender = new Set(staleBefore?.map(({ path }) => path))
  const rendered = compared.filter(({ path }) => toRender.has(path))
  for (const page of isExact ? rendered : rendered.slice(0, maxSamples * 2))
    await comparison.renderBefore(before, page)
  const changed: Page[] = []
  const began = performance.now()
  for (const page of compared) {
    if (!isExact && (changed.length >= maxSamples || performance.now() - began > maxTriedMs)) break
    if (await comparison.isChanged(page)) changed.push(page)
  }
  for (const page of added.filter(isPage).slice(0, maxSamples)) await comparison.isChanged(page)
  const all = [...as('removed', removed), ...as('added', added), ...as('changed', changed)]
  const pages = all.filter(isPage)
  return {
    isExact,
    count: isExact ? pages.length : [...removed, ...added, ...stale].filter(isPage).length,
    pages: pages.slice(0, maxListed),
    files: all.filter((change) => !isPage(change)).slice(0, maxListed),
    redirects: changedRedirects(redirectsOf(before), redirectsOf(after)),
    claims: comparison.claims.found(),
  }
}

/** One page of each kind, then another one of each, so that the first few are of all kinds. */
function byTurns(pages: readonly Page[]): Page[] {
  const turns = new Map<string, number>()
  const turnOf = new Map<Page, number>()
  for (const page of pages) {
    const turn = turns.get(page.kind) ?? 0
    turns.set(page.kind, turn + 1)
    turnOf.set(page, turn)
  }
  return pages.toSorted((a, b) => turnOf.get(a)! - turnOf.get(b)!)
}

const redirectsOf = ({ bundle, snapshot }: SiteView): Redirects => bundle.site.redirects(snapshot)

const as = (change: PageChange['change'], pages: readonly Page[]): PageChange[] =>
  pages.map(({ path }) => ({ path, change }))

/** Renders pages of a view, and compares them with those of the newest release or of another view. */
class PageComparison {
  readonly claims: NewClaims
  readonly #view: SiteView
  readonly #release: NewestRelease
  /** By path, of pages that differ from the newest release already. */
  readonly #before = new Map<string, string | undefined>()

  constructor(view: SiteView, release: NewestRelease) {
    this.#view = view
    this.#release = release
    this.claims = new NewClaims(view, release.records)
  }

  async renderBefore(view: SiteView, page: Page): Promise<void> {
    this.#before.set(page.path, await this.#textOf(view, page))
  }

  async isChanged(page: Page): Promise<boolean> {
    const { path, file } = page
    const after = await this.#textOf(this.#view, page, this.claims)
    const isKnown = this.#before.has(path) || isCard(page)
    const live = isKnown ? undefined : await readIfPresent(join(this.#release.webRoot, file))
    const before = isKnown ? this.#before.get(path) : live && withoutSaveTimes(live)
    return before === undefined || before !== after
  }

  /** What a reader gets of it; of a card, which takes long to draw, the results of its queries. */
  async #textOf(view: SiteView, page: Page, claims?: NewClaims): Promise<string | undefined> {
    if (isCard(page)) {
      const { dependencies = [] } = this.#release.records.get(page.path) ?? {}
      return dependencies.map(({ key }) => view.renderer.fingerprint(key)).join(' ')
    }
    const { body } = await underWatchdog(() => view.renderer.render(page))
    claims?.add(page, body)
    return typeof body === 'string' ? withoutSaveTimes(body) : undefined
  }
}

const isCard = ({ path }: Page): boolean => path.endsWith('.png')

/** The claims of rendered pages that no live page makes. */
class NewClaims {
  readonly #found = new Map<string, PreviewedClaim>()
  #live: ReadonlySet<string> | undefined

  constructor(
    readonly view: SiteView,
    readonly records: ReadonlyMap<string, PageRecord>,
  ) {}

  add(page: Page, body: string | Uint8Array): void {
    for (const claim of claimsOf(this.view.findClaims, page, body).claims ?? []) {
      const key = claimKey(claim)
      this.#live ??= claimKeys(this.records.values())
      if (this.#live.has(key) || this.#found.has(key)) continue
      this.#found.set(key, { path: page.path, ...this.view.explained(claim) })
    }
  }

  found(): PreviewedClaim[] {
    return [...this.#found.values()].slice(0, maxClaims)
  }
}

/** The text of a file; undefined when there is none. */
export async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Redirects by the paths at which they start, with their targets. */
type Redirects = Readonly<Record<string, string>>

export const changedRedirects = (before: Redirects, after: Redirects): SiteChanges['redirects'] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((from) => before[from] !== after[from])
    .map((from) => ({ from, before: before[from], after: after[from] }))
    .slice(0, maxListed)
