import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { defaultKind } from '../../test/database'
import { reportSecrets } from '../../test/release-reports'
import { publishSamples, type SampleIds, sampleSlugs } from '../../test/sample-documents'
import { statementsOf } from '../../test/statements'

let cms: TestCms
let as: TestUser
let ids: SampleIds
const databaseUrl = process.env.DATABASE_URL

beforeAll(async () => {
  if (defaultKind === 'mongodb') process.env.DATABASE_URL += '&monitorCommands=true'
  // So that its claims are asked about; nothing answers.
  cms = await startCms({ PUBLISHER_URL: 'http://127.0.0.1:9', ...reportSecrets() })
  process.env.DATABASE_URL = databaseUrl
  ;({ ids } = await publishSamples(cms))
  as = await cms.user('admin')
})
afterAll(() => cms.stop())

type Data = Record<string, unknown>
const get = async (path: string): Promise<Data> => (await cms.request('GET', path, { as })).body
const tokenOf = async (path: string) => (await get(`${path}/save-state`)).token as number

async function sent(method: string, path: string, body: Data) {
  const answer = await cms.request(method, path, { as, body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}

/** On SQLite a write of a post is four statements, and so is that of its version. */
const expected = {
  sqlite: { publish: 31, draft: 15, publishByProgram: 26 },
  mongodb: { publish: 26, draft: 13, publishByProgram: 21 },
}[defaultKind]

test('saves of a post send so many statements, and no other one unseen', async () => {
  const path = `/api/posts/${ids.posts}`
  const sentBy = async (title: string, status: string) => {
    const base = { title: (await get(`${path}?depth=0&draft=true`)).title }
    const body = { token: await tokenOf(path), base, data: { title }, status }
    return statementsOf(cms.payload, () => sent('POST', `${path}/save`, body))
  }
  // With the first publish Payload ends the generation of the slug.
  await sentBy('Published again', 'published')
  const patch = () => sent('PATCH', `${path}?depth=0`, { title: 'By a program', _status: 'published' })
  const statements = {
    publish: await sentBy('By a form', 'published'),
    publishByProgram: await statementsOf(cms.payload, patch),
    draft: await sentBy('A draft', 'draft'),
  }
  const counts = Object.fromEntries(Object.entries(statements).map(([name, all]) => [name, all.length]))
  expect(counts, JSON.stringify(statements, null, 2)).toEqual(expected)
})

test('the answer to a save has the document as a read answers it, and its token', async () => {
  for (const slug of sampleSlugs.filter((one) => one !== 'redirects')) {
    const path = `/api/${slug}/${ids[slug]}`
    const name = cms.payload.collections[slug]!.config.admin.useAsTitle!
    for (const status of ['draft', 'draft', 'published']) {
      const before = await get(`${path}?depth=0&draft=true`)
      const base = { [name]: before[name] }
      const data = { [name]: `${String(before[name]).slice(0, 40)}Q` }
      const body = { token: await tokenOf(path), base, data, status }
      const { doc, token } = await sent('POST', `${path}/save`, body)
      expect(doc, `${path} ${status}`).toEqual(await get(`${path}?depth=0&draft=true`))
      expect(token, path).toBe(await tokenOf(path))
    }
  }
})
