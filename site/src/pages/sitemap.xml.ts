import type { APIRoute } from 'astro'
import { sitemapXml } from '../formats/sitemap'

/** The sitemap index: the parts of the sitemap, each with the time of its newest change. */
export const GET: APIRoute = ({ locals: { content }, site }) =>
  sitemapXml({ list: 'sitemapindex', item: 'sitemap', entries: content.sitemap() }, site)
