import { extname } from 'node:path'

/** Media types by the endings of file names, for our server and for nginx. */
export const mediaTypes: Record<string, string> = {
  avif: 'image/avif',
  css: 'text/css',
  gif: 'image/gif',
  html: 'text/html',
  ico: 'image/x-icon',
  ics: 'text/calendar',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  speculationrules: 'application/speculationrules+json',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  wasm: 'application/wasm',
  webmanifest: 'application/manifest+json',
  webp: 'image/webp',
  woff2: 'font/woff2',
  xml: 'application/xml',
}
export const unknownType = 'application/octet-stream'

/** Text is sent compressed, and says that it is UTF-8. */
export const isText = (type: string): boolean =>
  /^(text\/|application\/(json|xml|manifest)|image\/svg)/.test(type)

export const mediaTypeOf = (file: string): string =>
  mediaTypes[extname(file).slice(1).toLowerCase()] ?? unknownType

/** From how many bytes on text is sent compressed. */
export const smallestCompressed = 500
