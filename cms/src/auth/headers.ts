interface HeaderRule {
  source: string
  has?: { type: 'cookie' | 'header'; key: string; value?: string }[]
  headers: { key: string; value: string }[]
}

const rule = (source: string, headers: Record<string, string>, has?: HeaderRule['has']): HeaderRule => ({
  source,
  ...(has ? { has } : {}),
  headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
})

/**
 * For `headers()` of next.config.ts. Of two rules for one header, the later one applies. `site` is the origin of the
 * site, which the admin may show in a frame; `files` are the addresses of files of the site, which no page of the admin is at. Next reads
 * the rules when it builds, so they depend on nothing that is known only when it runs.
 */
export function securityHeaders(
  site: string,
  isDevelopment: boolean,
  files: readonly string[],
): HeaderRule[] {
  const contentSecurityPolicy = [
    "default-src 'self'",
    // Next and the admin have inline scripts and styles; development compiles with eval and reloads over a WebSocket.
    `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: ${site}`,
    "font-src 'self' data:",
    `connect-src 'self'${isDevelopment ? ' ws: wss:' : ''}`,
    "worker-src 'self' blob:",
    `frame-src 'self' ${site}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ')

  const everywhere = {
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Frame-Options': 'SAMEORIGIN',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'X-Robots-Tag': 'noindex, nofollow',
  }
  const nothing = "default-src 'none'"
  const signedIn: NonNullable<HeaderRule['has']>[] = [
    [{ type: 'cookie', key: 'payload-token' }],
    [{ type: 'header', key: 'authorization' }],
  ]
  return [
    // The pages of previews and of links to drafts come with headers of their own, which a rule would replace.
    rule('/:path((?!api/preview/page$|api/preview/drafts/).*)', everywhere),
    // Next itself sets x-forwarded-proto where no proxy does.
    rule('/:path*', { 'Strict-Transport-Security': 'max-age=63072000' }, [
      { type: 'header', key: 'x-forwarded-proto', value: 'https' },
    ]),
    // The API answers with data and uploads, never with pages, so a browser needs to load and run nothing.
    rule('/api/:path((?!preview/page$|preview/drafts/).*)', {
      'Content-Security-Policy': `${nothing}; frame-ancestors 'self'`,
    }),
    // Opened by themselves, files of the site run nothing on the origin of the admin.
    ...files.map((source) => rule(source, { 'Content-Security-Policy': `${nothing}; sandbox` })),
    ...signedIn.map((has) => rule('/api/:path*', { 'Cache-Control': 'no-store' }, has)),
    // Overrides no-store: the admin shows many uploads at once, and the browser revalidates them instead of fetching
    // them anew.
    rule('/api/media/file/:path*', { 'Cache-Control': 'private, no-cache' }),
  ]
}
