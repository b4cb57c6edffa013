import type { APIRoute } from 'astro'

/** Old addresses to new ones, for a web server that can answer 301. */
export const GET: APIRoute = ({ locals }) => {
  const map = Object.fromEntries(locals.content.redirects().redirects.map(({ from, to }) => [from, to]))
  return new Response(`${JSON.stringify(map, null, 2)}\n`, {
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  })
}
