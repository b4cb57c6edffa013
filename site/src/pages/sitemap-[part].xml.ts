import type { APIRoute, GetStaticPaths } from 'astro'
import { loadContent } from '../content/load'
import { sitemapXml } from '../formats/sitemap'

export const getStaticPaths = (async () =>
  (await loadContent()).sitemapParts().map((part) => ({ params: { part } }))) satisfies GetStaticPaths

export const GET: APIRoute = ({ locals: { content }, params: { part = '' }, site }) => {
  const entries = content.sitemapPart(part)
  if (!entries) return new Response(null, { status: 404 })
  return sitemapXml({ list: 'urlset', item: 'url', entries }, site)
}
