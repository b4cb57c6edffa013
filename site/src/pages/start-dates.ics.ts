import type { APIRoute } from 'astro'
import { calendarText } from '../formats/calendar'

export const GET: APIRoute = ({ locals, site }) => {
  const calendar = locals.content.calendar()
  if (!calendar || !site) return new Response(null, { status: 404 })
  return new Response(calendarText(calendar, site.origin), {
    headers: { 'Content-Type': 'text/calendar; charset=utf-8' },
  })
}
