import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from './durable-files'

/** Paths that the server uses otherwise. */
const reserved = new Set(['/404.html', '/redirects.json', '/'])
const maxLength = 1500
// Any other character of a target could end a header or a line of a configuration; percent-encoded it leads to the same place.
const unsafe = /[^\w\-.~:/?#[\]@!&'()*+,;=%]/gu

/**
 * The redirects of a web root as the server and nginx both follow them: decoded path to a target that is safe in a header. Old
 * addresses are kept with a slash at the end; visitors may come without.
 */
export function redirectsOf(webRoot: string): Map<string, string> {
  const redirects = new Map<string, string>()
  const listed = Object.entries(readListed(join(webRoot, 'redirects.json')))
  for (const [from, to] of listed) if (isUsable(from, to)) redirects.set(from, safeTarget(to))
  for (const [from, to] of [...redirects]) {
    const withoutSlash = from.replace(/\/$/, '')
    if (!redirects.has(withoutSlash)) redirects.set(withoutSlash, to)
  }
  return redirects
}

/** A site without the file has no redirects. */
function readListed(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return {}
    throw error
  }
}

function isUsable(from: string, to: string): boolean {
  const [root, ...parts] = from.split('/')
  // Web servers normalise other paths before they look them up.
  const isNormal = parts.every((part, index) =>
    part === '' ? index === parts.length - 1 : part !== '.' && part !== '..',
  )
  const isText = from === wellFormed(from) && !/[\p{Cc}\\]/u.test(from)
  return (
    root === '' &&
    isNormal &&
    isText &&
    !reserved.has(from) &&
    Math.max(from.length, to.length) <= maxLength &&
    to !== ''
  )
}

/** Replaces lone surrogates, which UTF-8 cannot encode. */
const wellFormed = (text: string): string => Buffer.from(text).toString()

const safeTarget = (target: string): string =>
  wellFormed(target).replace(unsafe, (character) => encodeURIComponent(character))
