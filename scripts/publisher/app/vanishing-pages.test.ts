import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestPublisher, difference, until } from '../test/publisher'
import { TestSchool, body, ids } from '../test/school'

let publisher: TestPublisher
beforeAll(async () => {
  // With the sample posts that makes 70.
  publisher = await TestPublisher.start({ school: new TestSchool({ posts: 69 }) })
})
afterAll(() => publisher.close())

const posts = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `post-${from + index}`)
const removePosts = (from: number, to: number) => (school: TestSchool) =>
  school.remove('posts', ...posts(from, to))
const allow = (revision: string) =>
  publisher.command({ type: 'release.allow', data: { revision, by: 'Dana Reyes', reason: 'They are old.' } })

test('ten percent of the posts may vanish at once, however many they are', async () => {
  const { removed } = await publisher.publish(removePosts(1, 7))
  expect(removed.filter((file) => file.startsWith('blog/post-'))).toHaveLength(7)
})

test('five pages may vanish at once, whatever share of all pages they are', async () => {
  const { report, removed } = await publisher.publish((school) => school.remove('categories', ids.study))
  expect(removed).toEqual(['card.png', 'index.html', 'rss.xml'].map((file) => `blog/category/study/${file}`))
  expect(report.pages.total).toBe(publisher.reports.at(-2)!.pages.total - 3)
})

test('more than both is refused, the site stays as it is to the inode, and nothing is tried again by itself', async () => {
  const before = publisher.liveFiles()
  const { live } = (await publisher.health()) ?? {}
  const { report } = await publisher.publish(removePosts(8, 14), 'refused')
  expect(report).toMatchObject({ number: live, reason: 'content', canBeAllowed: true })
  expect(report.message).toContain('7 of 63 pages of posts would vanish, such as /blog/post-')
  expect(report.documents.map(({ action, id }) => `${action} ${id}`)).toEqual(
    posts(8, 14).map((id) => `unpublish ${id}`),
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
  const problem = (await publisher.health())?.problem
  publisher.cms.fault = () => ({ body: '<html>Maintenance</html>' })
  await publisher.hint()
  await until('the CMS is found to be away', async () => (await publisher.health())?.problem !== problem)
  publisher.cms.fault = () => undefined
  await publisher.hint()
  await publisher.settled()
  expect((await publisher.health())?.problem).toBe(problem)
})

test('other changes are refused with the vanishing pages, and wait', async () => {
  const { written, removed, report } = await publisher.publish(
    (school) => school.change('posts', 'post-20', { body: body('Waits.') }),
    'refused',
  )
  expect({ written, removed }).toEqual({ written: [], removed: [] })
  expect(report.documents).toHaveLength(8)
})

test('an editor may allow the pages to vanish, but only those of the revision that was shown', async () => {
  const { revision: shown } = publisher.reports.at(-1)!
  const before = publisher.liveFiles()
  const reports = publisher.reports.length
  expect(await allow('another')).toMatchObject({
    ok: false,
    message: expect.stringContaining('would vanish'),
  })
  await publisher.reported(({ state }) => state === 'refused', reports)
  expect(difference(before, publisher.liveFiles())).toEqual({ written: [], removed: [] })

  // Meanwhile one more is taken down, which the editor has not allowed.
  publisher.school.remove('posts', 'post-15')
  expect(await allow(shown)).toMatchObject({ ok: false, message: expect.stringContaining('8 of 63') })
  expect(difference(before, publisher.liveFiles())).toEqual({ written: [], removed: [] })

  const answer = await allow(await publisher.school.revision())
  expect(answer).toMatchObject({ ok: true, message: 'It is live now.' })
  await publisher.reported(({ state }) => state === 'live', reports)
  expect(publisher.page('/blog/post-15/')).toBeUndefined()
  expect(publisher.page('/blog/post-20/')).toContain('Waits.')
  expect((await publisher.health())?.problem).toBeUndefined()
})

test('a permission is for one release only', async () => {
  await publisher.publish(removePosts(16, 25), 'refused')
  await publisher.kill()
  await publisher.startProcess()
  await until('it is refused again', async () => (await publisher.health())?.problem)
  for (const id of posts(16, 25)) expect(publisher.page(`/blog/${id}/`), id).toBeDefined()
})

test('when the refused change is undone, publishing goes on as before', async () => {
  const whole = new TestSchool({ posts: 69 })
  const before = publisher.liveFiles()
  await publisher.publish((school) => {
    for (const id of posts(16, 25)) school.add('posts', whole.document('posts', id))
  })
  expect((await publisher.health())?.problem).toBeUndefined()
  expect([...publisher.liveFiles().keys()]).toEqual([...before.keys()])
})
