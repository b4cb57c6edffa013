import type { DocumentReference } from '../link'
import { checkTarget, normalizePath, parseOldAddress } from '../address'
import { pageBeside } from '../paths'
import { internalPath, isOwnPage } from './addresses'
import type { LiveContent, NamedDocument } from './live-content'
import type { Problem } from './problem'
import { checkCircle } from './redirects'

/** The fields of a redirect that decide where it leads: output of `RedirectSchema`. */
export interface RedirectPlan {
  from: string
  kind: 'document' | 'address'
  document?: DocumentReference
  address?: string
}

/** The path of this site that a redirect leads to; undefined when it leads to another site or nowhere. */
export function redirectTarget(
  plan: RedirectPlan,
  { siteUrl, pageOf }: Pick<LiveContent, 'siteUrl' | 'pageOf'>,
): string | undefined {
  if (plan.kind === 'document') return plan.document && pageOf(plan.document.relationTo, plan.document.value)
  return plan.address === undefined ? undefined : internalPath(plan.address, siteUrl)
}

/** The path where a redirect starts, normalized for comparison. */
export const redirectStart = (plan: Pick<RedirectPlan, 'from'>, siteUrl: string): string =>
  internalPath(plan.from, siteUrl) ?? normalizePath(plan.from)

/** Where a redirect starts must be a path that the site can answer, and where it leads an address that browsers can open. */
export function checkRedirectAddresses({
  from,
  kind,
  address,
}: Pick<RedirectPlan, 'from' | 'kind' | 'address'>): Problem[] {
  const start = parseOldAddress(from)
  const target = kind === 'address' && address !== undefined ? checkTarget(address) : undefined
  return [
    ...('problem' in start ? [{ field: 'from', message: oldAddressMessage(from, start.problem) }] : []),
    ...(target ? [{ field: 'address', message: targetMessage(address ?? '', target.problem) }] : []),
  ]
}

const oldAddressMessage = (from: string, problem: string): string =>
  `“${from}” can't be redirected from: it ${problem}. Use an old address like /old-page/.`

const targetMessage = (address: string, problem: string): string =>
  `“${address}” can't be redirected to: it ${problem}. Use an address like https://example.org/page or /page/.`

/** A redirect must start at a path without a page, lead somewhere, and not lead in a circle. */
export function checkRedirectPlan(id: string, plan: RedirectPlan, live: LiveContent): Problem[] {
  const problems = checkRedirectAddresses(plan)
  if (problems.length > 0) return problems
  const from = redirectStart(plan, live.siteUrl)
  const page = live.pageAt(from)
  if (page && isTarget(page, plan)) {
    return [
      {
        field: 'from',
        message: `The page that this redirect leads to is still at ${from}. It works by itself once that page is live at another address.`,
      },
    ]
  }
  const beside = pageBeside(from)
  if (page || isOwnPage(from) || live.isFile(from) || (beside && live.pageAt(beside))) {
    const name = page?.title ? ` (“${page.title}”)` : ''
    return [
      {
        field: 'from',
        message: `${from} is a page of the site${name}, so nobody is redirected. Take this redirect away, or choose another old address.`,
      },
    ]
  }
  const rival = live.redirectAt(from)
  if (rival && rival.id !== id) {
    return [{ field: 'from', message: `Another redirect starts at ${from} already. Change that one.` }]
  }
  if (plan[plan.kind] === undefined) {
    return [
      { field: plan.kind, message: 'This redirect leads nowhere. Choose where it leads, or take it away.' },
    ]
  }
  return checkCircle(from, redirectTarget(plan, live), (path) => live.redirectAt(path)?.to)
}

/**
 * Renaming a page makes a redirect from its old address. While the new version of the page is blocked, the page is still
 * live at that address, and the redirect starts at its own target.
 */
const isTarget = (page: NamedDocument, { kind, document }: RedirectPlan): boolean =>
  kind === 'document' && document?.relationTo === page.slug && document.value === page.id
