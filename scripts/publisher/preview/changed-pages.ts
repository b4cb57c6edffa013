import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PageChange, PreviewedChangesAnswer, PreviewedClaim } from 'shared-types'
import type { Page } from 'site/bundle'
import { type PageRecord, claimKey, claimKeys, claimsOf } from '../render/page-records'
import type { SiteView } from '../render/site-view'
import { underWatchdog } from '../render/watchdog'
import { withoutSaveTimes } from './save-times'

interface NewestRelease {
  records: ReadonlyMap<string, PageRecord>
  /** The folder with its files. */
  webRoot: string
}

/** So many stale pages are made and compared. Of more, pages are made until there are enough samples that do change. */
const maxCompared = 400
const maxSamples = 20
/** In an answer. */
const maxListed = 400
const maxClaims = 50

const isPage = ({ path }: { path: string }): boolean => path.endsWith('/')
const isShown = ({ kind }: Page): boolean => kind !== 'redirects'

/** What visitors would see of a release that shows `after`, compared with the newest one, which shows `before`. */
export async function changesBetween(
  before: SiteView,
  after: SiteView,
  release: NewestRelease,
): Promise<Omit<PreviewedChangesAnswer, 'gaps'>> {
  const difference = await after.differenceTo(release.records)
  const paths = new Set(difference.added)
  const stale = difference.stale.filter((page) => isShown(page) && !paths.has(page.path))
  const added = difference.stale.filter((page) => isShown(page) && paths.has(page.path))
  const removed = difference.removed.filter(isShown)
  const isExact = stale.length <= maxCompared
  const changed: Page[] = []
  const claims = new NewClaims(after, release.records)
  for (const page of stale) {
    if (!isExact && (!isPage(page) || changed.length >= maxSamples)) continue
    if (await isChanged(after, page, release, claims)) changed.push(page)
  }
  for (const page of added.filter(isPage).slice(0, maxSamples)) await isChanged(after, page, release, claims)
  const all = [...as('removed', removed), ...as('added', added), ...as('changed', changed)]
  const pages = all.filter(isPage)
  return {
    isExact,
    count: isExact ? pages.length : [...removed, ...added, ...stale].filter(isPage).length,
    pages: pages.slice(0, maxListed),
    files: all.filter((change) => !isPage(change)).slice(0, maxListed),
    redirects: redirectChanges(before, after).slice(0, maxListed),
    claims: claims.found(),
  }
}

const as = (change: PageChange['change'], pages: readonly Page[]): PageChange[] =>
  pages.map(({ path }) => ({ path, change }))

async function isChanged(
  view: SiteView,
  page: Page,
  { webRoot }: NewestRelease,
  claims: NewClaims,
): Promise<boolean> {
  // A card is a picture of nothing but its queries, and drawing it takes long.
  if (page.path.endsWith('.png')) return true
  const { body } = await underWatchdog(() => view.renderer.render(page))
  claims.add(page, body)
  if (typeof body !== 'string') return true
  const live = await readIfPresent(join(webRoot, page.file))
  return live === undefined || withoutSaveTimes(live) !== withoutSaveTimes(body)
}

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

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function redirectChanges(before: SiteView, after: SiteView): PreviewedChangesAnswer['redirects'] {
  const [old, now] = [before, after].map(({ bundle, snapshot }) => bundle.site.redirects(snapshot)) as [
    Record<string, string>,
    Record<string, string>,
  ]
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((from) => old[from] !== now[from])
    .map((from) => ({ from, before: old[from], after: now[from] }))
}
