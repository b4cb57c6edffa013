/*
 * The one place where addresses are parsed: by the CMS when an editor saves, by the checks before a release, by the site, and by the
 * web server for each request.
 */

import { assetsFolder, mediaFolder, searchFolder } from './paths'

/** Bytes of a name on Linux file systems (NAME_MAX). */
const maxSegmentBytes = 255
/** Bytes of a path with the name of its file, well under what file systems (4096) and web servers take. */
const maxPathBytes = 1000
/** Characters of a target as it is sent, so that it fits into a header and into one parameter of nginx (4096). */
const maxTargetLength = 1500

/** Why an address is refused: the rest of a sentence, such as `has a backslash`. */
export interface AddressProblem {
  problem: string
}

export interface ParsedPath {
  /**
   * The path in one spelling: decoded, NFC, without dot segments, doubled slashes and `index.html`, with a slash at the end unless
   * it is a file. White space and the characters `%`, `?` and `#` are escaped, so it can be parsed again.
   */
  path: string
  /** With its question mark; empty without a query. */
  query: string
}

// eslint-disable-next-line no-control-regex -- these are what it looks for
const control = /[\0-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/
const loneSurrogate = /\p{Cs}/u

const byteLength = (text: string) => new TextEncoder().encode(text).length

/** Parses the path of an address of this site: `/old%2Dpage?x=1`. */
export function parsePath(address: string): ParsedPath | AddressProblem {
  const [, spelled = '', query = ''] = /^([^?#]*)(\?[^#]*)?/.exec(address) ?? []
  if (!spelled.startsWith('/')) return { problem: 'does not begin with a slash' }
  if (/^\/[/\\]/.test(spelled)) return { problem: 'begins with two slashes, which leads to another site' }
  if (control.test(address)) return { problem: 'has an invisible character' }
  const segments: string[] = []
  const parts = spelled.slice(1).split('/')
  for (const part of parts) {
    const segment = decoded(part)
    if (segment === undefined)
      return { problem: 'has a % that does not begin an escape of UTF-8 such as %C3%A9' }
    if (control.test(segment) || loneSurrogate.test(segment)) return { problem: 'has an invisible character' }
    if (/[/\\]/.test(segment)) return { problem: 'has a backslash, or a slash that is spelled as an escape' }
    if (byteLength(segment) > maxSegmentBytes)
      return { problem: `has more than ${maxSegmentBytes} bytes between two slashes` }
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  const last = decoded(parts.at(-1) ?? '') ?? ''
  const isFolder = ['', '.', '..'].includes(last) || !/\.[a-z0-9]+$/i.test(last)
  if (!isFolder && last === 'index.html') segments.pop()
  const isFile = !isFolder && last !== 'index.html'
  const path = `/${segments.map((segment) => `${escaped(segment)}/`).join('')}`
  if (byteLength(`${path}index.html`) > maxPathBytes)
    return { problem: `is longer than ${maxPathBytes} bytes` }
  return { path: isFile ? path.slice(0, -1) : path, query: query === '?' ? '' : query }
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment).normalize('NFC')
  } catch {
    return undefined
  }
}

const escaped = (segment: string): string =>
  segment.replace(/[\s%?#]/gu, (character) => encodeURIComponent(character))

/**
 * The path of an address in the form that is compared (see `parsePath`). What is no path, such as the address of another site, only
 * loses its query and fragment and gets a slash at its end.
 */
export function normalizePath(address: string): string {
  const parsed = parsePath(address)
  if ('path' in parsed) return parsed.path
  const path = address.replace(/[?#].*$/, '')
  return path.endsWith('/') || /\.[a-z0-9]+$/i.test(path) ? path : `${path}/`
}

/** A path without escapes: as a web server compares it, and as its file is named. One with a broken escape stays as it is. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Parses the address of a page on any site, with http or https. */
export function parseWebUrl(address: string): { url: URL } | AddressProblem {
  if (!/^https?:\/\//i.test(address)) return { problem: 'does not begin with https://' }
  if (control.test(address)) return { problem: 'has an invisible character' }
  if (address.includes('\\')) return { problem: 'has a backslash' }
  const url = URL.parse(address)
  if (!url) {
    const port = /^https?:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(address)?.[1]
    const isPort = port !== undefined && Number(port) > 65_535
    if (isPort) return { problem: 'has a port above 65535' }
    return { problem: /\s/.test(address) ? 'has a space' : 'has no right name of a site after the //' }
  }
  if (url.username || url.password)
    return { problem: 'has a user name or a password, which every visitor would see' }
  if (url.href.length > maxTargetLength) return { problem: `is longer than ${maxTargetLength} characters` }
  return { url }
}

/** Whether an address can be redirected to: a path of this site, or a page on any site. */
export function checkTarget(address: string): AddressProblem | undefined {
  const parsed = address.startsWith('/') ? parsePath(address) : parseWebUrl(address)
  if ('problem' in parsed) return parsed
  if (loneSurrogate.test(address)) return { problem: 'has an invisible character' }
  return encodeURI(address).length > maxTargetLength
    ? { problem: `is longer than ${maxTargetLength} characters` }
    : undefined
}

/** Folders of the site's own files, where no redirect can start: its web server looks nowhere else for their files. */
const ownFolders = [mediaFolder, assetsFolder, searchFolder]

/** Parses where a redirect starts: a path of this site without a query. */
export function parseOldAddress(address: string): { path: string } | AddressProblem {
  const parsed = parsePath(address)
  if ('problem' in parsed) return parsed
  const { path, query } = parsed
  if (query) {
    return {
      problem: `has a part from the question mark on, and all addresses that differ only there are redirected together. If that is right, use ${path}`,
    }
  }
  const segments = decodePath(path).split('/').filter(Boolean)
  if (segments.some((segment) => segment.startsWith('.') && segment !== '.well-known'))
    return { problem: 'has a part that begins with a dot, which web servers hide' }
  const folder = ownFolders.find((own) => own === `/${segments[0]}/`)
  if (folder) return { problem: `is in ${folder}, where the site keeps its own files` }
  return { path }
}
