import type { APIRoute, GetStaticPaths } from 'astro'
import { calendarText } from '../../../formats/calendar'
import { loadContent } from '../../../content/load'

export const getStaticPaths = (async () =>
  (await loadContent()).slugs('courses').map((slug) => ({ params: { slug } }))) satisfies GetStaticPaths

export const GET: APIRoute = ({ locals, params, site }) => {
  const calendar = locals.content.calendar(params.slug)
  if (!calendar || !site) return new Response(null, { status: 404 })
  return new Response(calendarText(calendar, site.origin), {
    headers: { 'Content-Type': 'text/calendar; charset=utf-8' },
  })
}
