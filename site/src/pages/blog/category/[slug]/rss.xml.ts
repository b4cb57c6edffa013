import type { APIRoute, GetStaticPaths } from 'astro'
import { loadContent } from '../../../../content/load'
import { feedResponse } from '../../../../formats/feed'

export const getStaticPaths = (async () =>
  (await loadContent()).slugs('categories').map((slug) => ({ params: { slug } }))) satisfies GetStaticPaths

export const GET: APIRoute = ({ locals, params, site }) => {
  const feed = locals.content.feed(params.slug)
  if (!feed || !site) return new Response(null, { status: 404 })
  return feedResponse(feed, site)
}
