import type { createApp } from 'astro/app/entrypoint'
import type { Content } from '../content/content'
import { notFoundPath } from '../content/queries/sitemap'
import { withStyleInHead } from '../island-style'
import { redirectFile, redirectPage } from '../redirect-page'
import type { Page } from './bundle'

/** The text of a page's file. Throws when its template throws, or answers something else than the page. */
export async function renderPage(
  app: ReturnType<typeof createApp>,
  siteUrl: string,
  page: Page,
  content: Content,
): Promise<string> {
  if (page.kind === 'redirects') {
    // Its address may be one that a template would answer with 404.
    const to = content.redirect(redirectFile(page.path) ?? '')
    if (to === undefined) throw new Error(`Could not render ${page.path}: no redirect starts there.`)
    return redirectPage(to, siteUrl)
  }
  const isNotFound = page.path === notFoundPath
  const failures: unknown[] = []
  const locals: App.Locals = { content, onError: (error) => failures.push(error) }
  const request = new Request(new URL(isNotFound ? '/404/' : page.path, siteUrl))
  const response = await app.render(request, { locals })
  const text = withStyleInHead(await response.text())
  if (failures.length > 0) {
    const [error] = failures
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`Could not render ${page.path}: ${reason}`, { cause: error })
  }
  if (response.status === (isNotFound ? 404 : 200)) return text
  throw new Error(
    `Could not render ${page.path}: its template answered ${response.status}. Is its document live?`,
  )
}
