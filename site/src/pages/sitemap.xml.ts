import type { APIRoute } from 'astro'
import { escapeHtml } from '../rich-text/inline'

export const GET: APIRoute = ({ locals, site }) => {
  const origin = site?.origin ?? ''
  const urls = locals.content.sitemap().map(({ path, lastModified }) => {
    const lastmod = lastModified && `<lastmod>${lastModified}</lastmod>`
    return `  <url><loc>${escapeHtml(origin + path)}</loc>${lastmod}</url>\n`
  })
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('')}</urlset>\n`,
    { headers: { 'Content-Type': 'application/xml; charset=utf-8' } },
  )
}
