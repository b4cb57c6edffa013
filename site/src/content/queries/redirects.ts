import { checkRedirect, normalizePath } from 'shared-types'
import type { ResolvedRedirect } from 'shared-types'
import { redirectFile } from '../../redirect-page'
import { order } from '../snapshot'
import type { Snapshot } from '../snapshot'
import { link } from './links'
import { sitePaths } from './sitemap'

/** Old addresses that lead somewhere, and those that do not with the reason. */
export interface RedirectsView {
  redirects: ResolvedRedirect[]
  dropped: { id: string; from: string; reason: string }[]
}

/** A page that exists is never hidden by a redirect, and no redirect leads in a circle. */
export function redirects(snapshot: Snapshot): RedirectsView {
  const pages = new Set([...sitePaths(snapshot), '/404.html'])
  const view: RedirectsView = { redirects: [], dropped: [] }
  const drop = ({ id, from }: { id: string; from: string }, reason: string) =>
    view.dropped.push({ id, from, reason })
  const resolved: (ResolvedRedirect & { id: string })[] = []
  for (const { id, from: spelled, ...target } of snapshot.documents.collections.redirects) {
    const from = normalizePath(spelled)
    const to =
      target.kind === 'document' ? target.document && link(snapshot, target.document) : target.address
    const reason =
      to === undefined
        ? 'The page that it leads to is not live.'
        : pages.has(placeOf(from))
          ? 'There is a page at this address.'
          : undefined
    if (to === undefined || reason) drop({ id, from }, reason ?? '')
    else resolved.push({ id, from, to })
  }
  resolved.sort((a, b) => order(a.from, b.from) || order(a.id, b.id))
  const byPlace = new Map<string, (typeof resolved)[number]>()
  for (const redirect of resolved) {
    const place = placeOf(redirect.from)
    if (!byPlace.has(place)) byPlace.set(place, redirect)
    else drop(redirect, 'Another redirect starts at this address.')
  }
  const kept = [...byPlace.values()]
  const next = new Map(kept.map(({ from, to }) => [from, normalizePath(to)]))
  for (const redirect of kept) {
    const { from, to } = redirect
    const circle = leadsBack(from, next) ? checkRedirect(redirect, kept)[0]?.message : undefined
    if (circle === undefined) view.redirects.push({ from, to })
    else drop(redirect, circle)
  }
  view.dropped.sort((a, b) => order(a.from, b.from) || order(a.id, b.id))
  return view
}

/** Where an old page leads now, by the file of its fallback page without its ending; nothing when it has none. */
export const redirect = (snapshot: Snapshot, file: string): string | undefined =>
  redirects(snapshot).redirects.find(({ from }) => redirectFile(from) === file)?.to

/** A web server gives `/old/index.html` at `/old/`: the two are one place. */
const placeOf = (path: string): string => path.replace(/\/index\.html$/, '/')

function leadsBack(from: string, next: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>()
  for (let at = next.get(from); at !== undefined && !seen.has(at); at = next.get(at)) {
    if (at === from) return true
    seen.add(at)
  }
  return false
}
