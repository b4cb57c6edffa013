import { defineMiddleware } from 'astro:middleware'
import { loadContent } from './content/load'

/** Astro writes this beside the first island of a page; HTML has a place for it in the head only. */
const islandStyle = '<style>astro-island,astro-slot,astro-static-slot{display:contents}</style>'

/** Gives every page its content. Whoever renders with a snapshot of its own has set it already. */
export const onRequest = defineMiddleware(async ({ locals }, next) => {
  locals.content ??= await loadContent()
  try {
    const response = await next()
    if (!response.headers.get('content-type')?.startsWith('text/html')) return response
    return new Response(withStyleInHead(await response.text()), response)
  } catch (error) {
    // Astro would log it and make an error page of it, which does not say why.
    if (!locals.onError) throw error
    locals.onError(error)
    return new Response('This page cannot be rendered.', { status: 500 })
  }
})

const withStyleInHead = (html: string): string =>
  html.includes(islandStyle)
    ? html.replace(islandStyle, '').replace('</head>', `${islandStyle}</head>`)
    : html
