import type { IncomingHttpHeaders } from 'node:http'

/** The bytes that are asked for, both ends included. */
export interface ByteRange {
  first: number
  last: number
}

/**
 * A single range of bytes (RFC 9110, 14.1.2), as a PDF viewer or a broken download asks for it. Nothing when there is none, when
 * there are several, or when the file has changed since the part that the visitor has: all of the file is right then.
 */
export function rangeOf(
  headers: IncomingHttpHeaders,
  size: number,
  tag: string,
): ByteRange | 'impossible' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers.range?.trim() ?? '') ?? []
  if (from === '' && to === '') return undefined
  const sameAs = headers['if-range']
  if (sameAs !== undefined && sameAs !== tag) return undefined
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined
  return first > last ? 'impossible' : { first, last }
}
