import { checkRedirect, normalizePath } from 'shared-types'
import type { ResolvedRedirect } from 'shared-types'
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
  const pages = new Set(sitePaths(snapshot))
  const view: RedirectsView = { redirects: [], dropped: [] }
  const resolved: (ResolvedRedirect & { id: string })[] = []
  for (const { id, from: spelled, ...target } of snapshot.documents.collections.redirects) {
    const from = normalizePath(spelled)
    const to =
      target.kind === 'document' ? target.document && link(snapshot, target.document) : target.address
    const reason =
      to === undefined
        ? 'The page that it leads to is not live.'
        : pages.has(from)
          ? 'There is a page at this address.'
          : undefined
    if (to === undefined || reason) view.dropped.push({ id, from, reason: reason ?? '' })
    else resolved.push({ id, from, to })
  }
  resolved.sort((a, b) => order(a.from, b.from) || order(a.id, b.id))
  for (const { id, from, to } of resolved) {
    const others = resolved.filter((other) => other.id !== id)
    const twin = view.redirects.some((redirect) => redirect.from === from)
    const reason = twin
      ? 'Another redirect starts at this address.'
      : checkRedirect({ from, to }, others)[0]?.message
    if (reason) view.dropped.push({ id, from, reason })
    else view.redirects.push({ from, to })
  }
  view.dropped.sort((a, b) => order(a.from, b.from) || order(a.id, b.id))
  return view
}
