import type { APIRoute } from 'astro'
import type { SitemapEntry } from '../content/queries/sitemap'
import { escapeHtml } from '../rich-text/inline'

export const GET: APIRoute = ({ locals: { content }, site }) => {
  const origin = site?.origin ?? ''
  const parts = [linesOf(content.sitemap(), origin)]
  for (let block = 1; ; block++) {
    const entries = content.sitemapOfPosts(block)
    if (entries.length === 0) break
    parts.push(linesOf(entries, origin))
  }
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${parts.join('')}</urlset>\n`,
    { headers: { 'Content-Type': 'application/xml; charset=utf-8' } },
  )
}

const knownLines = new WeakMap<readonly SitemapEntry[], string>()

/** Of the same entries the same lines: after an edit nearly all are. */
function linesOf(entries: readonly SitemapEntry[], origin: string): string {
  let lines = knownLines.get(entries)
  if (lines === undefined) {
    lines = entries
      .map(({ path, lastModified }) => {
        const lastmod = lastModified && `<lastmod>${lastModified}</lastmod>`
        return `  <url><loc>${escapeHtml(origin + path)}</loc>${lastmod}</url>\n`
      })
      .join('')
    knownLines.set(entries, lines)
  }
  return lines
}
