import type { AuthStrategyFunctionArgs, Payload } from 'payload'
import { env } from '../env'

const readingMethods = ['GET', 'HEAD', 'OPTIONS']

/** A server function of Next is a write, and Payload passes only its headers here. */
const isWrite = ({ headers, req }: AuthStrategyFunctionArgs) =>
  headers.has('next-action') || (req?.method !== undefined && !readingMethods.includes(req.method))

/**
 * Whether each header that names the sending page names the CMS. Payload itself compares `Origin` only, takes the cookie from pages of
 * the same site (other subdomains) when there is none, and never looks at `Referer`.
 */
function isFromCms(headers: Headers): boolean {
  const origin = headers.get('origin')
  const referer = headers.get('referer')
  const site = headers.get('sec-fetch-site')
  return (
    (origin !== null || site !== null) &&
    (origin === null || origin === env.CMS_URL) &&
    (site === null || site === 'same-origin') &&
    (referer === null || originOf(referer) === env.CMS_URL)
  )
}

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : undefined)

function withoutCookie(headers: Headers): Headers {
  const copy = new Headers(headers)
  copy.delete('cookie')
  return copy
}

/**
 * From now on, a write that the page of another origin sends (the site, another subdomain, a frame without an origin) counts as not
 * signed in, although the browser sends the editor's cookie with it. For `onInit` of the config.
 */
export function withoutForeignCookies(payload: Payload): void {
  payload.authStrategies = payload.authStrategies.map((strategy) => ({
    ...strategy,
    authenticate: (args) =>
      strategy.authenticate(
        isWrite(args) && !isFromCms(args.headers) ? { ...args, headers: withoutCookie(args.headers) } : args,
      ),
  }))
}
