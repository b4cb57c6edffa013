import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { TestPublisher, difference, until } from '../test/publisher'
import { TestSchool, body, ids } from '../test/school'

let publisher: TestPublisher
let atStart: ReturnType<TestSchool['copy']>
beforeAll(async () => {
  // With the sample posts that makes 70.
  publisher = await TestPublisher.start({ school: new TestSchool({ posts: 69 }) })
  atStart = publisher.school.copy()
})
// Each test begins with all posts live, whichever test ran before it. Each removes other posts, so that no two refuse or allow
// the same revision.
afterEach(async () => {
  publisher.cms.fault = () => undefined
  publisher.school.restore(atStart)
  await publisher.hint()
  await publisher.atRest()
})
afterAll(() => publisher.close())

const posts = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `post-${from + index}`)
const removePosts = (from: number, to: number) => (school: TestSchool) =>
  school.remove('posts', ...posts(from, to))
/** Takes down more posts than may vanish at once; gives the report that it was refused. */
async function refuse(edit: (school: TestSchool) => void) {
  const { report } = await publisher.publish(edit, 'refused')
  return report
}
const allow = (revision: string) =>
  publisher.command({ type: 'release.allow', data: { revision, by: 'Dana Reyes', reason: 'They are old.' } })

test('ten percent of the posts may vanish at once, however many they are', async () => {
  const { removed } = await publisher.publish(removePosts(1, 7))
  expect(removed.filter((file) => file.startsWith('blog/post-'))).toHaveLength(7)
})

test('five pages may vanish at once, whatever share of all pages they are', async () => {
  const { total } = publisher.reports.findLast(({ state }) => state === 'live')!.pages
  const { report, removed } = await publisher.publish((school) => school.remove('categories', ids.study))
  expect(removed).toEqual(['card.png', 'index.html', 'rss.xml'].map((file) => `blog/category/study/${file}`))
  expect(report.pages.total).toBe(total - 3)
})

test('more than both is refused, the site stays as it is to the inode, and nothing is tried again by itself', async () => {
  const before = publisher.liveFiles()
  const { live } = (await publisher.health()) ?? {}
  const report = await refuse(removePosts(8, 15))
  expect(report).toMatchObject({ number: live, reason: 'content', canBeAllowed: true })
  expect(report.message).toContain('8 of 70 pages of posts would vanish, such as /blog/post-')
  expect(report.documents.map(({ action, id }) => `${action} ${id}`)).toEqual(
    posts(8, 15).map((id) => `unpublish ${id}`),
  )
  expect(difference(before, publisher.liveFiles())).toEqual({ written: [], removed: [] })
  expect(await publisher.health()).toMatchObject({ live, problem: report.message })

  const reports = publisher.reports.length
  await publisher.hint()
  await publisher.hint([{ slug: 'posts', id: 'post-20' }])
  await publisher.settled()
  expect(publisher.reports.length).toBe(reports)
})

test('a CMS that is away for a moment does not hide why the release was refused', async () => {
  const { message: problem } = await refuse(removePosts(9, 16))
  publisher.cms.fault = () => ({ body: '<html>Maintenance</html>' })
  await publisher.hint()
  await until('the CMS is found to be away', async () => (await publisher.health())?.problem !== problem)
  publisher.cms.fault = () => undefined
  await publisher.hint()
  await publisher.settled()
  expect((await publisher.health())?.problem).toBe(problem)
})

test('other changes are refused with the vanishing pages, and wait', async () => {
  await refuse(removePosts(10, 17))
  const { written, removed, report } = await publisher.publish(
    (school) => school.change('posts', 'post-20', { body: body('Waits.') }),
    'refused',
  )
  expect({ written, removed }).toEqual({ written: [], removed: [] })
  expect(report.documents).toHaveLength(9)
})

test('an editor may allow the pages to vanish, but only those of the revision that was shown', async () => {
  await refuse(removePosts(11, 18))
  const edit = (school: TestSchool) =>
    school.change('posts', 'post-20', { body: body('Waits for the editor.') })
  const { revision: shown } = await refuse(edit)
  const before = publisher.liveFiles()
  const reports = publisher.reports.length
  expect(await allow('another')).toMatchObject({
    ok: false,
    message: expect.stringContaining('would vanish'),
  })
  await publisher.reported(({ state }) => state === 'refused', reports)
  expect(difference(before, publisher.liveFiles())).toEqual({ written: [], removed: [] })

  // Meanwhile one more is taken down, which the editor has not allowed.
  publisher.school.remove('posts', 'post-19')
  expect(await allow(shown)).toMatchObject({ ok: false, message: expect.stringContaining('9 of 70') })
  expect(difference(before, publisher.liveFiles())).toEqual({ written: [], removed: [] })

  const answer = await allow(await publisher.school.revision())
  expect(answer).toMatchObject({ ok: true, message: 'It is live now.' })
  await publisher.reported(({ state }) => state === 'live', reports)
  expect(publisher.page('/blog/post-19/')).toBeUndefined()
  expect(publisher.page('/blog/post-20/')).toContain('Waits for the editor.')
  expect((await publisher.health())?.problem).toBeUndefined()
})

test('a permission is for one release only', async () => {
  const { revision } = await refuse(removePosts(21, 28))
  expect(await allow(revision)).toMatchObject({ ok: true })
  await publisher.atRest()
  await refuse(removePosts(29, 38))
  const reports = publisher.reports.length
  await publisher.kill()
  await publisher.startProcess()
  await publisher.reported(({ state }) => state === 'refused', reports)
  expect((await publisher.health())?.problem).toContain('10 of 62 pages of posts would vanish')
  for (const id of posts(29, 38)) expect(publisher.page(`/blog/${id}/`), id).toBeDefined()
})

test('when the refused change is undone, publishing goes on as before', async () => {
  const before = publisher.liveFiles()
  const documents = posts(39, 48).map((id) => publisher.school.document('posts', id))
  await refuse(removePosts(39, 48))
  await publisher.publish((school) => {
    for (const document of documents) school.add('posts', document)
  })
  expect((await publisher.health())?.problem).toBeUndefined()
  expect([...publisher.liveFiles().keys()]).toEqual([...before.keys()])
})
