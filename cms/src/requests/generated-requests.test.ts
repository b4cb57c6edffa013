import { seededRandom } from 'shared-types/test/seeded-random'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { type OddRequest, oddRequests } from '../../test/odd-requests'

/** `npm run test:faults` does more rounds, of other requests each time; REQUEST_SEED repeats those of an earlier run. */
const rounds = Number(process.env.REQUEST_ROUNDS ?? 2)
const firstSeed = Number(process.env.REQUEST_SEED ?? 11)
const requestsPerRound = 200

let cms: TestCms
beforeAll(async () => {
  cms = await startCms()
  // The message of an error of the server, for the report of this test.
  cms.payload.config.debug = true
})
afterAll(() => cms.stop())

const roles = ['author', 'editor', 'publisher', 'admin']

async function makeUsers(): Promise<(TestUser | undefined)[]> {
  return [undefined, ...(await Promise.all(roles.map((role) => cms.user(role))))]
}

async function makeIds(): Promise<string[]> {
  const { docs } = await cms.payload.find({ collection: 'users', limit: 3, depth: 0 })
  const category = await cms.payload.create({
    collection: 'categories',
    data: {
      title: 'Phlebotomy',
      slug: `category-${crypto.randomUUID()}`,
      description: 'Words.',
      _status: 'published',
    },
  })
  const post = await cms.payload.create({ collection: 'posts', data: { title: 'Veins' }, draft: true })
  return [category, post, ...docs].map(({ id }) => String(id))
}

/** What is wrong with an answer; undefined when it is one that a client understands. */
function problemOf({ status, body }: Awaited<ReturnType<TestCms['request']>>): string | undefined {
  if (status >= 500)
    return `answered ${status} (${body?.errors?.[0]?.message} ${body?.stack?.split('\n')[1]})`
  if (status < 400) return undefined
  // The frame of a preview gets a page.
  const words = typeof body === 'string' ? /<p>(.+)<\/p>/.exec(body)?.[1] : undefined
  const message: unknown = words ?? body?.errors?.[0]?.message ?? body?.message ?? body?.error
  return typeof message === 'string' && message.length > 5 ? undefined : `answered ${status} without words`
}

const describe = async ({ method, path, headers, body }: OddRequest) =>
  `${method} ${path} ${JSON.stringify(headers)} ${body instanceof Blob ? await body.text() : JSON.stringify([...(body ?? [])])}`

const seeds = Array.from({ length: rounds }, (_, round) => firstSeed + round)

test.each(seeds)(
  'odd requests to all endpoints get no error of the server (REQUEST_SEED=%i)',
  async (seed) => {
    const random = seededRandom(seed)
    const users = await makeUsers()
    const next = oddRequests(cms.payload.config, random, await makeIds())
    const problems: string[] = []
    for (let sent = 0; sent < requestsPerRound; sent++) {
      const { method, path, ...rest } = next()
      const as = users[Math.floor(random() * users.length)]
      const problem = problemOf(await cms.request(method, path, { as, ...rest }))
      if (problem) problems.push(`${problem}: ${(await describe({ method, path, ...rest })).slice(0, 2000)}`)
    }
    expect(problems).toEqual([])
    expect((await cms.request('GET', '/api/posts?depth=0')).status).toBe(200)
  },
)
