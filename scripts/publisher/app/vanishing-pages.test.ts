import {
  type AllowedDocument,
  type CollectionSlug,
  type PreviewedChanges,
  PreviewedChangesAnswerSchema,
  type Waiting,
} from 'shared-types'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Report } from '../test/cms'
import { TestPublisher, difference } from '../test/publisher'
import { TestSchool, body, ids } from '../test/school'

const numbered = (name: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${name}-${from + index}`)
const posts = (from: number, to: number) => numbered('post', from, to)
const questions = (from: number, to: number) => numbered('question', from, to)

/** With the samples: 70 posts, 20 questions, and 30 redirects, 13 of them to a course. */
function makeSchool(): TestSchool {
  const school = new TestSchool({ posts: 69 })
  const [question] = school.collections.faqs
  for (const id of questions(1, 19)) school.add('faqs', { ...question, id, question: `What is ${id}?` })
  for (const id of numbered('redirect', 1, 29)) {
    const isToCourse = Number(id.split('-')[1]) <= 12
    const document = isToCourse
      ? { relationTo: 'courses', value: ids.course }
      : { relationTo: 'people', value: ids.ben }
    school.add('redirects', { id, from: `/${id}/`, kind: 'document', document, address: null })
  }
  return school
}

let publisher: TestPublisher
let atStart: ReturnType<TestSchool['copy']>
beforeAll(async () => {
  publisher = await TestPublisher.start({ school: makeSchool() })
  atStart = publisher.school.copy()
})
// Each test begins with everything live and nothing waiting.
afterEach(async () => {
  publisher.school.restore(atStart)
  await publisher.hint()
  await publisher.atRest()
})
afterAll(() => publisher.close())

const remove = (slug: CollectionSlug, gone: string[]) => (school: TestSchool) => school.remove(slug, ...gone)
const inShort = ({
  waiting,
}: {
  waiting: readonly Pick<Waiting, 'unit' | 'kind' | 'vanishing' | 'live'>[]
}) => waiting.map(({ unit, kind, vanishing, live }) => `${vanishing} of ${live} ${unit} of ${kind}`)
const allow = (documents: readonly AllowedDocument[]) =>
  publisher.command({
    type: 'release.allow',
    data: { documents: documents.map((one) => ({ ...one })), by: 'Dana Reyes', reason: 'They are old.' },
  })
const documentsOf = ({ waiting }: Report) =>
  waiting.flatMap(({ documents }: Waiting) =>
    documents.map(({ slug, id, updatedAt }) => ({ slug, id, updatedAt })),
  )
const pagesOf = (list: string[]) => list.filter((id) => publisher.page(`/blog/${id}/`) !== undefined)
const say = (text: string) => (school: TestSchool) => school.change('posts', 'post-60', { body: body(text) })

test('ten percent of the posts may vanish at once, and as many again after them', async () => {
  const { removed } = await publisher.publish(remove('posts', posts(1, 7)))
  expect(removed.filter((file) => file.startsWith('blog/post-'))).toHaveLength(7)
  const { report } = await publisher.publish(remove('posts', posts(8, 13)))
  expect(inShort(report)).toEqual([])
  expect(pagesOf(posts(1, 13))).toEqual([])
})

test('five documents may vanish at once, whatever share they are', async () => {
  const { removed } = await publisher.publish(remove('categories', [ids.study]))
  expect(removed).toEqual(['card.png', 'index.html', 'rss.xml'].map((file) => `blog/category/study/${file}`))
})

test('more than both waits with its pages, everything else goes live, and nothing is tried again by itself', async () => {
  const { live = 0 } = (await publisher.health()) ?? {}
  const { report, written, removed } = await publisher.publish((school) => {
    remove('posts', posts(1, 8))(school)
    say('An announcement of another editor.')(school)
  })
  expect(report).toMatchObject({ state: 'live', number: live + 1, held: [], canBeAllowed: false })
  expect(report.documents.map(({ id }) => id)).toEqual(['post-60'])
  expect(inShort(report)).toEqual(['8 of 70 documents of posts'])
  expect(report.waiting[0]?.documents[0]).toEqual({
    ...{ slug: 'posts', id: 'post-1', title: 'Post number 1' },
    updatedAt: atStart.collections.posts.find(({ id }) => id === 'post-1')?.updatedAt,
  })
  expect(written).toContain('blog/post-60/index.html')
  expect(removed).toEqual([])
  expect(pagesOf(posts(1, 8))).toEqual(posts(1, 8))
  expect(await publisher.health()).toMatchObject({ ok: true, live: live + 1 })
  expect((await publisher.health())?.problem).toBeUndefined()

  const reports = publisher.reports.length
  await publisher.hint()
  await publisher.hint([{ slug: 'posts', id: 'post-20' }])
  await publisher.settled()
  expect(publisher.reports.length).toBe(reports)
  await publisher.publish(say('Another one.'))
  expect(publisher.page('/blog/post-60/')).toContain('Another one.')
})

test('entries that only stand on pages wait as well', async () => {
  const { report, written } = await publisher.publish(remove('faqs', questions(1, 8)))
  expect(inShort(report)).toEqual(['8 of 20 documents of faqs'])
  expect(written).toEqual([])
  expect(publisher.page('/questions/')).toContain('What is question-3?')
})

test('what is removed later waits with what waits already, in each collection on its own', async () => {
  await publisher.publish(remove('posts', posts(1, 8)))
  const { report } = await publisher.publish((school) => {
    remove('posts', posts(9, 9))(school)
    remove('faqs', questions(1, 2))(school)
  })
  expect(inShort(report)).toEqual(['9 of 70 documents of posts'])
  expect(report.documents.map(({ id }) => id)).toEqual(questions(1, 2))
})

test('when so many are restored that the rest is few, the rest vanishes by itself', async () => {
  await publisher.publish(remove('posts', posts(1, 8)))
  const restored = atStart.collections.posts.filter(({ id }) => id === 'post-1')
  const { report } = await publisher.publish((school) => school.add('posts', restored[0]!))
  expect(inShort(report)).toEqual([])
  expect(pagesOf(posts(1, 8))).toEqual(['post-1'])
})

test('when all are restored, publishing goes on as before', async () => {
  const before = publisher.liveFiles()
  await publisher.publish(remove('posts', posts(1, 10)))
  publisher.school.restore(atStart)
  await publisher.hint()
  await publisher.atRest()
  expect(difference(before, publisher.liveFiles())).toEqual({ written: [], removed: [] })
})

test('a publisher may allow the removals that were shown, in the versions that were shown', async () => {
  const { report } = await publisher.publish(remove('posts', posts(1, 8)))
  const shown = documentsOf(report)
  const reports = publisher.reports.length
  // Meanwhile seven more are taken down, of which the publisher has not heard.
  remove('posts', posts(11, 17))(publisher.school)
  expect(await allow(shown)).toMatchObject({ ok: true, message: 'It is live now.' })
  const after = await publisher.reported(({ waiting }) => waiting.length > 0, reports)
  expect(after.log[0]).toBe('Dana Reyes allowed 8 documents to vanish: They are old.')
  expect(inShort(after)).toEqual(['7 of 62 documents of posts'])
  expect(pagesOf(posts(1, 17))).toEqual(posts(9, 17))

  const older = documentsOf(after).map((one) => ({ ...one, updatedAt: '2020-01-01T00:00:00.000Z' }))
  expect(await allow(older)).toMatchObject({
    ok: false,
    message: expect.stringContaining('none of these documents waits'),
  })
  expect(pagesOf(posts(11, 17))).toEqual(posts(11, 17))
})

test('removals may be allowed in the same step, before the publisher has fetched them', async () => {
  const reports = publisher.reports.length
  const documents = atStart.collections.posts
    .filter(({ id }) => posts(1, 8).includes(String(id)))
    .map(({ id, updatedAt }) => ({ slug: 'posts', id: String(id), updatedAt: String(updatedAt) }))
  remove('posts', posts(1, 8))(publisher.school)
  expect(await allow(documents)).toMatchObject({ ok: true, message: 'It is live now.' })
  expect(pagesOf(posts(1, 8))).toEqual([])
  const report = await publisher.reported(({ state }) => state === 'live', reports)
  expect(report).toMatchObject({
    waiting: [],
    documents: posts(1, 8).map((id) => ({ id, action: 'unpublish' })),
  })
})

test('a permission is for one removal only, and not for a later one of the same documents', async () => {
  const { report } = await publisher.publish(remove('posts', posts(1, 8)))
  const shown = documentsOf(report)
  expect(await allow(shown)).toMatchObject({ ok: true })
  await publisher.publish((school) => {
    for (const id of posts(1, 8)) {
      school.add(
        'posts',
        atStart.collections.posts.find((document) => document.id === id)!,
      )
    }
  })
  const again = await publisher.publish(remove('posts', posts(1, 8)))
  expect(inShort(again.report)).toEqual(['8 of 70 documents of posts'])
  expect(await allow(shown)).toMatchObject({ ok: false })
  expect(pagesOf(posts(1, 8))).toEqual(posts(1, 8))
})

test('what waits still waits after the publisher was killed, and may be allowed then', async () => {
  const { report } = await publisher.publish(remove('posts', posts(1, 8)))
  const reports = publisher.reports.length
  await publisher.kill()
  await publisher.startProcess()
  await publisher.converged()
  await publisher.settled()
  expect(pagesOf(posts(1, 8))).toEqual(posts(1, 8))
  expect(await allow(documentsOf(report))).toMatchObject({ ok: true })
  // The report of before comes again when the publisher was killed before it knew that the CMS has it.
  const after = await publisher.reported(({ id, state }) => state === 'live' && id !== report.id, reports)
  expect(inShort(after)).toEqual([])
  expect(pagesOf(posts(1, 8))).toEqual([])
})

test('a preview says before what the report says afterwards', async () => {
  const preview = async (request: PreviewedChanges) => {
    const response = await publisher.post(request, { path: '/preview-changes' })
    return inShort(PreviewedChangesAnswerSchema.parse(await response.json()))
  }
  const gone = (slug: string, list: string[]) => list.map((id) => ({ slug, id }))
  expect(await preview({ removed: gone('posts', posts(1, 7)) })).toEqual([])
  const redirects = posts(1, 8).map((id) => ({
    ...{ slug: 'redirects', id: `to-${id}`, updatedAt: '2027-01-04T15:00:00.000Z' },
    data: {
      ...{ id: `to-${id}`, updatedAt: '2027-01-04T15:00:00.000Z', from: `/blog/${id}/`, kind: 'document' },
      ...{ document: { relationTo: 'courses', value: ids.course }, address: null },
    },
  }))
  expect(await preview({ documents: redirects, removed: gone('posts', posts(1, 8)) })).toEqual([])

  const found = await preview({ removed: gone('posts', posts(1, 8)) })
  const { report } = await publisher.publish(remove('posts', posts(1, 8)))
  expect([found, inShort(report)]).toEqual([['8 of 70 documents of posts'], found])
  // What waits already counts with what is removed now, and says nothing of other collections.
  const waiting = gone('posts', posts(1, 8))
  expect(await preview({ removed: gone('posts', posts(9, 9)), waiting })).toEqual([
    '9 of 70 documents of posts',
  ])
  expect(await preview({ removed: gone('faqs', questions(1, 1)), waiting })).toEqual([])

  // The redirects to a course go with it.
  const course = await preview({ removed: gone('courses', [ids.course]), waiting })
  const { report: after } = await publisher.publish(remove('courses', [ids.course]))
  expect([course, inShort(after)]).toEqual([['13 of 30 pages of redirects'], [...found, ...course]])
})

test('to allow what does not wait is refused with the reason', async () => {
  const unknown = [{ slug: 'posts', id: 'post-999', updatedAt: '2027-01-01T00:00:00.000Z' }]
  const present = [{ slug: 'posts', id: 'post-1', updatedAt: '2027-01-09T00:00:00.000Z' }]
  for (const documents of [unknown, present]) {
    expect(await allow(documents)).toMatchObject({
      ok: false,
      message: expect.stringContaining('Nothing was allowed: none of these documents waits.'),
    })
  }
  const data = { documents: [], revision: 'unknown', by: 'Dana Reyes', reason: 'They are old.' }
  expect(await publisher.command({ type: 'release.allow', data })).toMatchObject({
    ok: false,
    message: expect.stringContaining('Nothing was allowed: no release with this content waits for it.'),
  })
})

test('posts whose addresses have redirects have moved, and do not wait', async () => {
  const { report } = await publisher.publish((school) => {
    remove('posts', posts(1, 8))(school)
    for (const id of posts(1, 4)) {
      const document = { relationTo: 'posts', value: 'post-20' }
      school.add('redirects', {
        id: `moved-${id}`,
        from: `/blog/${id}/`,
        kind: 'document',
        document,
        address: null,
      })
    }
  })
  expect(inShort(report)).toEqual([])
  expect(publisher.page('/blog/post-8/')).toBeUndefined()
})

test('one removal that takes many other pages away waits, and may be allowed', async () => {
  const { report } = await publisher.publish((school) => {
    remove('courses', [ids.course])(school)
    say('Not held up.')(school)
  })
  expect(inShort(report)).toEqual(['13 of 30 pages of redirects'])
  expect(documentsOf(report)).toMatchObject([{ slug: 'courses', id: ids.course }])
  expect(publisher.page('/blog/post-60/')).toContain('Not held up.')
  expect(publisher.page('/redirect-3/')).toBeDefined()
  expect(await allow(documentsOf(report))).toMatchObject({ ok: true })
  expect(publisher.page('/redirect-3/')).toBeUndefined()
})

test('documents that leave their addresses without redirects keep their last versions', async () => {
  const { report } = await publisher.publish((school) => {
    for (const id of posts(1, 8)) school.change('posts', id, { slug: `new-${id}` })
  })
  expect(inShort(report)).toEqual(['8 of 70 pages of posts'])
  expect(pagesOf(posts(1, 8))).toEqual(posts(1, 8))
  expect(publisher.page('/blog/new-post-1/')).toBeUndefined()
  expect(await allow(documentsOf(report))).toMatchObject({ ok: true })
  expect(publisher.page('/blog/new-post-1/')).toBeDefined()

  // To give them their old addresses is such a change, too.
  const back = await publisher.publish((school) => school.restore(atStart))
  expect(inShort(back.report)).toEqual(['8 of 70 pages of posts'])
  expect(await allow(documentsOf(back.report))).toMatchObject({ ok: true })
})
