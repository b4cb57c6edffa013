import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from 'shared-types/test/seeded-random'
import { type Program, RunningStack } from './running-stack'
import { Visitor } from './visitor'

/** `npm run test:faults` does 60 rounds, `npm test` a few. */
const rounds = Number(process.env.CHAOS_ROUNDS ?? 60)
if (process.env.FAULT_ROUNDS) throw new Error('FAULT_ROUNDS is called CHAOS_ROUNDS now.')
/** The moments of the kills follow from it: CHAOS_SEED repeats those of an earlier run. */
const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000)
const random = seededRandom(seed)
const secondMs = 1000
const targets: Program[] = ['publisher', 'CMS', 'server']
const isLinux = process.platform === 'linux'

let running: RunningStack
beforeAll(
  async () => {
    if (isLinux) running = await RunningStack.start()
  },
  10 * 60 * secondMs,
)
afterAll(() => running?.stop())

interface Post {
  id: string
  path: string
}

async function somePosts(): Promise<Post[]> {
  const answer = await running.request(
    'GET',
    '/api/posts?depth=0&limit=5&sort=id&where[_status][equals]=published',
  )
  const { docs } = (await answer.json()) as { docs: { id: string; slug: string }[] }
  return docs.map(({ id, slug }) => ({ id, path: `/blog/${slug}/` }))
}

/** Publishes a title; true when the CMS confirmed it. It may be stored although the CMS was killed before it could confirm. */
async function publish({ id }: Post, title: string): Promise<boolean> {
  try {
    return (await running.request('PATCH', `/api/posts/${id}`, { title, _status: 'published' })).ok
  } catch {
    return false // killed meanwhile
  }
}

async function converged(): Promise<number> {
  const began = Date.now()
  for (;;) {
    const { cms, live } = await running.revisions()
    if (cms !== undefined && cms === live) return Date.now() - began
    if (Date.now() - began > 60 * secondMs)
      throw new Error('The site did not converge to the CMS within 60 s.')
    await wait(100)
  }
}

const titleOn = async (path: string) =>
  /<h1[^>]*>([^<]*)</.exec(await (await running.page(path)).text())?.[1]?.trim()

test.skipIf(!isLinux)(
  `after ${rounds} kills of CMS, publisher and server no publish is lost and no page is torn (Linux, seed ${seed})`,
  async () => {
    const posts = await somePosts()
    const visitor = new Visitor(running.stack.siteUrl, ['/', '/blog/', ...posts.map(({ path }) => path)])
    visitor.start(200)
    /** The titles that each page may show: the last one that the CMS confirmed, and those that it may have stored since. */
    const possible = new Map<string, string[]>()
    for (const { path } of posts) possible.set(path, [(await titleOn(path)) ?? ''])
    const slowest = { ms: 0 }
    try {
      for (let round = 0; round < rounds; round++) {
        const target = targets[round % targets.length] ?? 'publisher'
        const post = posts[round % posts.length] as Post
        const title = `Round ${round} of ${target}`
        const publishing = publish(post, title)
        await wait(random() * 600)
        if (target === 'server') visitor.expectRefusals()
        expect(running.kill(target), `the ${target} was running`).toBe(true)
        const isConfirmed = await publishing
        possible.set(post.path, isConfirmed ? [title] : [...(possible.get(post.path) ?? []), title])
        slowest.ms = Math.max(slowest.ms, await converged())
        await visitor.isServed()
        expect(possible.get(post.path)).toContain(await titleOn(post.path))
      }
    } finally {
      await visitor.stop()
    }
    for (const [path, titles] of possible) expect(titles).toContain(await titleOn(path))
    console.log(
      `seed ${seed}: ${rounds} kills, ${visitor.requests} requests, slowest convergence ${slowest.ms} ms`,
    )
    expect(visitor.problems).toEqual([])
    expect(visitor.requests).toBeGreaterThan(rounds * 100)
  },
  90 * 60 * secondMs,
)
