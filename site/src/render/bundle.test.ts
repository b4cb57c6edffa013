import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDocuments } from '../../test/snapshot'
import { startStandInCms } from '../../test/stand-in-cms'
import type { StandInCms } from '../../test/stand-in-cms'
import type { PageRenderer, Documents, Page, SiteBundle } from './bundle'
import { buildStatic, compiledBundle, filesIn, removeFolder, temporaryFolder } from '../../test/builds'
import type { CompiledBundle } from '../../test/builds'

let folder: string
let bundle: CompiledBundle
let site: SiteBundle
let cms: StandInCms
beforeAll(async () => {
  folder = await temporaryFolder()
  cms = await startStandInCms()
  bundle = await compiledBundle()
  site = bundle.site
})
afterAll(async () => {
  await cms.close()
  await removeFolder(folder)
})

const today = '2027-01-04'

async function renderAll(renderer: PageRenderer, pages: Page[]): Promise<Map<string, string | Uint8Array>> {
  const files = new Map<string, string | Uint8Array>()
  for (const page of pages) files.set(page.file, (await renderer.render(page)).body)
  return files
}

test('the bundle gives every file of the static build, byte for byte, and no other', async () => {
  await buildStatic(join(folder, 'static'), cms.url)
  const reference = await filesIn(join(folder, 'static'))
  const documents = await fetchedDocuments()
  const snapshot = site.createSnapshot(documents, site.today(documents, new Date()))
  const rendered = await renderAll(site.createRenderer(snapshot), site.pages(snapshot))
  const texts = [...rendered.values()].filter((body) => typeof body === 'string')
  const media = new Set(texts.flatMap(site.mediaFilesIn))
  const files = new Map<string, Buffer>(await filesIn(bundle.client))
  for (const [file, body] of rendered) files.set(file, Buffer.from(body))
  for (const name of media) {
    files.set(`media/${name}`, Buffer.from((await site.fetchMedia({ url: cms.url }, name)) ?? ''))
  }
  expect([...files.keys()].toSorted()).toEqual([...reference.keys()].toSorted())
  const different = [...files].filter(([file, bytes]) => !reference.get(file)?.equals(bytes))
  expect(different.map(([file]) => file)).toEqual([])
  expect(media.size).toBeGreaterThan(0)
  expect(files.size).toBeGreaterThan(80)
})

async function fetchedDocuments(): Promise<Documents> {
  const found: { slug: string; value: unknown }[] = []
  await site.fetchAllRaw({ url: cms.url }, (documents) => {
    for (const raw of documents) {
      const parsed = site.parse(raw)
      if (!('value' in parsed)) throw new Error(JSON.stringify(parsed.problems))
      found.push({ slug: raw.slug, value: parsed.value })
    }
  })
  return site.groupDocuments(found)
}

const rendererFor = (change?: Parameters<typeof testDocuments>[0]) =>
  site.createRenderer(site.createSnapshot(testDocuments(change), today))
/** Templates throw with a time zone that no computer knows. The contract refuses one, so it is put in after parsing. */
function failingRenderer(): PageRenderer {
  const { collections, globals } = testDocuments()
  const settings = { ...globals['site-settings'], timeZone: 'Nowhere/Town' }
  const documents = { collections, globals: { ...globals, 'site-settings': settings } }
  return site.createRenderer(site.createSnapshot(documents, today))
}
const page = (path: string, kind: string, file = `${path.slice(1)}index.html`): Page => ({ path, kind, file })

test('a rendered page has its dependencies, each key once', async () => {
  const { dependencies } = await rendererFor().render(page('/blog/dea-number/', 'posts'))
  expect(dependencies.map(({ key }) => key)).toEqual(['["post","dea-number"]', '["site"]'])
  const renderer = rendererFor()
  expect(dependencies.map(({ key }) => renderer.fingerprint(key))).toEqual(
    dependencies.map(({ fingerprint }) => fingerprint),
  )
})

test('a page that is not live is an error, not a 404 page', async () => {
  await expect(rendererFor().render(page('/blog/gone/', 'posts'))).rejects.toThrow(
    'Could not render /blog/gone/: its template answered 404. Is its document live?',
  )
})

test('a redirect that does not exist is an error', async () => {
  await expect(rendererFor().render(page('/old-post/', 'redirects'))).resolves.toMatchObject({
    body: expect.stringContaining('url=/blog/dea-number/') as string,
  })
  await expect(rendererFor().render(page('/never/', 'redirects'))).rejects.toThrow(
    'Could not render /never/: no redirect starts there.',
  )
})

test('a redirect has its page even where the URL matches a template', async () => {
  const renderer = rendererFor((school) =>
    Object.assign(school.collections.redirects[0] ?? {}, { from: '/blog/old/' }),
  )
  const { body } = await renderer.render(page('/blog/old/', 'redirects'))
  expect(body).toContain('This page has moved')
})

test('the error of a page has the message of its template', async () => {
  await expect(failingRenderer().render(page('/blog/dea-number/', 'posts'))).rejects.toThrow(
    /^Could not render \/blog\/dea-number\/: Invalid time zone/,
  )
})

test('a renderer names the documents that a page has read, also when its template throws', async () => {
  const renderer = rendererFor()
  await renderer.render(page('/blog/dea-number/', 'posts'))
  const documents = renderer.documentsRead()
  const post = testDocuments().collections.posts.find(({ slug }) => slug === 'dea-number')
  expect(documents).toContainEqual({ slug: 'site-settings', id: '' })
  expect(documents).toContainEqual({ slug: 'posts', id: post?.id })
  expect(documents.filter(({ slug, id }) => slug === 'posts' && id === undefined)).toEqual([])

  const failing = failingRenderer()
  await expect(failing.render(page('/blog/dea-number/', 'posts'))).rejects.toThrow('Invalid time zone')
  expect(failing.documentsRead()).toContainEqual({ slug: 'site-settings', id: '' })
})

test('groupDocuments names a global that was never published', () => {
  const { collections, globals } = testDocuments()
  const found = Object.entries(collections).flatMap(([slug, values]) =>
    values.map((value) => ({ slug, value })),
  )
  expect(() => site.groupDocuments(found)).toThrow('It was never published. Fill it in and press Publish.')
  const needed = Object.entries(globals).filter(([slug]) => ['home', 'site-settings'].includes(slug))
  const grouped = site.groupDocuments([...found, ...needed.map(([slug, value]) => ({ slug, value }))])
  expect(grouped.globals.announcement).toEqual({ enabled: false })
  expect(grouped.collections.posts).toHaveLength(31)
})
