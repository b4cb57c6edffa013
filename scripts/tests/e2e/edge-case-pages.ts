import type { Page } from '@playwright/test'
import type { RawDocument, SiteBundle } from 'site/bundle'
import { loadBundle, newestBundle } from 'publisher/templates'
import { pageTypes } from './page-types'
import { testStack, siteFolderOf } from './test-stack'

/** The templates that the test stack's publisher renders with. */
export async function stackBundle(): Promise<SiteBundle> {
  const folder = siteFolderOf(testStack())
  return (await loadBundle(folder, newestBundle(folder) ?? '')).site
}

/** Every published document, as the test stack's CMS returns it. */
export async function stackDocuments(site: SiteBundle): Promise<RawDocument[]> {
  const documents = new Map<string, RawDocument>()
  const url = `http://127.0.0.1:${testStack().cmsPort}`
  await site.fetchAllRaw({ url }, (batch) => {
    for (const document of batch) documents.set(`${document.slug} ${document.id}`, document)
  })
  return [...documents.values()]
}

const notFound = { from: '/404.html', to: pageTypes['not found'] }

/** One page of each type with these documents in place of the sample school's, by its path. */
export async function pagesWith(
  site: SiteBundle,
  documents: readonly RawDocument[],
): Promise<Map<string, string>> {
  const values = documents.map((document) => {
    const parsed = site.parse(document)
    if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
    return { slug: document.slug, value: parsed.value }
  })
  const grouped = site.groupDocuments(values)
  const snapshot = site.createSnapshot(grouped, site.today(grouped, new Date()))
  const renderer = site.createRenderer(snapshot)
  const wanted = new Set<string>(Object.values(pageTypes))
  const pages = new Map<string, string>()
  for (const page of site.pages(snapshot)) {
    const path = page.path === notFound.from ? notFound.to : page.path
    if (!wanted.has(path) || page.kind === 'redirects') continue
    pages.set(path, String((await renderer.render(page)).body))
  }
  return pages
}

/** Serves these pages to the browser at the test stack's addresses; styles, scripts and pictures come from its web server. */
export const showPages = (page: Page, pages: ReadonlyMap<string, string>): Promise<unknown> =>
  page.route(
    (url) => url.origin === testStack().siteUrl && pages.has(url.pathname),
    (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        body: pages.get(new URL(route.request().url()).pathname),
      }),
  )
