import { contentRevision } from 'shared-types'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Fault } from '../test/cms'
import { TestPublisher, difference, until } from '../test/publisher'
import { body, picture } from '../test/school'

let publisher: TestPublisher
beforeAll(async () => {
  publisher = await TestPublisher.start({ env: { POLL_INTERVAL_MS: '200' } })
})
afterEach(() => (publisher.cms.fault = () => undefined))
afterAll(() => publisher.close())

/** Gives the CMS this fault in all responses about its content. It still accepts reports. */
const faultOf =
  (fault: Fault) =>
  (path: string): Fault | undefined =>
    path.startsWith('/api/release-reports') ? undefined : fault

/** Waits until the CMS has got this many requests. */
type Asked = (times: number) => Promise<unknown>

function countRequests(): Asked {
  const before = publisher.cms.requests.length
  return (times) =>
    until(`the CMS was asked ${times} times`, () => publisher.cms.requests.length >= before + times)
}

let edits = 0
/** An edit that a webhook announces while the CMS has a fault. */
async function edit(): Promise<string> {
  const words = `Edit ${++edits}.`
  publisher.school.change('posts', 'post-1', { body: body(words) })
  await publisher.hint([{ slug: 'posts', id: 'post-1' }])
  return words
}

/** Does something while the CMS has a fault: the site stays as it was, no failure is reported, and the publisher catches up. */
async function staysAsItIs(
  fault: (path: string) => Fault | undefined,
  meanwhile: (asked: Asked) => Promise<unknown>,
) {
  const before = publisher.liveFiles()
  const reports = publisher.reports.length
  const asked = countRequests()
  publisher.cms.fault = fault
  const words = await edit()
  await meanwhile(asked)
  expect(difference(before, publisher.liveFiles())).toEqual({ written: [], removed: [] })
  expect(publisher.reports.length).toBe(reports)
  publisher.cms.fault = () => undefined
  publisher.cms.dropConnections()
  await publisher.converged()
  expect(publisher.page('/blog/post-1/')).toContain(words)
  await publisher.reported(({ state }) => state === 'live', reports)
  expect(publisher.reports.slice(reports)).toMatchObject([{ state: 'live', documents: [{ id: 'post-1' }] }])
}

const problem = (text: string) =>
  until(`the problem is ${text}`, async () => (await publisher.health())?.problem?.includes(text))
test.for<[string, Fault, string]>([
  ['answers with a page of its host', { body: '<html>Welcome</html>' }, 'answered something else than'],
  ['answers half of its JSON', { body: '{"docs":[{"id":' }, 'answered something else than'],
  ['answers other JSON', { body: '{"docs":"none"}' }, 'answered something else than'],
  ['refuses', { status: 403, body: '{}' }, 'answered 403'],
])('while the CMS %s, the site stays as it is', async ([, fault, text]) => {
  await staysAsItIs(faultOf(fault), async (asked) => {
    await problem(text)
    await asked(4)
  })
})

test('while the CMS answers 500, the site stays as it is', async () => {
  await staysAsItIs(faultOf({ status: 500, body: '' }), () => problem('answered 500. Is the CMS running?'))
})

test('while the CMS ends each connection, the site stays as it is', async () => {
  await staysAsItIs(faultOf('close'), (asked) => asked(2))
})

test('while the CMS does not answer, the site stays as it is, and the publisher still reports its health', async () => {
  await staysAsItIs(faultOf('hang'), async (asked) => {
    await asked(1)
    expect(await publisher.health()).toMatchObject({ ok: true })
  })
})

test('a CMS that does not answer several polls makes the publisher unhealthy, until it answers again', async () => {
  const status = async () => (await fetch(`${publisher.url}/health`)).status
  publisher.cms.fault = faultOf({ status: 403, body: '{}' })
  await publisher.hint()
  await problem('answered 403')
  await until('the publisher is unhealthy', async () => {
    await publisher.hint()
    return (await status()) === 503
  })
  publisher.cms.fault = () => undefined
  await publisher.hint()
  await publisher.converged()
  expect(await status()).toBe(200)
})

test('while the CMS is down, the site stays as it is', async () => {
  const reports = publisher.reports.length
  const before = publisher.liveFiles()
  await publisher.cms.stop()
  const words = await edit()
  await publisher.kill()
  await publisher.startProcess()
  expect(difference(before, publisher.liveFiles())).toEqual({ written: [], removed: [] })
  await publisher.cms.start()
  await publisher.converged()
  expect(publisher.page('/blog/post-1/')).toContain(words)
  await publisher.reported(({ state }) => state === 'live', reports)
  expect(publisher.reports.length).toBe(reports + 1)
})

test('lists that are empty although documents are published are not believed', async () => {
  const empty = { docs: [], totalDocs: 0, totalPages: 1, hasNextPage: false }
  const isList = (path: string) => /^\/api\/\w+\?/.test(path)
  await staysAsItIs(
    (path) => (isList(path) ? { body: JSON.stringify(empty) } : undefined),
    () => problem('The content of the CMS changed each of the 5 times that it was fetched.'),
  )
})

test('a CMS without any documents is not believed, and what is live is not published again when they are back', async () => {
  const before = publisher.liveFiles()
  const reports = publisher.reports.length
  const nothing = await contentRevision([])
  publisher.cms.fault = (path) => {
    if (path.includes('content-revision')) return { body: JSON.stringify({ revision: nothing }) }
    if (path.includes('content-versions')) return { body: '{"versions":[]}' }
    if (path.startsWith('/api/release-reports')) return undefined
    return path.startsWith('/api/globals/')
      ? { status: 404, body: '{}' }
      : { body: '{"docs":[],"totalDocs":0,"totalPages":1,"hasNextPage":false}' }
  }
  const { waiting } = await publisher.reported((report) => report.waiting.length > 0, reports)
  expect(waiting.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['posts', 'courses', 'media']))
  await countRequests()(3)
  expect(publisher.reports.length).toBe(reports + 1)
  expect(difference(before, publisher.liveFiles())).toEqual({ written: [], removed: [] })
  publisher.cms.fault = () => undefined
  await publisher.converged()
  await publisher.settled()
  expect(difference(before, publisher.liveFiles())).toEqual({ written: [], removed: [] })
  expect(publisher.reports.slice(reports + 1)).toMatchObject([{ state: 'live', waiting: [] }])
})

test('a picture that the CMS cannot send is blocked alone, and goes live by itself', async () => {
  const reports = publisher.reports.length
  publisher.cms.fault = (path) =>
    path.startsWith('/api/media/file/') ? { status: 500, body: 'The storage is ill' } : undefined
  publisher.school.add('media', picture('late'))
  const words = await edit()
  await publisher.converged()
  expect(publisher.page('/blog/post-1/')).toContain(words)
  await publisher.reported(({ held }) => held.some(({ slug }) => slug === 'media'), reports)
  const before = publisher.reports.length
  await countRequests()(3)
  expect(publisher.reports.length).toBe(before)
  publisher.cms.fault = () => undefined
  await publisher.reported(({ state, held }) => state === 'live' && held.length === 0, before)
})

test('a publish goes live while other editors publish without a pause', async () => {
  let changes = 0
  publisher.cms.fault = (path) => {
    if (path.includes('content-revision')) {
      publisher.school.change('posts', 'post-2', { body: body(`Change ${++changes}.`) })
    }
    return undefined
  }
  const words = await edit()
  await expect.poll(() => publisher.page('/blog/post-1/'), { timeout: 20_000 }).toContain(words)
  expect(changes).toBeGreaterThan(0)
  publisher.cms.fault = () => undefined
  await publisher.converged()
  expect(publisher.page('/blog/post-2/')).toContain(`Change ${changes}.`)
})
