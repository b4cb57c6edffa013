import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { TestPublisher, difference, hintOf, until } from '../test/publisher'
import { TestSchool, body } from '../test/school'

const minute = 60_000

let publisher: TestPublisher
beforeAll(async () => {
  publisher = await TestPublisher.start({ school: new TestSchool({ posts: 60 }) })
})
// Each test begins with a publisher that runs with the ordinary settings and has no task, whichever test ran before it.
afterEach(async () => {
  publisher.cms.skewMs = 0
  const isOrdinary = Object.keys(publisher.env).length === 0
  if (!isOrdinary || (await publisher.health()) === undefined) await restart({})
  await publisher.atRest()
})
afterAll(() => publisher.close())

/** Starts the publisher again, with these settings besides the ordinary ones. */
async function restart(env: Record<string, string>): Promise<void> {
  await publisher.stop()
  publisher.env = env
  await publisher.startProcess()
}

/** The releases that went live after the first `count` reports. */
const releasesAfter = (count: number) =>
  publisher.reports.slice(count).filter(({ state }) => state === 'live')

test('three hundred publishes while one release is made are one more release', async () => {
  const count = publisher.reports.length
  const rendering = publisher.command({ type: 'release.render', data: { by: 'a test', reason: '' } })
  await publisher.reported(({ state }) => state === 'building', count)
  const statuses = new Set<number>()
  for (let round = 1; round <= 5; round++) {
    const hints = Array.from({ length: 60 }, async (_, index) => {
      const id = `post-${index + 1}`
      publisher.school.change('posts', id, { body: body(`Round ${round}.`) })
      const { status } = await publisher.post(hintOf([{ slug: 'posts', id }], publisher.clock.now()))
      statuses.add(status)
    })
    await Promise.all(hints)
  }
  expect([...statuses]).toEqual([202])
  expect(releasesAfter(count)).toEqual([])
  await rendering
  await publisher.converged()
  await publisher.settled()
  await until('the second release is reported', () => releasesAfter(count).length >= 2)
  const [full, together] = releasesAfter(count)
  expect(full).toMatchObject({ reason: 'asked', isFull: true, documents: [] })
  expect(together?.documents).toHaveLength(60)
  expect(releasesAfter(count)).toHaveLength(2)
  for (let n = 1; n <= 60; n++) expect(publisher.page(`/blog/post-${n}/`)).toContain('Round 5.')
})

test('hints that say too much, too little or nonsense lead to the same site', async () => {
  const hint = (documents: { slug: string; id: string }[]) => publisher.hint(documents)
  const count = publisher.reports.length
  await hint([{ slug: 'posts', id: 'post-1' }])
  await hint([{ slug: 'users', id: 'somebody' }])
  await hint([{ slug: 'posts', id: 'a, b&where[x]=y' }])
  await hint(Array.from({ length: 1000 }, (_, n) => ({ slug: 'posts', id: `none-${n}` })))
  await publisher.settled()
  expect(publisher.reports.length).toBe(count)
  publisher.school.change('posts', 'post-1', { body: body('Not what the hint says.') })
  await hint([{ slug: 'posts', id: 'post-2' }])
  await publisher.converged()
  expect(publisher.page('/blog/post-1/')).toContain('Not what the hint says.')
})

test('a restart without a change makes no release', async () => {
  const count = publisher.reports.length
  const before = await publisher.health()
  await restart({})
  await publisher.converged()
  await publisher.settled()
  expect(await publisher.health()).toEqual(before)
  expect(publisher.reports.length).toBe(count)
})

test('a publish while no publisher ran goes live when one starts', async () => {
  await publisher.kill()
  publisher.school.change('posts', 'post-3', { body: body('Nobody was there.') })
  await publisher.startProcess()
  await publisher.converged()
  expect(publisher.page('/blog/post-3/')).toContain('Nobody was there.')
})

test('a lost webhook costs one poll interval', async () => {
  await restart({ POLL_INTERVAL_MS: '300' })
  await publisher.converged()
  publisher.school.change('posts', 'post-4', { body: body('Nobody said a word.') })
  await publisher.converged()
  expect(publisher.page('/blog/post-4/')).toContain('Nobody said a word.')
})

test('with clocks ten minutes apart webhooks are refused with the reason, and the site still follows the CMS', async () => {
  await restart({ POLL_INTERVAL_MS: '300' })
  await publisher.converged()
  const count = publisher.reports.length
  publisher.cms.skewMs = 10 * minute
  const response = await publisher.post(hintOf([], publisher.cms.now()), { at: publisher.cms.now() })
  expect(response.status).toBe(401)
  expect(await response.json()).toEqual({
    message:
      'The message was refused. It is more than five minutes old or ahead. Are the clocks of both machines right?',
  })
  publisher.school.change('posts', 'post-5', { body: body('By polling.') })
  await publisher.converged()
  expect(publisher.page('/blog/post-5/')).toContain('By polling.')
  await until('the log tells of it', () =>
    publisher.logText().includes('answered 401: {"message":"The clocks'),
  )
  expect(publisher.reports.length).toBe(count)
  publisher.cms.skewMs = 0
  const report = await publisher.reported(({ state }) => state === 'live', count)
  expect(report.documents.map(({ id }) => id)).toEqual(['post-5'])
})

test('a full release that cannot be saved ends the publisher, and the next start makes the site whole', async () => {
  const { live } = (await publisher.health()) ?? {}
  const state = new DatabaseSync(join(publisher.site, 'state.db'))
  state.exec(
    "CREATE TRIGGER disk_error BEFORE INSERT ON head BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END",
  )
  try {
    const render = { type: 'release.render', data: { by: 'a test', reason: '' } } as const
    await publisher.command(render).catch(() => undefined)
    await until('the publisher has ended', async () => (await publisher.health()) === undefined)
    expect(publisher.logText()).toContain('could not be finished: disk I/O error')
  } finally {
    state.exec('DROP TRIGGER disk_error')
    state.close()
  }
  await restart({})
  expect(await publisher.health()).toMatchObject({ live })
  const { report } = await publisher.publish((school) =>
    school.change('posts', 'post-6', { body: body('After the disk error.') }),
  )
  expect(report).toMatchObject({ state: 'live', number: (live ?? 0) + 1 })
})

test('a wrong setting is refused before anything starts', async () => {
  const before = publisher.liveFiles()
  await expect(restart({ POLL_INTERVAL_MS: 'often', WEBHOOK_SECRET: 'secret' })).rejects.toThrow(
    /The publisher cannot start: WEBHOOK_SECRET must be whsec_[^\n;]*; POLL_INTERVAL_MS [^\n;]*\. Correct /,
  )
  expect(difference(before, publisher.liveFiles())).toEqual({ written: [], removed: [] })
})

test('a setting with its old name is refused, and the message says the new name', async () => {
  const refusal = 'LOOK_EVERY_MS is called POLL_INTERVAL_MS now.'
  await expect(restart({ LOOK_EVERY_MS: '200' })).rejects.toThrow(refusal)
})
