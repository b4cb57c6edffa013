import { isLoopback } from '../loopback'

/** What must not reach visitors. */
export interface LeakRules {
  siteUrl: string
  /** Addresses of the CMS, as editors and as machines reach it. */
  cmsUrls: readonly string[]
  /** Secret values by the name of their setting. Messages contain the name only. */
  secrets?: Readonly<Record<string, string>>
}

/** Names what a text leaks, to be put into a sentence: `the address of the CMS (http://cms.internal)`; undefined for no leak. */
export type FindLeak = (text: string) => string | undefined

/** Every address of this computer: a site for tests may listen there. */
const unspecifiedHost = /^(0\.0\.0\.0|\[::\])$/
const loopbackAddress =
  /\bhttps?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\])(?![\w-]|\.\w)(?::\d+)?/i
const webhookSecret = /\bwhsec_[A-Za-z0-9+/]{20,}/

/** In characters. A shorter value would be found in pages by chance. */
const shortestSecret = 12
const shortestLeak = Math.min(shortestSecret, 'http://[::]'.length)

/**
 * Returns a function that looks for secrets, for addresses of the CMS and for addresses of this computer; not for the last when
 * the site itself is on this computer. Only full addresses count, so that a text may explain what localhost is.
 */
export function leakFinder({ siteUrl, cmsUrls, secrets = {} }: LeakRules): FindLeak {
  const site = new URL(siteUrl)
  const origins = [...new Set(cmsUrls.map((url) => new URL(url).origin))].filter(
    (origin) => origin !== site.origin,
  )
  const addresses = origins.map((origin) => ({
    origin,
    pattern: new RegExp(`${escaped(origin)}(?![\\w-]|\\.\\w)`, 'i'),
  }))
  const isLocal = isLoopback(siteUrl) || unspecifiedHost.test(site.hostname)
  const values = Object.entries(secrets)
    .filter(([, value]) => value.length >= shortestSecret)
    .flatMap(([name, value]) => spellings(value).map((spelling) => ({ name, spelling })))
  return (text) => {
    // Most strings of a document are this short.
    if (text.length < shortestLeak) return undefined
    for (const { name, spelling } of values) if (text.includes(spelling)) return `the secret ${name}`
    if (text.includes('whsec_') && webhookSecret.test(text)) return 'a webhook secret'
    for (const { origin, pattern } of addresses)
      if (pattern.test(text)) return `the address of the CMS (${origin})`
    const local = isLocal ? undefined : loopbackAddress.exec(text)?.[0]
    return local && `an address of this computer (${local})`
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The value as it is written in text, in HTML (two ways), in JSON and in a URL. */
const spellings = (value: string): string[] => [
  ...new Set([
    value,
    value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
    value
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      .replace(/'/g, '&#39;'),
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
  ]),
]
