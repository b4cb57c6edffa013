import { normalizePath } from '../address'
import { internalPath } from './addresses'
import type { Problem } from './problem'

/** A redirect with its target as an address: `/old/` to `/new/` or to `https://example.org/`. */
export interface ResolvedRedirect {
  from: string
  to: string
}

/**
 * A redirect must not lead to itself, directly or through others.
 *
 * @param others the other live redirects, without the earlier version of this one
 */
export function checkRedirect(
  redirect: ResolvedRedirect,
  others: readonly ResolvedRedirect[],
  siteUrl: string,
): Problem[] {
  const next = new Map(others.map((other) => [normalizePath(other.from), internalPath(other.to, siteUrl)]))
  const target = internalPath(redirect.to, siteUrl)
  return checkCircle(normalizePath(redirect.from), target, (path) => next.get(path))
}

/**
 * Follows a redirect from `from` to `to`, and on through `next`, which returns where a path is redirected to. Returns a problem
 * when this leads back to `from`.
 */
export function checkCircle(
  from: string,
  to: string | undefined,
  next: (path: string) => string | undefined,
): Problem[] {
  const visited = [from]
  for (let at = to; at !== undefined; at = next(at)) {
    if (at === from) {
      return [
        {
          field: 'from',
          message: `This redirect leads in a circle: ${[...visited, at].join(' → ')}. Visitors would never arrive. Change where one of them leads.`,
        },
      ]
    }
    if (visited.includes(at)) return []
    visited.push(at)
  }
  return []
}
