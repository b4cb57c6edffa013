import { escapeHtml } from './html'

interface SitemapList {
  list: 'sitemapindex' | 'urlset'
  item: 'sitemap' | 'url'
  entries: readonly { path: string; lastModified: string }[]
}

/** A sitemap or its index as XML: https://www.sitemaps.org/protocol.html. */
export function sitemapXml({ list, item, entries }: SitemapList, site: URL | undefined): Response {
  const origin = site?.origin ?? ''
  const lines = entries.map(({ path, lastModified }) => {
    const lastmod = lastModified && `<lastmod>${lastModified}</lastmod>`
    return `  <${item}><loc>${escapeHtml(origin + path)}</loc>${lastmod}</${item}>\n`
  })
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<${list} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('')}</${list}>\n`,
    { headers: { 'Content-Type': 'application/xml; charset=utf-8' } },
  )
}
