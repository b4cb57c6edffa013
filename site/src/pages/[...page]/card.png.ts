import type { APIRoute, GetStaticPaths } from 'astro'
import { cardedCollections, documentPath, paths } from 'shared-types'
import { drawCard } from '../../cards/draw'
import { loadContent } from '../../content/load'

export const getStaticPaths = (async () => {
  const content = await loadContent()
  const pages = cardedCollections.flatMap((collection) =>
    content.slugs(collection).map((slug) => documentPath(collection, slug)),
  )
  return [paths.home(), ...pages].map((page) => ({ params: { page: page.slice(1, -1) || undefined } }))
}) satisfies GetStaticPaths

/** The social card of the page at the path before `card.png`. */
export const GET: APIRoute = async ({ locals, params: { page } }) => {
  const card = locals.content.card(page ? `/${page}/` : paths.home())
  if (!card) return new Response(null, { status: 404 })
  const bytes = await (locals.drawCard ?? drawCard)(card)
  return new Response(new Uint8Array(bytes), { headers: { 'Content-Type': 'image/png' } })
}
