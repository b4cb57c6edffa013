import type { createApp } from 'astro/app/entrypoint'
import { notFoundPath } from '../content/queries/sitemap'
import { moveIslandStyleToHead } from './island-style'
import { redirectFile, redirectPage } from '../formats/redirect-page'
import type { Page } from './bundle'

/** Renders the content of a page's file. Throws when the template throws or answers with another status than expected. */
export async function renderPage(
  app: ReturnType<typeof createApp>,
  siteUrl: string,
  page: Page,
  { content, drawCard }: Pick<App.Locals, 'content' | 'drawCard'>,
): Promise<string | Uint8Array> {
  if (page.kind === 'redirects') {
    // A template may match the same URL and answer it with 404.
    const to = content.redirect(redirectFile(page.path) ?? '')
    if (to === undefined) throw new Error(`Could not render ${page.path}: no redirect starts there.`)
    return redirectPage(to, siteUrl)
  }
  const isNotFound = page.path === notFoundPath
  const failures: unknown[] = []
  const locals: App.Locals = { content, drawCard, onError: (error) => failures.push(error) }
  const request = new Request(new URL(isNotFound ? '/404/' : page.path, siteUrl))
  const response = await app.render(request, { locals })
  const isPicture = response.headers.get('content-type')?.startsWith('image/')
  const body = isPicture
    ? new Uint8Array(await response.arrayBuffer())
    : moveIslandStyleToHead(await response.text())
  if (failures.length > 0) {
    const [error] = failures
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`Could not render ${page.path}: ${reason}`, { cause: error })
  }
  if (response.status === (isNotFound ? 404 : 200)) return body
  throw new Error(
    `Could not render ${page.path}: its template answered ${response.status}. Is its document live?`,
  )
}
