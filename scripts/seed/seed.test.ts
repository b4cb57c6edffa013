import { createHeadlessEditor } from '@payloadcms/richtext-lexical/lexical/headless'
import { getEnabledNodes, type LexicalRichTextAdapter } from '@payloadcms/richtext-lexical'
import {
  type CollectionSlug,
  collectionSchemas,
  type GlobalSlug,
  globalSchemas,
  linkableCollections,
} from 'shared-types'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Attention } from '../../cms/src/attention/attention'
import { refreshFindings } from '../../cms/src/attention/refresh-findings'
import { startCms, type TestCms } from '../../cms/test/cms'
import { seed } from './seed'

const now = new Date('2026-11-23T15:00:00Z')
const lines: string[] = []
let cms: TestCms

beforeAll(async () => {
  cms = await startCms()
  await seed(cms.payload, now, (line) => lines.push(line))
}, 300_000)
afterAll(() => cms?.stop())

async function published(collection: CollectionSlug) {
  const { body } = await cms.request('GET', `/api/${collection}?limit=0&depth=0`)
  return body.docs as Record<string, unknown>[]
}

test.each(Object.entries(collectionSchemas))(
  'every visitor can read %s, and the contract too',
  async (slug, schema) => {
    const docs = await published(slug as CollectionSlug)
    expect(docs.length).toBeGreaterThan(0)
    for (const doc of docs) {
      const result = schema.safeParse(doc)
      expect(result.error?.issues, `${slug} ${String(doc.slug ?? doc.id)}`).toBeUndefined()
    }
  },
)

test.each(Object.entries(globalSchemas))('the global %s parses with the contract', async (slug, schema) => {
  const { body } = await cms.request('GET', `/api/globals/${slug}?depth=0`)
  expect(schema.safeParse(body).error?.issues).toBeUndefined()
})

test('the sample school has enough documents of each kind', async () => {
  const counts = Object.fromEntries(
    await Promise.all(
      Object.keys(collectionSchemas).map(
        async (slug) => [slug, (await published(slug as CollectionSlug)).length] as const,
      ),
    ),
  )
  expect(counts).toMatchObject({ courses: 6, certifications: 8, externships: 3, pages: 6 })
  expect(counts.cohorts).toBeGreaterThanOrEqual(14)
  expect(counts.posts).toBeGreaterThanOrEqual(12)
  expect(counts.redirects).toBeGreaterThanOrEqual(2)
})

test('a visitor learns the name of no partner', async () => {
  for (const partner of await published('partners')) {
    expect(partner.name).toBeFalsy()
    expect(partner.website).toBeFalsy()
  }
})

test('no document has an empty draft in its history', async () => {
  for (const collection of linkableCollections) {
    const { docs } = await cms.payload.findVersions({
      collection,
      limit: 0,
      depth: 0,
      overrideAccess: true,
    })
    expect(new Set(docs.map(({ version }) => version._status)), collection).toEqual(new Set(['published']))
  }
})

test('the admin’s editor would store every text exactly as it is stored', async () => {
  const field = cms.payload.collections.posts?.config.flattenedFields.find(({ name }) => name === 'body')
  if (field?.type !== 'richText') throw new Error('posts have no body')
  const { editorConfig } = field.editor as LexicalRichTextAdapter
  const editor = createHeadlessEditor({ nodes: getEnabledNodes({ editorConfig }) })
  for (const post of await published('posts')) {
    const state = editor.parseEditorState(JSON.stringify(post.body)).toJSON()
    expect(state, String(post.slug)).toEqual(post.body)
  }
})

test('it reports its progress', () => {
  expect(lines).toContain('courses: 6')
  expect(lines.at(-1)).toMatch(/^The sample school is there, after \d/)
})

test('a database that is not empty is refused', async () => {
  await expect(seed(cms.payload, now, () => undefined)).rejects.toThrow(
    /Stopped: the sample school was not written\.\nWhy: .*already holds \d+ .*\nFix: .*npm run reset/,
  )
})

test('a production server is refused', async () => {
  const { serverURL } = cms.payload.config
  cms.payload.config.serverURL = 'https://cms.example.org'
  await expect(seed(cms.payload, now, () => undefined)).rejects.toThrow(
    /Stopped: .*\nWhy: .*https:\/\/cms\.example\.org, which is a public address.*\nFix: /,
  )
  cms.payload.config.serverURL = serverURL
})

test('globals are published', async () => {
  const slugs = Object.keys(globalSchemas) as GlobalSlug[]
  // The rules about claims hold without being stored, and visitors do not read them.
  for (const slug of slugs.filter((slug) => slug !== 'claims')) {
    const { body } = await cms.request('GET', `/api/globals/${slug}?depth=0`)
    expect(body.id ?? body.globalType, slug).toBeTruthy()
  }
})

test('the dashboard says that all is well, also when classes begin, and names the courses whose last class has begun', async () => {
  const as = await cms.user('publisher')
  const [courses, cohorts] = await Promise.all([published('courses'), published('cohorts')])
  const later = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60 * 1000)
  const hasBegun = (cohort: Record<string, unknown>, days: number) =>
    String(cohort.start).slice(0, 10) < later(days).toISOString().slice(0, 10)
  const withoutClass = (days: number) =>
    courses
      .filter(({ id }) =>
        cohorts.every(
          (cohort) => cohort.course !== id || cohort.status === 'cancelled' || hasBegun(cohort, days),
        ),
      )
      .map(({ title }) => title)
  for (const days of [0, 20, 50, 80, 110, 140]) {
    vi.useFakeTimers({ now: later(days), toFake: ['Date'] })
    await refreshFindings(cms.payload).finally(() => vi.useRealTimers())
    const { body } = await cms.request('GET', '/api/attention', { as })
    const { groups, isComplete } = body as Attention
    const listed = withoutClass(days)
    expect(isComplete).toBe(true)
    expect(groups.map(({ group, count }) => [group, count])).toEqual(
      listed.length > 0 ? [['courses', listed.length]] : [],
    )
    expect(listed).toEqual(
      expect.arrayContaining(groups.flatMap(({ lines }) => lines.map(({ title }) => title))),
    )
  }
  expect(cohorts.filter((cohort) => hasBegun(cohort, 80)).length).toBeGreaterThan(8)
  expect(withoutClass(80)).toEqual([])
  expect(withoutClass(140)).toHaveLength(courses.length)
})
