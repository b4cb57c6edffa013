import type { Problem } from './problem'

/** A redirect whose target is already an address: `/old/` to `/new/` or `https://example.org/`. */
export interface ResolvedRedirect {
  from: string
  to: string
}

/** The path that two spellings of an address share: no query, no fragment, a slash at the end unless it is a file. */
export function normalizePath(address: string): string {
  const path = address.replace(/[?#].*$/, '')
  return path.endsWith('/') || /\.[a-z0-9]+$/i.test(path) ? path : `${path}/`
}

/**
 * A redirect must not lead to itself, directly or through others. `others` are the redirects already there; one with
 * the same `from` is the redirect's own earlier version and is left out.
 */
export function checkRedirect(redirect: ResolvedRedirect, others: readonly ResolvedRedirect[]): Problem[] {
  const next = new Map(others.map((other) => [normalizePath(other.from), normalizePath(other.to)]))
  return checkCircle(normalizePath(redirect.from), normalizePath(redirect.to), (path) => next.get(path))
}

/** A redirect from one path to another must not come back to where it starts; `next` is where a path is redirected to. */
export function checkCircle(
  from: string,
  to: string | undefined,
  next: (path: string) => string | undefined,
): Problem[] {
  const trail = [from]
  for (let at = to; at !== undefined; at = next(at)) {
    if (at === from) {
      return [
        {
          field: 'from',
          message: `This redirect leads in a circle: ${[...trail, at].join(' → ')}. Visitors would never arrive. Change where one of them leads.`,
        },
      ]
    }
    if (trail.includes(at)) return []
    trail.push(at)
  }
  return []
}
