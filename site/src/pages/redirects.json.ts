import type { APIRoute } from 'astro'

/** A map of old paths to new URLs, for a web server that can answer 301. */
export const GET: APIRoute = ({ locals }) => {
  const map = Object.fromEntries(locals.content.redirects().redirects.map(({ from, to }) => [from, to]))
  return new Response(`${JSON.stringify(map, null, 2)}\n`, {
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  })
}
