import { defineMiddleware } from 'astro:middleware'
import { loadContent } from './content/load'
import { withStyleInHead } from './render/island-style'

/** Gives every page its content. Whoever renders with a snapshot of its own has set it already. */
export const onRequest = defineMiddleware(async ({ locals }, next) => {
  locals.content ??= await loadContent()
  try {
    const response = await next()
    // Whoever renders with content of its own has the text anyway, and spares each page a second answer.
    if (locals.onError) return response
    if (!response.headers.get('content-type')?.startsWith('text/html')) return response
    return new Response(withStyleInHead(await response.text()), response)
  } catch (error) {
    // Astro would log it and make an error page of it, which does not say why.
    if (!locals.onError) throw error
    locals.onError(error)
    return new Response('This page cannot be rendered.', { status: 500 })
  }
})
