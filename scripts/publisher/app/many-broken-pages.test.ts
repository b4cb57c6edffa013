import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { faultLine, faults, makeFaulty } from '../test/faulty-bundle'
import { TestPublisher, shortPageTimeout, until } from '../test/publisher'
import { TestSchool, body, post } from '../test/school'

let publisher: TestPublisher
let atStart: ReturnType<TestSchool['copy']>
beforeAll(async () => {
  // Each release traces one failure, and then goes on without the changes that may be causes.
  publisher = await TestPublisher.start({
    changeBundle: makeFaulty,
    env: { ...shortPageTimeout, TRACE_TIMEOUT_MS: '0' },
  })
  await publisher.publish(say('The second release.'))
  atStart = publisher.school.copy()
})
afterEach(async () => {
  publisher.school.restore(atStart)
  await publisher.hint()
  await publisher.atRest()
})
afterAll(() => publisher.close())

/** Changes post number 12, which breaks nothing. */
const say = (text: string) => (school: TestSchool) => school.change('posts', 'post-12', { body: body(text) })
const breakPosts = (fault: keyof typeof faults, ...posts: string[]) => {
  for (const id of posts) publisher.school.change('posts', id, { body: body(faults[fault]) })
}

/** Publishes a post whose page loops, and one whose page throws; resolves while the publisher is looking for them. */
async function loop(): Promise<void> {
  const met = () => publisher.logText().split(faultLine).length
  const before = met()
  breakPosts('loops', 'post-1')
  breakPosts('throws', 'post-2')
  say('It is not held up.')(publisher.school)
  await publisher.hint()
  await until('a page loops', () => met() > before)
}

/** Waits until the reason of each of the two is known. */
const allFound = (count: number) =>
  publisher.reported(
    ({ held }) =>
      held.length === 2 && held.every(({ message }) => message.startsWith('The page /blog/post-')),
    count,
  )

test('while the documents are being found that break many pages, all else goes live', async () => {
  const count = publisher.reports.length
  breakPosts('throws', 'post-1', 'post-2')
  const { report } = await publisher.publish(say('It is not held up.'))
  expect(publisher.page('/blog/post-12/')).toContain('It is not held up.')
  expect(report.documents.map(({ id }) => id)).toEqual(['post-12'])
  expect(report.held.map(({ message }) => message).sort()).toEqual([
    expect.stringContaining(
      'Pages cannot be made with the newest changes, and the publisher is still looking for the change that is to blame. It may be this one, so its last version stays on the site until then. You need not do anything.',
    ),
    expect.stringMatching(
      /^The page \/blog\/post-\d\/ cannot be made with this version: the template broke\./,
    ),
  ])
  await allFound(count)
  expect(publisher.page('/blog/post-1/')).toContain('The text of number 1.')
})

test(
  'a rollback does not wait until all causes are found, and the search goes on after the freeze',
  async () => {
    const { live = 0 } = (await publisher.health()) ?? {}
    const count = publisher.reports.length
    await loop()
    const data = { by: 'Dana Reyes', reason: 'A test.' }
    const answer = await publisher.command({ type: 'release.rollback', data: { ...data, release: live - 1 } })
    expect(answer).toMatchObject({ ok: true, live: live - 1 })
    await publisher.reported(({ state }) => state === 'rolled-back', count)
    expect(publisher.reports[count]?.state).toBe('rolled-back')

    await publisher.command({ type: 'release.resume', data })
    await allFound(count)
    expect(publisher.page('/blog/post-12/')).toContain('It is not held up.')
  },
  3 * 60_000,
)

test(
  'a permission does not wait until all causes are found',
  async () => {
    const { report } = await publisher.publish((school) =>
      school.remove('posts', ...[4, 5, 6, 7, 8, 9].map((n) => `post-${n}`)),
    )
    const documents = report.waiting.flatMap(({ documents }) => documents)
    expect(documents).toHaveLength(6)
    const count = publisher.reports.length
    await loop()
    const data = { documents, by: 'Dana Reyes', reason: 'They are old.' }
    expect(await publisher.command({ type: 'release.allow', data })).toMatchObject({ ok: true })
    expect(publisher.page('/blog/post-4/')).toBeUndefined()
    await until('the CMS has the report', () => publisher.reports.length > count)
    expect(publisher.reports[count]?.log[0]).toBe('Dana Reyes allowed 6 documents to vanish: They are old.')
    await allFound(count)
  },
  3 * 60_000,
)

test(
  'a first release leaves out a bad document, and so does a later one of many, for which every page is rendered',
  async () => {
    const school = new TestSchool()
    school.change('posts', 'post-3', { body: body(faults.throws) })
    school.change('posts', 'post-4', { excerpt: faults.empty })
    const first = await TestPublisher.start({ school, changeBundle: makeFaulty })
    try {
      expect(first.page('/blog/post-3/')).toBeUndefined()
      expect(first.page('/blog/post-4/')).toBeUndefined()
      expect(first.page('/blog/')).toContain('Post number 5')
      const report = first.reports.findLast(({ state }) => state === 'live')
      expect(report?.held.map(({ id }) => id).sort()).toEqual(['post-3', 'post-4'])

      for (let n = 100; n < 500; n++) {
        school.add('posts', post(n, n === 321 ? { body: body(faults.throws) } : {}))
      }
      const revision = await school.revision()
      await first.hint()
      const many = await first.reported((one) => one.state === 'live' && one.revision === revision)
      expect(many).toMatchObject({ isFull: true })
      expect(many.documents).toHaveLength(399)
      expect(many.held.map(({ id }) => id).sort()).toEqual(['post-3', 'post-321', 'post-4'])
      expect(first.page('/blog/post-320/')).toContain('href="/blog/post-322/"')

      // Settings that break every page: without them few pages are stale, and no other is rendered.
      school.changeGlobal('footer', { smallPrint: faults.throws })
      const footer = await first.publish(say('It is not held up.'))
      expect(footer.report).toMatchObject({ isFull: false, documents: [{ id: 'post-12' }] })
      expect(footer.report.held.map(({ slug }) => slug)).toContain('footer')
      expect(footer.written.filter((file) => file.endsWith('.html'))).toEqual(['blog/post-12/index.html'])
    } finally {
      await first.close()
    }
  },
  4 * 60_000,
)
