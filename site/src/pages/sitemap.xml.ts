import type { APIRoute } from 'astro'
import { sitemapXml } from '../formats/sitemap'

/** The parts, each with the moment of its newest change. */
export const GET: APIRoute = ({ locals: { content }, site }) =>
  sitemapXml({ list: 'sitemapindex', item: 'sitemap', entries: content.sitemap() }, site)
