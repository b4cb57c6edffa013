import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { generatedPost, generatedSchool, seededRandom } from '../content/generated-school'
import type { Page, RawDocument, SiteBundle, Snapshot } from './bundle'

/**
 * What the steps of a release cost a compiled site, in ms (the least of each is what it costs on an idle machine):
 * `node --import tsx src/render/measure.ts <bundle> [posts] [edits]`, where the bundle was made by
 * `SITE_TARGET=bundle npx astro build --outDir <bundle>`.
 */
const [folder = '', postCount = '10000', editCount = '20'] = process.argv.slice(2)
const count = Number(postCount)
const { site } = (await import(pathToFileURL(join(folder, 'server', 'entry.mjs')).href)) as {
  site: SiteBundle
}
const school = generatedSchool({ posts: count })

const timings = new Map<string, number[]>()
async function timed<T>(step: string, run: () => T | Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await run()
  timings.set(step, [...(timings.get(step) ?? []), performance.now() - start])
  return result
}

const raw = (slug: string, data: Record<string, unknown>): RawDocument => ({
  slug: slug as RawDocument['slug'],
  id: String(data.id ?? ''),
  updatedAt: String(data.updatedAt),
  data,
})
const values = new Map<string, { slug: string; value: unknown }>()
function put(document: RawDocument): void {
  const parsed = site.parse(document)
  if (!('value' in parsed)) throw new Error(JSON.stringify(parsed.problems))
  values.set(`${document.slug}/${document.id}`, { slug: document.slug, value: parsed.value })
}
await timed('parse all', () => {
  for (const [slug, documents] of Object.entries(school.collections)) {
    for (const document of documents) put(raw(slug, document))
  }
  for (const [slug, global] of Object.entries(school.globals)) put(raw(slug, global))
})

const today = '2027-01-04'
const snap = (previous?: Snapshot) => site.createSnapshot(site.gather(values.values()), today, previous)
let snapshot = await timed('first snapshot', () => snap())
let answers = site.createAnswers(snapshot)
let pages = await timed('first page list', () => site.pages(snapshot))
const asked = new Map<Page['path'], Awaited<ReturnType<typeof answers.render>>['questions']>()
const bytes = { count: 0 }
await timed('render all', async () => {
  for (const page of pages) {
    const { text, questions } = await answers.render(page)
    asked.set(page.path, questions)
    bytes.count += text.length
  }
})
const pairs = [...asked.values()].reduce((sum, questions) => sum + questions.length, 0)
const random = seededRandom(7)

for (let edit = 0; edit < Number(editCount); edit++) {
  const index = Math.floor(random() * count)
  const { title, excerpt, body } = generatedPost(random, index, count)
  const updatedAt = new Date(Date.UTC(2026, 11, 2) + edit * 60_000).toISOString()
  put(raw('posts', { ...school.collections.posts[index], title, excerpt, body, updatedAt }))
  const documents = await timed('edit: gather', () => site.gather(values.values()))
  snapshot = await timed('edit: snapshot', () => site.createSnapshot(documents, today, snapshot))
  answers = site.createAnswers(snapshot, answers)
  pages = await timed('edit: page list', () => site.pages(snapshot))
  const stale = await timed('edit: stale pages', () =>
    pages.filter((page) =>
      (asked.get(page.path) ?? []).some(({ key, answer }) => answers.fingerprint(key) !== answer),
    ),
  )
  await timed('edit: stale pages again', () =>
    pages.filter((page) =>
      (asked.get(page.path) ?? []).some(({ key, answer }) => answers.fingerprint(key) !== answer),
    ),
  )
  for (const page of stale) {
    const step = page.path === '/sitemap.xml' ? 'edit: render the sitemap' : 'edit: render any other page'
    asked.set(page.path, (await timed(step, () => answers.render(page))).questions)
  }
  timings.set('stale pages (number)', [...(timings.get('stale pages (number)') ?? []), stale.length])
}

console.log('least, median, p95')
console.log(`${pages.length} pages, ${Math.round(bytes.count / 1e6)} MB, ${pairs} questions`)
for (const [step, all] of timings) {
  const sorted = all.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1).padStart(10)
  console.log(`${step.padEnd(32)}${at(0)}${at(0.5)}${at(0.95)}   n ${sorted.length}`)
}
const perSecond = pages.length / ((timings.get('render all')?.[0] ?? 0) / 1000)
console.log(
  `${Math.round(perSecond)} pages a second, ${Math.round(process.memoryUsage().rss / 1e6)} MB resident`,
)
