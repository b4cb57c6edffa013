import type { APIRoute } from 'astro'
import { feedResponse } from '../formats/feed'

export const GET: APIRoute = ({ locals, site }) => {
  const feed = locals.content.feed()
  if (!feed || !site) return new Response(null, { status: 404 })
  return feedResponse(feed, site)
}
