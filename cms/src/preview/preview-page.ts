import type { PreviewAnswer } from 'shared-types'
import type { NoPreview } from './ask-publisher'

/** The page in its frame, with the policy that the publisher gives it; or a page that says why there is none. */
export function previewPage(answer: PreviewAnswer | NoPreview): Response {
  if ('state' in answer && answer.state === 'page') return html(answer.html, 200, answer.policy)
  const message = 'message' in answer ? answer.message : 'No page of the site shows this.'
  return html(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>No preview</title><p>${escaped(message)}</p></html>`,
    'status' in answer ? answer.status : 200,
    "default-src 'none'; sandbox; frame-ancestors 'self'",
  )
}

const html = (body: string, status: number, policy: string) =>
  new Response(body, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex, nofollow',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  })

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
