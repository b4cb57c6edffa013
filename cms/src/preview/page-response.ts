/** A page of the site with the policy that the publisher gives it. Nothing stores it, and its reader is not named to others. */
export const pageResponse = (body: string, status: number, policy: string): Response =>
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

/** A page that says why there is none. `frameAncestors`: the origins that may show it in a frame, as a policy names them. */
export const messagePage = (
  title: string,
  message: string,
  { status, frameAncestors }: { status: number; frameAncestors: "'self'" | "'none'" },
): Response =>
  pageResponse(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title><p>${escaped(message)}</p></html>`,
    status,
    `default-src 'none'; sandbox; frame-ancestors ${frameAncestors}`,
  )

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** Whether a page with this policy has an origin of its own, also in a window of its own: its scripts reach nothing of the admin. */
export function isSandboxed(policy: string): boolean {
  const directives = policy.split(';').map((directive) => directive.trim().toLowerCase().split(/\s+/))
  const [sandbox] = directives.filter(([name]) => name === 'sandbox')
  return sandbox !== undefined && !policy.includes(',') && !sandbox.includes('allow-same-origin')
}
