/**
 * Where a file of the site shows when a document was saved, and nothing else: in the JSON-LD and the metadata of a post, in a sitemap
 * and in a calendar.
 */
const saveTimes = [
  /"dateModified":"[^"]*"/g,
  /<meta property="article:modified_time" content="[^"]*">/g,
  /<lastmod>[^<]*<\/lastmod>/g,
  /^DTSTAMP:.*$/gm,
]

/** A file without the times of saves: two files that differ in them only show visitors the same. */
export const withoutSaveTimes = (file: string): string =>
  saveTimes.reduce((text, pattern) => text.replace(pattern, ''), file)
