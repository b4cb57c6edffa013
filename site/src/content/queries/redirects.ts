import { checkCircle, movedCompanions, normalizePath, parsePath } from 'shared-types'
import type { ResolvedRedirect } from 'shared-types'
import { redirectFile } from '../../formats/redirect-page'
import { order } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'
import { link } from './links'
import { isPage } from './sitemap'

/** The redirects that the site serves, and the dropped ones with the reason. */
export interface RedirectsView {
  redirects: ResolvedRedirect[]
  dropped: { id: string; from: string; reason: string }[]
}

/** Drops redirects that would hide a page, lead in a circle or have no live target. */
export function redirects(source: Source): RedirectsView {
  const view: RedirectsView = { redirects: [], dropped: [] }
  const drop = ({ id, from }: { id: string; from: string }, reason: string) =>
    view.dropped.push({ id, from, reason })
  const resolved: (ResolvedRedirect & { id: string })[] = []
  for (const { id, from: spelled, ...target } of source.all.redirects) {
    const start = parsePath(spelled)
    const from = 'path' in start ? start.path : spelled
    const to = target.kind === 'document' ? target.document && link(source, target.document) : target.address
    const reason =
      to === undefined
        ? 'The page that it leads to is not live.'
        : 'problem' in start
          ? `Its old address ${start.problem}.`
          : !URL.canParse(to, 'https://site.example')
            ? 'The address that it leads to is malformed.'
            : isPage(source, from)
              ? 'There is a page at this address.'
              : undefined
    if (to === undefined || reason) drop({ id, from }, reason ?? '')
    else resolved.push({ id, from, to })
  }
  resolved.sort((a, b) => order(a.from, b.from) || order(a.id, b.id))
  const byAddress = new Map<string, (typeof resolved)[number]>()
  for (const redirect of resolved) {
    if (!byAddress.has(redirect.from)) byAddress.set(redirect.from, redirect)
    else drop(redirect, 'Another redirect starts at this address.')
  }
  const kept = [...byAddress.values()]
  const next = new Map(kept.map(({ from, to }) => [from, normalizePath(to)]))
  for (const redirect of kept) {
    const { from, to } = redirect
    const circle = checkCircle(from, normalizePath(to), (path) => next.get(path))[0]?.message
    if (circle === undefined) view.redirects.push({ from, to })
    else drop(redirect, circle)
  }
  // A visitor who subscribed to the calendar of a course keeps it when the course gets another slug.
  for (const { from, to } of [...view.redirects]) {
    const moved = movedCompanions(from, to).filter((file) => isPage(source, file.to))
    view.redirects.push(...moved.filter((file) => !byAddress.has(file.from)))
  }
  view.redirects.sort((a, b) => order(a.from, b.from))
  view.dropped.sort((a, b) => order(a.from, b.from) || order(a.id, b.id))
  return view
}

/** The target of a redirect, by the file of its fallback page without the extension; undefined when it has no such page. */
export const redirect = (source: Source, file: string): string | undefined =>
  source
    .derived('redirects by file', (documents) => {
      const files = redirects(documents).redirects.map(({ from, to }) => [redirectFile(from), to] as const)
      return new Map(files)
    })
    .get(file)
