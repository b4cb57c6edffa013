import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CommandResponse, type PublisherCommand, PublisherCommandSchema } from 'shared-types'
import { verifyWebhook } from 'shared-types/webhook-signature'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { report, reportSecrets, secretOf, sendReport } from '../../test/release-reports'

let cms: TestCms
let publisher: TestUser
let server: Server
/** The commands that arrived with a valid signature. */
let received: PublisherCommand[] = []
/** The problem in its answer to `/health`. */
let problem: string | undefined
let answer: { status: number; body: unknown } = { status: 200, body: {} }

const accepted: CommandResponse = { ok: true, message: 'Release 40 is live.', live: 40 }

/** Verifies signatures as the bundled publisher does, and answers as the test says. */
const startPublisher = (port = 0) => {
  server = createServer(async (request, response) => {
    if (request.url === '/health') {
      response.statusCode = problem === undefined ? 200 : 503
      return response.end(JSON.stringify({ ok: problem === undefined, problem }))
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (request.url === '/command') {
      const body = Buffer.concat(chunks)
      const verified = verifyWebhook({ cms: [secretOf('publisher')] }, request.headers, body)
      if ('problem' in verified) throw new Error(verified.problem)
      received.push(PublisherCommandSchema.parse(JSON.parse(body.toString())))
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
  }).listen(port, '127.0.0.1')
  return once(server, 'listening')
}
const stopPublisher = () => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
}
const portOf = () => (server.address() as AddressInfo).port

beforeAll(async () => {
  await startPublisher()
  cms = await startCms({ ...reportSecrets(), PUBLISHER_URL: `http://127.0.0.1:${portOf()}` })
  publisher = await cms.user('publisher')
})
afterAll(async () => {
  await cms.stop()
  await stopPublisher()
})
beforeEach(async () => {
  await cms.payload.db.deleteMany({ collection: 'releases', where: {} })
  await cms.payload.db.deleteMany({ collection: 'webhook-deliveries', where: {} })
  received = []
  answer = { status: 200, body: accepted }
})

const command = (as: TestUser | undefined, type: string, data: Record<string, unknown> = {}) =>
  cms.request('POST', '/api/publisher-commands', { as, body: { type, data } })
const rollback = { release: 40, reason: 'The price is wrong.' }

test("a command arrives signed, with the user's name, and the publisher's answer is passed on", async () => {
  const { status, body } = await command(publisher, 'release.rollback', rollback)
  expect([status, body]).toEqual([200, accepted])
  expect(received).toEqual([{ type: 'release.rollback', data: { ...rollback, by: 'A publisher' } }])
})

test("a user cannot give a command in another person's name", async () => {
  await command(publisher, 'release.resume', { by: 'The dean' })
  expect(received).toEqual([{ type: 'release.resume', data: { by: 'A publisher', reason: '' } }])
})

test('all commands are passed on, and anything else is refused', async () => {
  const all = {
    'publisher.look': {},
    'release.compare': { release: 40 },
    'release.rollback': rollback,
    'release.resume': {},
    'release.allow': {
      documents: [{ slug: 'posts', id: 'abc', updatedAt: '2026-11-28T10:00:00.000Z' }],
      reason: 'We close the school.',
    },
    'release.render': {},
  }
  for (const [type, data] of Object.entries(all)) {
    expect([type, (await command(publisher, type, data)).status]).toEqual([type, 200])
  }
  expect(received.map(({ type }) => type)).toEqual(Object.keys(all))
  for (const [type, data] of [
    ['release.delete', {}],
    ['release.rollback', { ...rollback, release: 'x' }],
    ['release.rollback', { release: 40 }],
    ['release.allow', { revision: 'abc', reason: '  ' }],
    ['release.allow', { documents: [{ slug: 'posts', id: 'abc' }], reason: 'We close the school.' }],
  ] as const) {
    expect((await command(publisher, type, data)).status).toBe(400)
  }
  expect(received).toHaveLength(6)
})

test('the answer to what the end of a freeze changes has what was published since it began', async () => {
  const create = async (title: string) => {
    const body = {
      title,
      slug: title.toLowerCase().replace(' ', '-'),
      description: 'What it is.',
      _status: 'published',
    }
    return String((await cms.request('POST', '/api/categories', { as: publisher, body })).body.doc.id)
  }
  await create('Before it')
  const since = new Date(Date.now() + 1).toISOString()
  await new Promise((resolve) => setTimeout(resolve, 20))
  const [first, second] = [await create('During it'), await create('Taken down')]
  const patch = { as: publisher, body: { _status: 'draft' } }
  expect((await cms.request('PATCH', `/api/categories/${second}`, patch)).status).toBe(200)
  const hold = { release: 40, since, by: 'A publisher', reason: 'A wrong price.' }
  answer.body = { ...accepted, hold, compared: 41 }
  const path = '/admin/collections/categories'
  expect((await command(publisher, 'release.compare')).body).toEqual({
    ...accepted,
    ...{ hold, compared: 41 },
    published: [
      { title: 'Taken down', action: 'unpublish', href: `${path}/${second}` },
      { title: 'During it', action: 'publish', href: `${path}/${first}` },
    ],
  })
  expect((await command(publisher, 'release.compare', { release: 39 })).body).not.toHaveProperty('published')
})

test('only publishers and admins decide what is live; other users learn whom to ask', async () => {
  const statuses: Record<string, number> = {}
  for (const role of ['author', 'editor', 'publisher', 'admin']) {
    statuses[role] = (await command(await cms.user(role), 'release.rollback', rollback)).status
  }
  statuses.visitor = (await command(undefined, 'release.rollback', rollback)).status
  expect(statuses).toEqual({ author: 403, editor: 403, publisher: 200, admin: 200, visitor: 403 })
  expect(received).toHaveLength(2)
  const { body } = await command(await cms.user('editor'), 'release.rollback', rollback)
  expect(body.errors[0].message).toBe('No command was sent: only publishers decide what is live. Ask one.')
})

test('a cookie that another site sends gives no command', async () => {
  const answer = await cms.request('POST', '/api/publisher-commands', {
    body: { type: 'release.rollback', data: rollback },
    headers: { cookie: `payload-token=${publisher.token}`, origin: 'https://evil.example' },
  })
  expect(answer.status).toBe(403)
  const own = await cms.request('POST', '/api/publisher-commands', {
    body: { type: 'release.rollback', data: rollback },
    headers: { cookie: `payload-token=${publisher.token}`, origin: 'http://localhost:3000' },
  })
  expect(own.status).toBe(200)
})

const waiting = {
  unit: 'documents' as const,
  kind: 'cohorts',
  vanishing: 12,
  live: 1070,
  documents: ['one', 'two'].map((id) => ({
    ...{ slug: 'cohorts', id, title: `Start ${id}` },
    updatedAt: '2026-11-28T10:00:00.000Z',
  })),
}

test('what waits is on the dashboard in words, and allowing it names its documents in their versions', async () => {
  const sent = report({ number: 44, waiting: [waiting] })
  await sendReport(cms, sent)
  const { body } = await overviewFor(publisher)
  expect(body.waiting).toEqual([
    {
      what: '12 of 1,070 start dates would vanish',
      count: 2,
      documents: [
        { title: 'Start one', href: '/admin/collections/cohorts/one' },
        { title: 'Start two', href: '/admin/collections/cohorts/two' },
      ],
      report: sent.data.id,
      group: 0,
    },
  ])
  const shown = { report: sent.data.id, group: 0, reason: 'The campus closes.' }
  // A report that comes meanwhile changes nothing about what was shown.
  await sendReport(cms, report({ number: 45, waiting: [{ ...waiting, vanishing: 13 }] }))
  expect((await command(publisher, 'release.allow', shown)).status).toBe(200)
  const documents = waiting.documents.map(({ slug, id, updatedAt }) => ({ slug, id, updatedAt }))
  expect(received).toEqual([
    { type: 'release.allow', data: { documents, by: 'A publisher', reason: 'The campus closes.' } },
  ])
  await sendReport(cms, report({ number: 46 }))
  expect((await overviewFor(publisher)).body.waiting).toEqual([])
})

test('to allow what no report lists, or without the right to publish, is refused', async () => {
  const sent = report({ number: 47, waiting: [waiting] })
  await sendReport(cms, sent)
  const shown = { report: sent.data.id, group: 0, reason: 'The campus closes.' }
  for (const wrong of [{ report: 'unknown' }, { group: 1 }, { group: 'x' }]) {
    const { status, body } = await command(publisher, 'release.allow', { ...shown, ...wrong })
    expect([status, body.errors[0].message]).toEqual([409, expect.stringContaining('Load the page again.')])
  }
  expect((await command(publisher, 'release.allow', { ...shown, reason: ' ' })).status).toBe(400)
  expect((await command(await cms.user('editor'), 'release.allow', shown)).status).toBe(403)
  expect(received).toEqual([])
})

test("the publisher's refusal is passed on unchanged", async () => {
  answer.body = { ok: false, message: 'Release 3 is not kept any more. Choose one of 20 to 42.' }
  const { status, body } = await command(publisher, 'release.rollback', { ...rollback, release: 3 })
  expect([status, body]).toEqual([200, answer.body])
})

test.each([
  [{ status: 401, body: { message: 'The message was refused.' } }, /WEBHOOK_SECRET the same on both sides/],
  [{ status: 500, body: '<h1>Oops</h1>' }, /answered 500, and not as expected: <h1>Oops/],
  [{ status: 200, body: { message: 'What?' } }, /not as expected/],
])('a publisher that answers %j is reported, with what to do', async (wrong, message) => {
  answer = wrong
  const { status, body } = await command(publisher, 'release.resume')
  expect([status, body.errors[0].message]).toEqual([502, expect.stringMatching(message)])
})

const overviewFor = async (as: TestUser | undefined) => cms.request('GET', '/api/publishing', { as })

test('the overview says what is live, what was stopped and what is blocked, and who may decide', async () => {
  const editor = await cms.user('editor')
  expect((await overviewFor(undefined)).status).toBe(403)
  expect((await overviewFor(editor)).body).toMatchObject({ releases: [], blocked: [], mayCommand: false })

  const blocked = {
    slug: 'posts',
    id: 'abc',
    updatedAt: new Date().toISOString(),
    title: 'DEA numbers',
    field: 'body',
    message: 'The link leads nowhere.',
  }
  const live = report({ number: 41, held: [blocked] })
  await sendReport(cms, live)
  await sendReport(
    cms,
    report({
      ...{ number: 42, state: 'refused', bundle: 'b42', message: 'Pages vanish.' },
      ...{ canBeAllowed: true, held: [blocked] },
    }),
  )
  const { body, headers } = await overviewFor(publisher)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(body).toMatchObject({
    siteUrl: 'http://localhost:4321',
    live: { release: 41, since: live.data.finishedAt },
    releases: [
      { title: 'Refused release', state: 'refused' },
      { number: 41, state: 'live', summary: 'No document changed' },
    ],
    blocked: [
      {
        title: 'DEA numbers',
        message: 'The link leads nowhere.',
        href: '/admin/collections/posts/abc#field-body',
      },
    ],
    stopped: { state: 'refused', bundle: 'b42', message: 'Pages vanish.', canBeAllowed: true },
    publisher: { isAnswering: true },
    mayCommand: true,
  })

  const freeze = { release: 41, since: new Date().toISOString(), by: 'Ana Ruiz', reason: 'Wrong price.' }
  await sendReport(cms, report({ number: 41, state: 'rolled-back', hold: freeze }))
  const rolledBack = (await overviewFor(publisher)).body
  expect(rolledBack).toMatchObject({ freeze, live: { release: 41 } })
  expect(rolledBack.stopped).toBeUndefined()
})

test('a document that waits for a publisher that answers shows the reason of that publisher, not its silence', async () => {
  const body = {
    title: 'That waits',
    slug: 'that-waits',
    description: 'What it is.',
    _status: 'published',
  }
  const { doc } = (await cms.request('POST', '/api/categories', { as: publisher, body })).body
  const status = async () =>
    (await cms.request('GET', `/api/release-status?collection=categories&id=${doc.id}`, { as: publisher }))
      .body
  const now = Date.now()
  vi.spyOn(Date, 'now').mockReturnValue(now + 90_000)
  problem = 'The page / cannot be made: its template broke.'
  try {
    expect(await status()).toMatchObject({ state: 'queued', publisherProblem: problem })
    expect((await status()).silentSince).toBeUndefined()
    problem = undefined
    expect((await status()).publisherProblem).toBeUndefined()
    expect((await status()).silentSince).toBeUndefined()
    const port = portOf()
    await stopPublisher()
    expect(await status()).toMatchObject({ state: 'queued', silentSince: doc.updatedAt })
    await startPublisher(port)
  } finally {
    problem = undefined
  }
})

test('a refused release is not shown any more once the CMS has the live content again', async () => {
  const { revision } = (await cms.request('GET', '/api/content-revision')).body
  await sendReport(cms, report({ number: 43, revision }))
  await sendReport(cms, report({ number: 43, state: 'refused', message: 'Pages vanish.' }))
  expect((await overviewFor(publisher)).body.stopped).toBeUndefined()
  await sendReport(cms, report({ number: 43, state: 'failed', message: 'The disk is full.' }))
  expect((await overviewFor(publisher)).body.stopped).toMatchObject({ message: 'The disk is full.' })
})

test('a release that is being made is shown as such, until it has taken too long', async () => {
  await sendReport(cms, report({ number: 43 }))
  await sendReport(cms, report({ number: 43, state: 'building', finishedAt: undefined }))
  const { body } = await overviewFor(publisher)
  expect(body).toMatchObject({ beingMadeSince: expect.any(String), live: { release: 43 } })
  expect(body.releases[0].state).toBe('building')
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 2 * 60 * 60_000)
  const later = (await cms.request('GET', '/api/publishing', { as: publisher })).body
  vi.restoreAllMocks()
  expect([later.beingMadeSince, later.releases[0].state]).toEqual([undefined, 'failed'])
})

test("the overview shows the publisher's problem", async () => {
  problem = 'The CMS answered nonsense.'
  expect((await overviewFor(publisher)).body.publisher).toEqual({ isAnswering: true, problem })
  problem = undefined
  expect((await overviewFor(publisher)).body.publisher).toEqual({ isAnswering: true })
})

test('a publisher that does not run is reported in the overview and in the answer to a command', async () => {
  const port = portOf()
  await stopPublisher()
  const { status, body } = await command(publisher, 'release.resume')
  expect([status, body.errors[0].message]).toEqual([
    502,
    expect.stringMatching(/did not answer \(.+\), so nothing may have changed.*npm start/),
  ])
  expect((await overviewFor(publisher)).body.publisher).toEqual({
    isAnswering: false,
    problem: expect.stringContaining('does not answer'),
  })
  await startPublisher(port)
})

test('failed deliveries are counted until a later one to the same target succeeds', async () => {
  const delivery = { slug: 'posts', document: '1', action: 'publish', target: 'github' }
  const create = (data: Record<string, unknown>) =>
    cms.payload.db.create({ collection: 'webhook-deliveries', data: { ...delivery, ...data } })
  const old = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  await create({ state: 'failed', createdAt: old(30) })
  await create({ state: 'failed', createdAt: old(20) })
  await create({ state: 'waiting', createdAt: old(5) })
  await create({ state: 'waiting' })
  const { body } = await overviewFor(publisher)
  expect(body.deliveries).toEqual([
    { target: 'github', state: 'failed', count: 2, since: expect.any(String) },
    { target: 'github', state: 'waiting', count: 1, since: expect.any(String) },
  ])
  await create({ state: 'delivered' })
  expect((await overviewFor(publisher)).body.deliveries).toMatchObject([{ state: 'waiting', count: 1 }])
})

test('a release that is reported again, with other blocked documents, is live since the first report', async () => {
  const since = async () => (await overviewFor(publisher)).body.live
  const at = (hour: number) => `2026-11-28T${hour}:00:00.000Z`
  await sendReport(cms, report({ number: 52, finishedAt: at(10) }))
  await sendReport(cms, report({ number: 53, finishedAt: at(11) }))
  await sendReport(cms, report({ number: 53, finishedAt: at(12) }))
  expect(await since()).toEqual({ release: 53, since: at(11) })
  const freeze = { release: 52, since: at(13), by: 'Ana Ruiz', reason: 'Wrong price.' }
  await sendReport(cms, report({ number: 52, state: 'rolled-back', hold: freeze, finishedAt: at(13) }))
  expect(await since()).toEqual({ release: 52, since: at(13) })
  await sendReport(cms, report({ number: 53, state: 'resumed', finishedAt: at(14) }))
  await sendReport(cms, report({ number: 53, finishedAt: at(15) }))
  expect(await since()).toEqual({ release: 53, since: at(14) })
})
