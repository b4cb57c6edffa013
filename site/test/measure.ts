import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { documentKey } from 'shared-types'
import { generatedPost, generatedSchool, seededRandom } from './generated-school'
import type { DocumentChange, Dependency, RawDocument, SiteBundle } from '../src/render/bundle'

/**
 * What the steps of a release cost a compiled site, in ms:
 * `node --expose-gc --import tsx src/render/measure.ts <bundle> [posts] [edits]`, where the bundle was made by
 * `SITE_TARGET=bundle npx astro build --outDir <bundle>`.
 */
const [folder = '', posts = '10000', edits = '20'] = process.argv.slice(2)
const [postCount, editCount] = [Number(posts), Number(edits)]
const { site } = (await import(pathToFileURL(join(folder, 'server', 'entry.mjs')).href)) as {
  site: SiteBundle
}

const timings = new Map<string, number[]>()
const note = (what: string, figure: number) => timings.set(what, [...(timings.get(what) ?? []), figure])
async function timed<T>(step: string, run: () => T | Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await run()
  note(step, performance.now() - start)
  return result
}

const values = new Map<string, Required<DocumentChange>>()
function put(slug: string, data: Record<string, unknown>): Required<DocumentChange> {
  const raw = { slug, id: String(data.id ?? ''), updatedAt: String(data.updatedAt), data } as RawDocument
  const parsed = site.parse(raw)
  if (!('value' in parsed)) throw new Error(JSON.stringify(parsed.problems))
  const document = { slug, id: raw.id, value: parsed.value }
  values.set(documentKey(raw), document)
  return document
}
{
  const school = generatedSchool({ posts: postCount })
  await timed('parse all', () => {
    for (const [slug, documents] of Object.entries(school.collections)) {
      for (const document of documents) put(slug, document)
    }
    for (const [slug, global] of Object.entries(school.globals)) put(slug, global)
  })
}

const today = '2027-01-04'
let snapshot = await timed('first snapshot', () =>
  site.createSnapshot(site.groupDocuments(values.values()), today),
)
let answers = site.createRenderer(snapshot)
let pages = await timed('first page list', () => site.pages(snapshot))
const asked = new Map<string, Dependency[]>()
let bytes = 0
await timed('render all', async () => {
  for (const page of pages) {
    const { body, dependencies } = await answers.render(page)
    asked.set(page.path, dependencies)
    bytes += body.length
  }
})

const isStale = ({ path }: { path: string }) =>
  asked.get(path)?.some(({ key, fingerprint }) => answers.fingerprint(key) !== fingerprint) ?? true

async function release(what: string, change: DocumentChange): Promise<void> {
  const start = performance.now()
  snapshot = await timed(`${what}: snapshot`, () => site.changeSnapshot(snapshot, [change], today))
  answers = site.createRenderer(snapshot, answers)
  pages = await timed(`${what}: page list`, () => site.pages(snapshot))
  const stale = await timed(`${what}: stale pages`, () => pages.filter(isStale))
  await timed(`${what}: render`, async () => {
    for (const page of stale) asked.set(page.path, (await answers.render(page)).dependencies)
  })
  note(`${what}: all`, performance.now() - start)
  note(`${what}: pages rendered (number)`, stale.length)
}

const random = seededRandom(7)
for (let edit = 1; edit <= editCount; edit++) {
  const updatedAt = new Date(Date.UTC(2026, 11, 2) + edit * 60_000).toISOString()
  const index = Math.floor(random() * postCount)
  const { title, excerpt, body } = generatedPost(random, index, postCount)
  const id = `generated-${String(index).padStart(6, '0')}`
  const post = values.get(`posts/${id}`)?.value as Record<string, unknown>
  await release('edit', put('posts', { ...post, title, excerpt, body, updatedAt }))
  const [name, publishedAt] = [`new-${edit}`, updatedAt]
  await release(
    'new post',
    put('posts', { ...post, id: name, slug: name, title, excerpt, publishedAt, updatedAt }),
  )
}
await timed('all questions of a site that another process made', () => {
  answers = site.createRenderer(snapshot)
  pages.filter(isStale)
})

const questions = [...asked.values()].reduce((sum, { length }) => sum + length, 0)
console.log(
  `${pages.length} pages, ${Math.round(bytes / 1e6)} MB, ${questions} questions; least, median, p95:`,
)
for (const [step, all] of timings) {
  const sorted = all.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1).padStart(10)
  console.log(`${step.padEnd(52)}${at(0)}${at(0.5)}${at(0.95)}   n ${sorted.length}`)
}
const perSecond = pages.length / ((timings.get('render all')?.[0] ?? 0) / 1000)
globalThis.gc?.()
const { rss, heapUsed } = process.memoryUsage()
console.log(
  `${Math.round(perSecond)} pages a second; memory: ${Math.round(rss / 1e6)} MB resident, ${Math.round(heapUsed / 1e6)} MB used`,
)
