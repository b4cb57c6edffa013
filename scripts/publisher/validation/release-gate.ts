import { type NamedDocument, internalPath, mediaFolder } from 'shared-types'
import type { Page } from 'site/bundle'
import type { ScannedPage } from '../render/page-scan'
import type { DocumentChange } from './document-gate'

/** The pages of a release by their path. */
export type ScannedPages = ReadonlyMap<string, ScannedPage>

export interface ReleaseCandidate {
  siteUrl: string
  /** The pages of the newest release; empty for the first one. */
  before: ScannedPages
  /** Pages that were rendered for this one: all of them when it is full. */
  rendered: ScannedPages
  isFull: boolean
  /** What `SiteBundle.pages` says of this content. */
  expected: readonly Page[]
  /** What `SiteBundle.redirects` says of this content. */
  redirects: Readonly<Record<string, string>>
  /** Whether a file that is no page is there: `/_astro/…`, `/media/…`, `/favicon.svg`. */
  hasFile: (path: string) => boolean
  /** Whether an editor typed this path as the target of a link: if nothing is there, the document has a warning. */
  isTypedPath: (path: string) => boolean
  /** What has changed in the content, to say whose change it was. */
  changes: readonly DocumentChange[]
  revision: string
  /** The revision that somebody let go live although many pages vanish. */
  allowed?: string
}

/** Why a release must not go live. */
export interface Refusal {
  reason: 'vanishing' | 'missing-page' | 'unexpected-page' | 'flaw' | 'broken-link' | 'missing-file'
  /** The page where it was found. */
  path: string
  /** What is wrong, why, and what to do, for a person. */
  message: string
  /** The changed document that it can be traced to. */
  document?: NamedDocument
}

export interface Verdict {
  /** In order of weight; at most ten of each reason. Empty: the release may go live. */
  refusals: readonly Refusal[]
  /** All of it in one text. */
  message?: string
  /** Only vanishing pages are in the way, and a person may let them. */
  canBeAllowed: boolean
}

const shown = 10

/** Pages of a kind may vanish up to these without a person's word. */
const mostVanishing = { pages: 5, percent: 10 }

/**
 * Whether a release can be right. What editors do is for the document gate; what is found here is a mistake of the
 * templates or of the publisher, or content that is largely gone.
 */
export function checkRelease(release: ReleaseCandidate): Verdict {
  const trace = tracer(release.changes)
  const stays = new Map(release.expected.map((page) => [page.path, page]))
  const gone = [...release.before.keys()].filter((path) => !stays.has(path))
  const found = [
    ...vanishing(release, gone),
    ...wrongPages(release, stays),
    ...flaws(release),
    ...brokenLinks(release, stays, gone),
    ...missingFiles(release),
  ]
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
  }
}

/** `target` is what the page leads to. */
type Found = Refusal & { target?: string }

function vanishing(release: ReleaseCandidate, gone: readonly string[]): Found[] {
  const { before, redirects, revision, allowed } = release
  if (allowed === revision || gone.length <= mostVanishing.pages) return []
  const kinds = new Map<string, { count: number; gone: string[] }>()
  const kindOf = (kind: string) => {
    const known = kinds.get(kind) ?? { count: 0, gone: [] }
    kinds.set(kind, known)
    return known
  }
  for (const { page } of before.values()) kindOf(page.kind).count++
  for (const path of gone) {
    const page = before.get(path)?.page
    // A page that has moved is not lost.
    if (page && !(path in redirects)) kindOf(page.kind).gone.push(path)
  }
  return [...kinds].flatMap(([kind, { count, gone }]): Found[] => {
    const isMuch = gone.length > mostVanishing.pages && gone.length * 100 > count * mostVanishing.percent
    if (!isMuch) return []
    const [path = ''] = gone
    return [
      {
        reason: 'vanishing',
        path,
        message: `${gone.length} of ${count} pages of ${kind} would vanish, such as ${gone.slice(0, 3).join(', ')}. More than ${mostVanishing.percent} % never go at once without a person’s word. If they are meant to go, allow this release in the admin and say why; if not, restore their documents.`,
      },
    ]
  })
}

type Pages = ReadonlyMap<string, Page>

function wrongPages({ before, rendered, isFull, expected }: ReleaseCandidate, stays: Pages): Found[] {
  const fresh = isFull ? [...stays.keys()] : [...stays.keys()].filter((path) => !before.has(path))
  const twice = expected.length === stays.size ? [] : repeated(expected.map(({ path }) => path))
  // Where no page is new, none can take the file of another.
  const files = fresh.length === 0 ? [] : repeated(expected.map(({ file }) => file))
  const missing = fresh.filter((path) => !rendered.has(path))
  const unexpected = [...rendered.keys()].filter((path) => !stays.has(path))
  const again = 'Render everything again: npm run deploy'
  return [
    ...missing.map((path): Found => ({
      reason: 'missing-page',
      path,
      message: `${path} is published, but its page was not made. ${again}`,
    })),
    ...[...twice, ...files].map((path): Found => ({
      reason: 'unexpected-page',
      path,
      message: `Two pages want to be ${path}, and one of them would be lost. Change the address of one.`,
    })),
    ...unexpected.map((path): Found => ({
      reason: 'unexpected-page',
      path,
      message: `${path} was made, but nothing that is published has that page. ${again}`,
    })),
  ]
}

function repeated(items: readonly string[]): string[] {
  const seen = new Set<string>()
  return items.filter((item) => seen.size === seen.add(item).size)
}

const flaws = ({ rendered }: ReleaseCandidate): Found[] =>
  [...rendered].flatMap(([path, { scan }]) =>
    (scan.flaws ?? []).map((flaw): Found => ({
      reason: 'flaw',
      path,
      message: `The page ${path} ${flaw}, which visitors must not get. Look at its template and at the text of its document.`,
    })),
  )

/** What a path is written of when it has one spelling only, as all that are made of slugs. */
const oneSpelling = /^\/[\w\-/]*$/

function brokenLinks(release: ReleaseCandidate, stays: Pages, gone: readonly string[]): Found[] {
  const { before, rendered, isFull, expected, redirects, siteUrl, hasFile, isTypedPath } = release
  const spell = (path: string) => internalPath(path, siteUrl) ?? path
  let spelled: Set<string> | undefined
  const isSpelled = (path: string) => (spelled ??= spellings(expected, redirects, spell)).has(path)
  const isThere = (path: string) => stays.has(path) || isSpelled(path)
  const leadsNowhere = (path: string) =>
    !stays.has(path) && !isTypedPath(path) && !hasFile(path) && !isSpelled(path)
  const found: Found[] = []
  const look = (path: string, { scan }: ScannedPage, isSuspect: (target: string) => boolean) => {
    for (const target of scan.links) {
      if (isSuspect(target) && leadsNowhere(target))
        found.push({ reason: 'broken-link', path, target, message: linkMessage(path, target) })
    }
  }
  for (const [path, page] of rendered) look(path, page, () => true)
  if (isFull) return found
  // Pages that were not rendered again can only have lost what is gone.
  const lost = new Set(gone.map(spell).filter((path) => !isThere(path)))
  if (lost.size === 0) return found
  for (const [path, page] of before) {
    if (!rendered.has(path) && stays.has(path)) look(path, page, (target) => lost.has(target))
  }
  return found
}

/** Paths of redirects and pages as links to them are spelled, where that may be another way. */
function spellings(
  pages: readonly Page[],
  redirects: ReleaseCandidate['redirects'],
  spell: (path: string) => string,
): Set<string> {
  const spelled = new Set(Object.keys(redirects).map(spell))
  for (const { path } of pages) {
    if (oneSpelling.test(path)) continue
    spelled.add(spell(path))
    // A page like /404.html calls itself /404/.
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
    return count <= shown
  })
}

/** The changed document that has one of the paths; the only one that has changed, when there is but one. */
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

const nameOf = ({ slug, id, title }: NamedDocument): string =>
  `${title ? `“${title}” ` : ''}(${slug}${id ? ` ${id}` : ''})`

function summary(refusals: readonly Refusal[], count: number): string {
  const rest = count - refusals.length
  const lines = refusals.map(({ message }) => message)
  if (rest > 0) lines.push(`… and ${rest} more of the same.`)
  return `The release was refused, and the site stays as it was.\n${lines.join('\n')}`
}
