import { defineMiddleware } from 'astro:middleware'
import { loadContent } from './content/load'

/** Astro writes this beside the first island of a page; HTML has a place for it in the head only. */
const islandStyle = '<style>astro-island,astro-slot,astro-static-slot{display:contents}</style>'

/** Gives every page its content. Whoever renders with a snapshot of its own has set it already. */
export const onRequest = defineMiddleware(async (context, next) => {
  context.locals.content ??= await loadContent()
  const response = await next()
  if (!response.headers.get('content-type')?.startsWith('text/html')) return response
  const html = await response.text()
  const valid = html.includes(islandStyle)
    ? html.replace(islandStyle, '').replace('</head>', `${islandStyle}</head>`)
    : html
  return new Response(valid, response)
})
