import { escapeHtml } from './html'

/**
 * What a plain static host can do for a page that has moved: send the visitor on. A server that reads redirects.json
 * answers 301 and never shows it. `to` is a path or an address.
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
 * The file of the fallback page without its ending: `/old-page/` is `old-page/index`. Nothing for an address that a
 * static host would not serve as HTML, such as `/old.php`; there redirects.json must do.
 */
export function redirectFile(from: string): string | undefined {
  if (from.endsWith('/')) return `${from.slice(1)}index`
  return from.endsWith('.html') ? from.slice(1, -'.html'.length) : undefined
}
