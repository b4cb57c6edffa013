import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReleaseReport } from 'shared-types'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { report, reportSecrets, secretOf, sendReport } from '../../test/release-reports'

type Report = ReleaseReport['data']
interface Doc {
  id: string
  updatedAt: string
}

let cms: TestCms
let publisher: TestUser
let live: Doc
let waiting: Doc

beforeAll(async () => {
  cms = await startCms(reportSecrets())
  publisher = await cms.user('publisher')
  live = await category('live')
  const documents = [{ slug: 'categories', action: 'publish' as const, ...live }]
  const contentAsOf = live.updatedAt
  const bundled = report({ number: 1, revision: 'before the other one', contentAsOf, documents })
  expect((await sendReport(cms, bundled)).status).toBe(200)
  waiting = await category('waiting')
})
afterAll(() => cms.stop())

async function category(slug: string): Promise<Doc> {
  const body = { title: `Category ${slug}`, slug, description: 'What it is.', _status: 'published' }
  const answer = await cms.request('POST', '/api/categories', { as: publisher, body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  const { id, updatedAt } = answer.body.doc as Doc
  return { id, updatedAt }
}

async function seen() {
  const statuses = [live, waiting].map(async ({ id }) => {
    const path = `/api/release-status?collection=categories&id=${id}`
    return (await cms.request('GET', path, { as: publisher })).body
  })
  const overview = await cms.request('GET', '/api/publishing', { as: publisher })
  expect(overview.status).toBe(200)
  const { live: shown, freeze, stopped, blocked, warnings, releases } = overview.body
  return {
    statuses: await Promise.all(statuses),
    overview: { live: shown, freeze, stopped, blocked, warnings, releases },
  }
}

const now = () => new Date().toISOString()
const problem = () => ({ slug: 'categories', ...live, field: 'title', message: 'It is too long.' })

test.for<[string, () => Partial<Report>]>([
  ['is being built', () => ({ state: 'building', isFull: true, finishedAt: undefined })],
  ['is live, with everything', () => ({ state: 'live', isFull: true, contentAsOf: now() })],
  ['is live, and keeps a document out', () => ({ state: 'live', isFull: true, held: [problem()] })],
  ['is live, and warns of a document', () => ({ state: 'live', isFull: true, warnings: [problem()] })],
  [
    'was refused',
    () => ({ state: 'refused', isFull: true, message: 'No.', held: [problem()], canBeAllowed: true }),
  ],
  ['failed', () => ({ state: 'failed', message: 'The CMS did not answer.' })],
  [
    'was rolled back',
    () => ({
      state: 'rolled-back',
      hold: { release: 900, since: now(), by: 'Ana Ruiz', reason: 'Wrong price.' },
    }),
  ],
  ['follows the CMS again', () => ({ state: 'resumed' })],
])('that the static build of GitHub %s changes nothing about the publisher’s site', async ([, data]) => {
  const before = await seen()
  expect(before.statuses).toMatchObject([{ state: 'live', release: 1 }, { state: 'queued' }])
  const revision = (await cms.request('GET', '/api/content-revision')).body.revision as string
  const github = report({ target: 'github', number: 1000, revision, ...data() })
  expect((await sendReport(cms, github, { secret: secretOf('github') })).status).toBe(200)
  expect(await seen()).toEqual(before)
})
