import type { Thing } from 'schema-dts'

/**
 * Things as the content of a script element. `<` is written as an escape, so that no text of an editor can end the
 * element or open a comment; U+2028 and U+2029 are line ends to old readers of JSON.
 */
export const jsonLd = (nodes: readonly Thing[]): string =>
  JSON.stringify({ '@context': 'https://schema.org', '@graph': nodes })
    .replace(/</g, '\\u003c')
    .replace(/>/g, '\\u003e')
    .replace(/&/g, '\\u0026')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
