import { defineMiddleware } from 'astro:middleware'
import { loadContent } from './content/load'

/** Gives every page its content. Whoever renders with a snapshot of its own has set it already. */
export const onRequest = defineMiddleware(async (context, next) => {
  context.locals.content ??= await loadContent()
  return next()
})
