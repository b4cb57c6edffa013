import { pageBeside, paths } from 'shared-types'
import { order } from '../snapshot'
import type { Source } from '../source'
import { isPage as isListed, singlePaths, sitemap as listedParts, sitemapPart as listed } from './sitemap'
import type { SitemapEntry, SitemapPart } from './sitemap'

/** Pages that gather what other documents say: each has an address of its own, and no document. */
const gathered = (source: Source): SitemapEntry[] => [
  { path: paths.compare(), lastModified: latest(source.all.courses, source.all.cohorts) },
  { path: paths.startDates(), lastModified: latest(source.all.courses, source.all.cohorts) },
  {
    path: paths.contact(),
    lastModified: latest([source.globals['site-settings']], source.all.locations),
  },
  { path: paths.questions(), lastModified: latest(source.all.faqs) },
  { path: paths.disclosures(), lastModified: latest([source.globals.disclosures], source.all.courses) },
]

/** What every school has, whatever its content: pages, feeds and files. */
export const sitePaths: readonly string[] = [
  ...singlePaths,
  paths.compare(),
  paths.startDates(),
  paths.contact(),
  paths.questions(),
  paths.disclosures(),
  paths.calendar(),
  paths.manifest(),
]

/** A part of the sitemap; nothing when there is no such part. */
export function sitemapPart(source: Source, name: string): SitemapEntry[] | undefined {
  const entries = listed(source, name)
  if (name !== 'pages' || !entries) return entries
  return [...entries, ...gathered(source)].toSorted((a, b) => order(a.path, b.path))
}

/** The index of the sitemap. */
export const sitemap = (source: Source): SitemapPart[] =>
  listedParts(source).map((part) => {
    if (part.path !== paths.sitemapPart('pages')) return part
    const changes = [part, ...gathered(source)].map(({ lastModified }) => ({ updatedAt: lastModified }))
    return { ...part, lastModified: latest(changes) }
  })

/** Whether a path is the address of a page or a feed, listed or not. */
export function isPage(source: Source, path: string): boolean {
  if (sitePaths.includes(path) || isListed(source, path)) return true
  const page = pageBeside(path)
  return page !== undefined && isListed(source, page)
}

function latest(...groups: readonly (readonly { updatedAt?: string }[])[]): string {
  let moment = ''
  for (const { updatedAt = '' } of groups.flat()) if (updatedAt > moment) moment = updatedAt
  return moment
}
