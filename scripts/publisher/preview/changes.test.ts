import {
  type PreviewedChanges,
  type PreviewedChangesAnswer,
  PreviewedChangesAnswerSchema,
} from 'shared-types'
import { sampleId } from 'shared-types/test/sample-documents'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestPublisher } from '../test/publisher'
import { TestSchool, type Fields, body, ids, post } from '../test/school'
import { withoutSaveTimes } from './save-times'

let publisher: TestPublisher
beforeAll(async () => {
  publisher = await TestPublisher.start({
    school: new TestSchool({ posts: 60 }),
    env: { POLL_INTERVAL_MS: '600000' },
  })
})
afterAll(() => publisher?.close())

async function changesOf(request: PreviewedChanges): Promise<PreviewedChangesAnswer> {
  const response = await publisher.post(request, { path: '/preview-changes' })
  return PreviewedChangesAnswerSchema.parse(await response.json())
}

const asDocument = (slug: string, data: Fields) => ({
  ...{ slug, id: String(data.id ?? ''), updatedAt: String(data.updatedAt), data },
})

const texts = () =>
  new Map([...publisher.liveFiles()].map(([file, { text }]) => [file, withoutSaveTimes(text)]))

/** The pages whose file differs between two states of the live site. */
function changedPages(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((file) => file.endsWith('/index.html') || file === 'index.html')
    .filter((file) => before.get(file) !== after.get(file))
    .map((file) => `/${file.replace(/index\.html$/, '')}`)
    .sort()
}

interface Edit {
  /** Changes the school; gives what was changed, or what was removed. */
  run: (school: TestSchool) => PreviewedChanges
  name: string
}

const change =
  (slug: Parameters<TestSchool['document']>[0], id: string, fields: Fields) =>
  (school: TestSchool): PreviewedChanges => {
    school.change(slug, id, fields)
    return { documents: [asDocument(slug, school.document(slug, id))] }
  }

let count = 0

/** An edit of one document: what a person changes between two publishes. */
const edits: fc.Arbitrary<Edit> = fc
  .tuple(
    fc.nat(11),
    fc.integer({ min: 3, max: 50 }),
    fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  )
  .map(([kind, number, words]): Edit => {
    const text = `${words.replace(/\s+/g, ' ')} ${number}`
    const id = `post-${number}`
    const runs: Edit['run'][] = [
      change('posts', id, { title: text }),
      change('posts', id, { body: body(text, `post-${(number % 50) + 3}`) }),
      change('posts', id, { publishedAt: new Date(Date.UTC(2026, 8, number, 12)).toISOString() }),
      change('posts', id, { categories: number % 2 ? [ids.study] : [ids.phlebotomy], authors: [ids.dana] }),
      change('courses', ids.course, { title: text, position: number }),
      change('cohorts', ids.cohort, { seatsTaken: number % 10, status: number % 3 ? 'open' : 'full' }),
      change('people', ids.ben, { name: text }),
      change('categories', ids.study, { title: text }),
      change('faqs', sampleId('faqs'), { question: text }),
      (school) => {
        school.changeGlobal('site-settings', { tagline: text })
        return { documents: [asDocument('site-settings', school.globals['site-settings']!)] }
      },
      (school) => {
        const added = post(1000 + count++, { title: text, updatedAt: '2027-01-04T15:00:00.000Z' })
        school.add('posts', added)
        return { documents: [asDocument('posts', school.document('posts', String(added.id)))] }
      },
      (school) => {
        const gone = school.collections.posts.at(-1)?.id
        school.remove('posts', String(gone))
        return { removed: [{ slug: 'posts', id: String(gone) }] }
      },
    ]
    return { name: `${kind} ${text}`, run: runs[kind]! }
  })

const rounds = Number(process.env.PREVIEW_EDITS ?? 15)
const seed = Number(process.env.PREVIEW_SEED ?? 11)

test(
  `the pages that ${rounds} edits change are those that were named before (PREVIEW_SEED=${seed})`,
  { timeout: 60_000 + rounds * 5_000 },
  async () => {
    for (const edit of fc.sample(edits, { numRuns: rounds, seed })) {
      const before = texts()
      let request: PreviewedChanges = {}
      const answer = await new Promise<PreviewedChangesAnswer>((resolve, reject) => {
        request = edit.run(publisher.school)
        changesOf(request).then(resolve, reject)
      })
      await publisher.publish((school) => school.change('redirects', sampleId('redirects'), {}))
      const changed = changedPages(before, texts())
      const named = answer.pages.map(({ path }) => path).sort()
      if (answer.isExact)
        expect([edit.name, named, answer.count]).toEqual([edit.name, changed, changed.length])
      else expect(answer.count).toBeGreaterThanOrEqual(changed.length)
    }
  },
)

test('words that a rule forbids are named before they are published, unless they are live already', async () => {
  const claim = 'A guaranteed job awaits you'
  const rule = {
    ...{ name: 'Jobs', enabled: true, level: 'blocks', phrases: 'guaranteed job', reason: 'No promise.' },
    ...{ instead: 'We help.' },
  }
  await publisher.publish((school) => school.changeGlobal('claims', { rules: [rule] }))
  const course = publisher.school.document('courses', ids.course)
  const answer = await changesOf({ documents: [asDocument('courses', { ...course, summary: claim })] })
  const found = { rule: 'Jobs', level: 'blocks', sentence: claim, words: 'guaranteed job' }
  expect(answer.claims).toEqual([
    {
      ...found,
      reason: 'No promise.',
      instead: 'We help.',
      field: 'summary',
      source: { slug: 'courses', id: ids.course, field: 'summary' },
      path: expect.any(String),
      place: expect.any(String),
    },
  ])
  const added = post(2000, { title: claim, updatedAt: '2027-01-04T15:00:00.000Z' })
  const source = { slug: 'posts', id: 'post-2000', field: 'title' }
  const documents = [asDocument('courses', course), asDocument('posts', added)]
  expect((await changesOf({ documents })).claims).toMatchObject([{ ...found, source }])
  await publisher.publish((school) => school.changeGlobal('claims', { rules: [] }))
  await publisher.publish((school) => school.change('posts', 'post-7', { excerpt: claim }))
  await publisher.publish((school) => school.changeGlobal('claims', { rules: [rule] }))
  expect((await changesOf({ documents: [asDocument('posts', added)] })).claims).toEqual([])
})

test('what is republished without a change changes nothing', async () => {
  const { updatedAt: _, ...same } = publisher.school.document('posts', 'post-7')
  const answer = await changesOf({
    documents: [
      {
        slug: 'posts',
        id: 'post-7',
        updatedAt: '2027-01-04T15:59:00.000Z',
        data: { ...same, updatedAt: '2027-01-04T15:59:00.000Z' },
      },
    ],
  })
  expect(answer.isExact).toBe(true)
  expect(answer.pages.length).toBeLessThanOrEqual(1)
})

test('a document that moves is named with its redirect, and what is taken down with its pages and files', async () => {
  const { slug } = publisher.school.document('courses', ids.course)
  const gone = await changesOf({ removed: [{ slug: 'courses', id: ids.course }] })
  expect(gone.pages).toContainEqual({ path: `/courses/${String(slug)}/`, change: 'removed' })
  expect(gone.files).toContainEqual({ path: `/courses/${String(slug)}/start-dates.ics`, change: 'removed' })
  const global = await changesOf({ removed: [{ slug: 'disclosures', id: '' }] })
  expect(global.pages).toContainEqual({ path: '/disclosures/', change: 'changed' })
  const redirect = {
    id: 'redirect-new',
    from: '/old-post/',
    kind: 'document',
    document: { relationTo: 'posts', value: 'post-5' },
    address: null,
    updatedAt: '2027-01-04T15:00:00.000Z',
  }
  const moved = await changesOf({ documents: [asDocument('redirects', redirect)] })
  expect(moved.redirects).toEqual([{ from: '/old-post/', after: '/blog/post-5/' }])
})

const pagesOf = ({ pages }: PreviewedChangesAnswer) => pages.map(({ path }) => path).sort()

test('what a document changes on another day is counted without what the day and other changes do', async () => {
  const changed = asDocument('posts', {
    ...publisher.school.document('posts', 'post-9'),
    title: 'On that day',
  })
  const cohort = publisher.school.document('cohorts', ids.cohort)
  const today = await changesOf({ documents: [changed] })
  expect(pagesOf(today)).toContain('/blog/post-9/')
  const others = {
    documents: [asDocument('posts', { ...publisher.school.document('posts', 'post-11'), title: 'Another' })],
    removed: [{ slug: 'cohorts', id: ids.cohort }],
  }
  const later = await changesOf({ documents: [changed], day: '2030-01-01', others })
  expect([pagesOf(later), later.count, later.files]).toEqual([pagesOf(today), today.count, today.files])
  expect(later.others).toEqual({
    applied: [
      { slug: 'posts', id: 'post-11', title: 'Another', isRemoved: false },
      { slug: 'cohorts', id: ids.cohort, title: cohort.code, isRemoved: true },
    ],
    leftOut: [],
    notSent: 0,
  })
  const all = await changesOf({ documents: [changed], day: '2030-01-01', others, countsAll: true })
  // The start date is gone, and its course shows it no more.
  const { slug } = publisher.school.document('courses', ids.course)
  expect(pagesOf(all)).toEqual(expect.arrayContaining(['/blog/post-11/', `/courses/${String(slug)}/`]))
  expect(pagesOf(all)).toEqual(expect.arrayContaining(pagesOf(today)))
  const { pages, others: applied } = await changesOf({ documents: [changed], others, countsAll: true })
  expect(pages).toContainEqual({ path: '/blog/post-11/', change: 'changed' })
  expect(applied).toEqual(later.others)
  // A start date that has passed by then shows nowhere.
  const passed = await changesOf({
    documents: [asDocument('cohorts', { ...cohort, seatsTaken: 1 })],
    day: '2030-01-01',
  })
  expect(pagesOf(passed)).toEqual([])
})

test('what the document gate would block does not count, and is named with the reason', async () => {
  const broken = body('See this.', 'post-nowhere')
  const blocked = asDocument('posts', { ...publisher.school.document('posts', 'post-9'), body: broken })
  const fine = asDocument('posts', { ...publisher.school.document('posts', 'post-11'), title: 'Fine' })
  const reason = {
    ...{ slug: 'posts', id: 'post-9', field: expect.stringMatching(/^body/) },
    ...{ title: expect.any(String), message: expect.stringContaining('a post that is not published') },
  }
  expect(await changesOf({ documents: [blocked] })).toMatchObject({ count: 0, pages: [], blocked: [reason] })
  const both = await changesOf({ documents: [blocked, fine] })
  expect(both.blocked).toEqual([reason])
  expect(both).toMatchObject(pick(await changesOf({ documents: [fine] })))
  const beside = await changesOf({ documents: [fine], others: { documents: [blocked], removed: [] } })
  expect([beside.others?.applied, beside.others?.leftOut]).toEqual([[], [reason]])
  expect(beside).toMatchObject(pick(both))
  const unfinished = asDocument('posts', post(3000, { title: null, updatedAt: '2027-01-04T15:00:00.000Z' }))
  expect(await changesOf({ documents: [unfinished] })).toMatchObject({
    ...{
      count: 0,
      pages: [],
      gaps: [{ field: 'title' }],
      blocked: [
        { id: 'post-3000', field: 'title', message: expect.stringMatching(/missing or wrong: title/) },
      ],
    },
  })
})

const pick = ({ count, pages, files }: PreviewedChangesAnswer) => ({ count, pages, files })
