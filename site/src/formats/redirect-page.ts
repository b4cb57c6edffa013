import { escapeHtml } from './html'

/**
 * The page that a plain static host serves for a redirect. A server that reads redirects.json answers 301 instead. `to` is a
 * path or a URL.
 */
export function redirectPage(to: string, siteUrl: string | URL): string {
  const address = escapeHtml(new URL(to, siteUrl).href)
  const target = escapeHtml(to)
  return `<!DOCTYPE html>
<html lang="en-US">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="refresh" content="0; url=${target}">
    <title>This page has moved</title>
    <meta name="robots" content="noindex">
    <link rel="canonical" href="${address}">
  </head>
  <body>
    <p>This page has moved to <a href="${target}">${address}</a>.</p>
  </body>
</html>
`
}

/**
 * The file of that page without `.html`: `old-page/index` for `/old-page/`. Undefined for a path that a static host does not
 * serve as HTML, such as `/old.php`, for one with escapes, which hosts read differently, and for one in a folder that is named like
 * a file, because the file may be there. Such a redirect needs a server that reads redirects.json.
 */
export function redirectFile(from: string): string | undefined {
  if (from.includes('%') || /\.[a-z0-9]+\//i.test(from)) return undefined
  if (from.endsWith('/')) return `${from.slice(1)}index`
  return from.endsWith('.html') ? from.slice(1, -'.html'.length) : undefined
}
