import type { APIRoute, GetStaticPaths } from 'astro'
import { loadContent } from '../content/load'
import { redirectFile, redirectPage } from '../formats/redirect-page'

export const getStaticPaths = (async () =>
  (await loadContent()).redirects().redirects.flatMap(({ from }) => {
    const file = redirectFile(from)
    return file === undefined ? [] : [{ params: { redirect: file } }]
  })) satisfies GetStaticPaths

export const GET: APIRoute = ({ locals, params, site }) => {
  const to = locals.content.redirect(params.redirect ?? '')
  if (to === undefined || !site) return new Response(null, { status: 404 })
  return new Response(redirectPage(to, site), {
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
  })
}
