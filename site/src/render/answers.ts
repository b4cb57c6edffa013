import type { createApp } from 'astro/app/entrypoint'
import { createHash } from 'node:crypto'
import { createContent, queries } from '../content/content'
import type { Content, Observe } from '../content/content'
import type { Snapshot } from '../content/snapshot'
import { redirectFile, redirectPage } from '../redirect-page'
import type { Answers, Page, RenderedPage } from './bundle'
import { notFoundPath } from './pages'

type App = ReturnType<typeof createApp>

/** Renders pages with the compiled templates, and notes what each page asked. */
export const answersWith =
  (app: App, siteUrl: string) =>
  (snapshot: Snapshot): Answers => {
    const fingerprints = new Map<string, string>()
    const fingerprint = (key: string): string => {
      let known = fingerprints.get(key)
      if (known === undefined) {
        const [name, ...args] = JSON.parse(key) as [keyof typeof queries, ...unknown[]]
        const ask = queries[name] as (snapshot: Snapshot, ...args: unknown[]) => unknown
        known = hash(JSON.stringify(ask(snapshot, ...args)) ?? '')
        fingerprints.set(key, known)
      }
      return known
    }
    return {
      fingerprint,
      render: async (page) => {
        const asked = new Set<string>()
        const observe: Observe = ({ name, args }, answer) => {
          asked.add(JSON.stringify([name, ...args]))
          return answer
        }
        const text = await render(app, siteUrl, page, createContent(snapshot, observe))
        return { text, questions: Array.from(asked, (key) => ({ key, answer: fingerprint(key) })) }
      },
    }
  }

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url')

async function render(
  app: App,
  siteUrl: string,
  page: Page,
  content: Content,
): Promise<RenderedPage['text']> {
  if (page.kind === 'redirects') {
    const to = content.redirect(redirectFile(page.path) ?? '')
    if (to === undefined) throw new Error(`No redirect starts at ${page.path}.`)
    return redirectPage(to, siteUrl)
  }
  const isNotFound = page.path === notFoundPath
  const failure: { error?: unknown } = {}
  const locals: App.Locals = { content, onError: (error) => (failure.error = error) }
  const request = new Request(new URL(isNotFound ? '/404/' : page.path, siteUrl))
  const response = await app.render(request, { locals })
  const text = await response.text()
  if (failure.error !== undefined) {
    const reason = failure.error instanceof Error ? failure.error.message : String(failure.error)
    throw new Error(`Could not render ${page.path}: ${reason}`, { cause: failure.error })
  }
  if (response.status === (isNotFound ? 404 : 200)) return text
  throw new Error(
    `Could not render ${page.path}: its template answered ${response.status}. Is its document live?`,
  )
}
