import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodePath, parsePath } from 'shared-types'
import { codeOf } from './durable-files'
import { searchPage } from './headers'

/** Paths that the server uses otherwise. */
const reserved = new Set(['/404.html', '/redirects.json', '/', searchPage])
const maxLength = 1500
// Any other character of a target could end a header or a line of a configuration; percent-encoded it leads to the same place.
const unsafe = /[^\w\-.~:/?#[\]@!&'()*+,;=%]/gu

/**
 * The redirects of a web root as the server and nginx both follow them: decoded path to a target that is safe in a header. Old
 * addresses are kept with a slash at the end; visitors may come without.
 */
export function redirectsOf(webRoot: string): Map<string, string> {
  const redirects = new Map<string, string>()
  const listed = Object.entries(listedRedirects(join(webRoot, 'redirects.json')))
  for (const [spelled, to] of listed) {
    const from = decodedStart(spelled)
    const target = safeTarget(to)
    if (from !== undefined && !reserved.has(from) && target) redirects.set(from, target)
  }
  for (const [from, to] of [...redirects]) {
    for (const spelling of otherSpellings(from)) if (!redirects.has(spelling)) redirects.set(spelling, to)
  }
  return redirects
}

/** Spellings of a decoded path that nginx takes for others: it compares bytes, and knows no index of a folder without files. */
function otherSpellings(path: string): string[] {
  const spellings = path.endsWith('/') ? [path, path.slice(0, -1), `${path}index.html`] : [path, `${path}/`]
  return spellings.flatMap((spelling) => [spelling, spelling.normalize('NFD')])
}

/** The redirects of `redirects.json` as they are there. A site without the file has none. */
export function listedRedirects(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return {}
    throw error
  }
}

function decodedStart(from: string): string | undefined {
  const parsed = parsePath(from)
  return 'path' in parsed ? decodePath(parsed.path) : undefined
}

/** The target as it stands in a header; undefined for none, and for what browsers cannot open. */
function safeTarget(target: string): string | undefined {
  const url = /^https?:/i.test(target) ? URL.parse(target) : undefined
  if (url === null || target === '') return undefined
  // Lone surrogates, which UTF-8 cannot encode, are replaced on the way through a buffer.
  const text = Buffer.from(url?.href ?? target).toString()
  const safe = text.replace(unsafe, (character) => encodeURIComponent(character))
  return safe.length <= maxLength ? safe : undefined
}
