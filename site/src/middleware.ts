import { defineMiddleware } from 'astro:middleware'
import { loadContent } from './content/load'
import { moveIslandStyleToHead } from './render/island-style'

/** Gives every page its content, unless the renderer of the bundle has set its own. */
export const onRequest = defineMiddleware(async ({ locals }, next) => {
  locals.content ??= await loadContent()
  try {
    const response = await next()
    // The renderer of the bundle moves the style itself, without a second response for each page.
    if (locals.onError) return response
    if (!response.headers.get('content-type')?.startsWith('text/html')) return response
    return new Response(moveIslandStyleToHead(await response.text()), response)
  } catch (error) {
    // Astro would log the error and answer with a page that does not contain it.
    if (!locals.onError) throw error
    locals.onError(error)
    return new Response('This page cannot be rendered.', { status: 500 })
  }
})
