import { extname } from 'node:path'
import { lookup } from 'mrmime'

export const unknownType = 'application/octet-stream'

const endings = [
  ...[
    'avif',
    'css',
    'gif',
    'html',
    'ico',
    'ics',
    'jpeg',
    'jpg',
    'js',
    'json',
    'pdf',
    'png',
    'speculationrules',
  ],
  ...['svg', 'txt', 'wasm', 'webmanifest', 'webp', 'woff2', 'xml'],
]
/** mrmime does not know the first two; its text/xml is the older name (RFC 7303). */
const ownTypes: Record<string, string> = {
  ico: 'image/x-icon',
  speculationrules: 'application/speculationrules+json',
  xml: 'application/xml',
}

/** Media types by the endings of file names: the one list for our server and for nginx, so that both answer alike. */
export const mediaTypes: Readonly<Record<string, string>> = Object.fromEntries(
  endings.map((ending) => [ending, ownTypes[ending] ?? lookup(ending) ?? unknownType]),
)

/** Text is sent compressed, and its type says that it is UTF-8. */
export const isText = (type: string): boolean =>
  /^(text\/|application\/(json|xml|manifest)|image\/svg)/.test(type)

export const mediaTypeOf = (file: string): string =>
  mediaTypes[extname(file).slice(1).toLowerCase()] ?? unknownType

/** Text of this many bytes or more is sent compressed. */
export const smallestCompressed = 500
