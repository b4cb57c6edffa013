import { type NamedDocument, internalPath, mediaFolder } from 'shared-types'
import type { Page } from 'site/bundle'
import type { ScannedPage } from '../render/page-scan'
import type { DocumentChange } from './candidate-set'
import { nameOf } from './failure-causes'
import type { VanishingPages } from './vanishing'

/** The pages of a release, by path. */
export type ScannedPages = ReadonlyMap<string, ScannedPage>

export interface ReleaseCandidate {
  siteUrl: string
  /** The pages of the newest release; empty before the first one. */
  before: ScannedPages
  /** Pages that were rendered for this release: all of them when it is full. */
  rendered: ScannedPages
  isFull: boolean
  /** What `SiteBundle.pages` gives for this content. */
  expected: readonly Page[]
  /** What `SiteBundle.redirects` gives for this content. */
  redirects: Readonly<Record<string, string>>
  /** Whether there is a file that is not a page at this path: `/_astro/…`, `/media/…`, `/favicon.svg`. */
  hasFile: (path: string) => boolean
  /** Whether an editor typed this path as the target of a link: if nothing is there, the document has a warning. */
  isTypedPath: (path: string) => boolean
  /** What has changed in the content, to name the document that caused a refusal. */
  changes: readonly DocumentChange[]
  /** Paths of pages that stay as they were: their links are not checked. */
  keptPages?: ReadonlySet<string>
  /** Pages that vanish although no change of the content takes them away, when no publisher allowed it. */
  vanishing: readonly VanishingPages[]
}

/** Why a release must not go live. */
export interface Refusal {
  reason: 'vanishing' | 'missing-page' | 'unexpected-page' | 'flaw' | 'broken-link' | 'missing-file'
  /** The page where the problem was found. */
  path: string
  /** What is wrong, why, and what to do. */
  message: string
  /** The changed document that caused it, when one can be found. */
  document?: NamedDocument
}

export interface Verdict {
  /** The gravest first; at most ten of each reason. Empty: the release may go live. */
  refusals: readonly Refusal[]
  /** All refusals in one text. */
  message?: string
  /** Whether only vanishing pages are refused, which an editor may allow. */
  canBeAllowed: boolean
  /** See `findPageFaults`. */
  pageFaults: PageFaults
}

/** By the path of a page, why visitors must not get it: `it leads to /gone/, where nothing is`. */
export type PageFaults = ReadonlyMap<string, string>

const maxShown = 10

/**
 * Whether a release may go live. The document gate finds the mistakes of editors; this gate finds mistakes of the templates and of
 * the publisher, and content of which much is gone.
 */
export function checkRelease(release: ReleaseCandidate): Verdict {
  const trace = tracer(release.changes)
  const stays = new Map(release.expected.map((page) => [page.path, page]))
  const gone = [...release.before.keys()].filter((path) => !stays.has(path))
  const faults = faultsOfPages(release, stays, gone)
  const found = [...release.vanishing.map(vanishing), ...wrongPages(release, stays), ...faults]
  const refusals = atMost(found).map((refusal): Refusal => {
    const { target, ...rest } = refusal
    const document = trace([refusal.path, target])
    const hint = document ? ` This release changes ${nameOf(document)}.` : ''
    return { ...rest, message: rest.message + hint, ...(document && { document }) }
  })
  return {
    refusals,
    message: refusals.length > 0 ? summary(refusals, found.length) : undefined,
    canBeAllowed: refusals.length > 0 && refusals.every(({ reason }) => reason === 'vanishing'),
    pageFaults: byPath(faults),
  }
}

/** The faults of the rendered pages that a document may cause. `before` and `isFull` are not used: other pages are not checked. */
export function findPageFaults(release: ReleaseCandidate): PageFaults {
  const stays = new Map(release.expected.map((page) => [page.path, page]))
  return byPath(faultsOfPages({ ...release, before: new Map(), isFull: false }, stays, []))
}

const faultsOfPages = (release: ReleaseCandidate, stays: Pages, gone: readonly string[]): Found[] => [
  ...samePages(release, stays),
  ...flaws(release),
  ...brokenLinks(release, stays, gone),
  ...missingFiles(release),
]

const byPath = (faults: readonly Found[]): PageFaults =>
  new Map(
    faults.map(({ path, message }) => [path, message.replace(`The page ${path} `, 'it ').replace(/\.$/, '')]),
  )

/** `target` is the path that the page links to. */
type Found = Refusal & { target?: string }

const vanishing = ({ kind, live, paths }: VanishingPages): Found => ({
  reason: 'vanishing',
  path: paths[0] ?? '',
  message: `${paths.length} of ${live} pages of ${kind} would vanish, such as ${paths.slice(0, 3).join(', ')}, and no change of the content takes them away: the templates have no such pages any more. If that is meant, allow this release in the admin and say why; if not, correct the templates, then run npm run deploy.`,
})

type Pages = ReadonlyMap<string, Page>

function wrongPages({ before, rendered, isFull }: ReleaseCandidate, stays: Pages): Found[] {
  const fresh = isFull ? [...stays.keys()] : [...stays.keys()].filter((path) => !before.has(path))
  const missing = fresh.filter((path) => !rendered.has(path))
  const unexpected = [...rendered.keys()].filter((path) => !stays.has(path))
  const again = 'Render everything again: npm run deploy'
  return [
    ...missing.map((path): Found => ({
      reason: 'missing-page',
      path,
      message: `${path} is published, but its page was not made. ${again}`,
    })),
    ...unexpected.map((path): Found => ({
      reason: 'unexpected-page',
      path,
      message: `${path} was made, but nothing that is published has that page. ${again}`,
    })),
  ]
}

/** Pages with the path or the file of another one. */
function samePages({ before, expected, isFull }: ReleaseCandidate, stays: Pages): Found[] {
  // Without a new page, no page can take the file of another.
  const hasNew = isFull || expected.some(({ path }) => !before.has(path))
  const twice = expected.length === stays.size ? [] : repeated(expected, ({ path }) => path)
  const files = hasNew ? repeated(expected, ({ file }) => file) : []
  return [...twice, ...files].map(({ path, file }): Found => ({
    reason: 'unexpected-page',
    path,
    message: `Two pages want to be ${file}, and one of them would be lost. Change the address of one.`,
  }))
}

/** The items whose key an earlier item has, too. */
function repeated<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Set<string>()
  return items.filter((item) => seen.size === seen.add(keyOf(item)).size)
}

const flaws = ({ rendered }: ReleaseCandidate): Found[] =>
  [...rendered].flatMap(([path, { scan }]) =>
    (scan.flaws ?? []).map((flaw): Found => ({
      reason: 'flaw',
      path,
      message: `The page ${path} ${flaw}, which visitors must not get. Look at its template and at the text of its document.`,
    })),
  )

/** A path that can be spelled in one way only: all paths made of slugs. */
const oneSpelling = /^\/[\w\-/]*$/

function brokenLinks(release: ReleaseCandidate, stays: Pages, gone: readonly string[]): Found[] {
  const { before, rendered, isFull, expected, redirects, siteUrl, keptPages, hasFile, isTypedPath } = release
  const spell = (path: string) => internalPath(path, siteUrl) ?? path
  let spelled: Set<string> | undefined
  const isSpelled = (path: string) => (spelled ??= spellings(expected, redirects, spell)).has(path)
  const isThere = (path: string) => stays.has(path) || isSpelled(path)
  const leadsNowhere = (path: string) =>
    !stays.has(path) && !isTypedPath(path) && !hasFile(path) && !isSpelled(path)
  const found: Found[] = []
  const check = (path: string, { scan }: ScannedPage, isSuspect: (target: string) => boolean) => {
    if (keptPages?.has(path)) return
    for (const target of scan.links) {
      if (isSuspect(target) && leadsNowhere(target))
        found.push({ reason: 'broken-link', path, target, message: linkMessage(path, target) })
    }
  }
  for (const [path, page] of rendered) check(path, page, () => true)
  if (isFull) return found
  // In a page that was not rendered again, only links to pages that are gone can be broken.
  const lost = new Set(gone.map(spell).filter((path) => !isThere(path)))
  if (lost.size === 0) return found
  for (const [path, page] of before) {
    if (!rendered.has(path) && stays.has(path)) check(path, page, (target) => lost.has(target))
  }
  return found
}

/** The paths of redirects, and of pages that can be spelled in several ways, as links spell them. */
function spellings(
  pages: readonly Page[],
  redirects: ReleaseCandidate['redirects'],
  spell: (path: string) => string,
): Set<string> {
  const spelled = new Set(Object.keys(redirects).map(spell))
  for (const { path } of pages) {
    if (oneSpelling.test(path)) continue
    spelled.add(spell(path))
    // The canonical link of a page like /404.html is /404/.
    if (path.endsWith('.html')) spelled.add(path.replace(/\.html$/, '/'))
  }
  return spelled
}

const linkMessage = (path: string, target: string): string =>
  `The page ${path} leads to ${target}, where nothing is. Its template makes that link, and should not while there is no such page.`

const missingFiles = ({ rendered, hasFile, isTypedPath }: ReleaseCandidate): Found[] =>
  [...rendered].flatMap(([path, { scan }]) =>
    scan.assets
      .filter((target) => !hasFile(target) && !isTypedPath(target))
      .map((target): Found => ({
        reason: 'missing-file',
        path,
        target,
        message: `The page ${path} needs ${target}, and there is no such file. ${target.startsWith(mediaFolder) ? 'Upload that picture or PDF again.' : 'Compile the templates again: npm run deploy'}`,
      })),
  )

function atMost(found: readonly Found[]): Found[] {
  const counts = new Map<string, number>()
  return found.filter(({ reason }) => {
    const count = (counts.get(reason) ?? 0) + 1
    counts.set(reason, count)
    return count <= maxShown
  })
}

/** Finds the changed document with one of the paths; without one, the only document that has changed. */
function tracer(
  changes: readonly DocumentChange[],
): (paths: (string | undefined)[]) => NamedDocument | undefined {
  const byPath = new Map(changes.flatMap((change) => change.paths.map((path) => [path, change] as const)))
  return (paths) => {
    const [change = changes.length === 1 ? changes[0] : undefined] = paths.flatMap(
      (path) => byPath.get(path ?? '') ?? [],
    )
    return change && { slug: change.slug, id: change.id, title: change.title }
  }
}

function summary(refusals: readonly Refusal[], count: number): string {
  const rest = count - refusals.length
  const lines = refusals.map(({ message }) => message)
  if (rest > 0) lines.push(`… and ${rest} more of the same.`)
  return `The release was refused, and the site stays as it was.\n${lines.join('\n')}`
}
