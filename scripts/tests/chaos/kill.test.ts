import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Program, RunningStack } from './running-stack'
import { Visitor } from './visitor'

/** `npm run test:faults` does 60; `npm test` a few, to see that it still can. */
const rounds = Number(process.env.FAULT_ROUNDS ?? 60)
const second = 1000
const targets: Program[] = ['publisher', 'CMS', 'server']
const isLinux = process.platform === 'linux'

let running: RunningStack
beforeAll(
  async () => {
    if (isLinux) running = await RunningStack.start()
  },
  10 * 60 * second,
)
afterAll(() => running?.stop())

interface Post {
  id: string
  path: string
}

async function somePosts(): Promise<Post[]> {
  const answer = await running.ask(
    'GET',
    '/api/posts?depth=0&limit=5&sort=id&where[_status][equals]=published',
  )
  const { docs } = (await answer.json()) as { docs: { id: string; slug: string }[] }
  return docs.map(({ id, slug }) => ({ id, path: `/blog/${slug}/` }))
}

/** Publishes a title; true when the CMS has said yes. It may be there although the CMS died before it could say so. */
async function publish({ id }: Post, title: string): Promise<boolean> {
  try {
    return (await running.ask('PATCH', `/api/posts/${id}`, { title, _status: 'published' })).ok
  } catch {
    return false // killed meanwhile
  }
}

async function converged(): Promise<number> {
  const began = Date.now()
  for (;;) {
    const { cms, live } = await running.revisions()
    if (cms !== undefined && cms === live) return Date.now() - began
    if (Date.now() - began > 60 * second) throw new Error('The site did not converge to the CMS within 60 s.')
    await wait(100)
  }
}

const titleOn = async (path: string) =>
  /<h1[^>]*>([^<]*)</.exec(await (await running.page(path)).text())?.[1]?.trim()

test.skipIf(!isLinux)(
  `after ${rounds} kills of CMS, publisher and server nothing is lost and nothing is half (Linux)`,
  async () => {
    const posts = await somePosts()
    const visitor = new Visitor(running.stack.siteUrl, ['/', '/blog/', ...posts.map(({ path }) => path)])
    visitor.start(200)
    /** What must be on each page: the last title that the CMS has confirmed, or one that it may have taken since. */
    const possible = new Map<string, string[]>()
    for (const { path } of posts) possible.set(path, [(await titleOn(path)) ?? ''])
    const slowest = { ms: 0 }
    try {
      for (let round = 0; round < rounds; round++) {
        const target = targets[round % targets.length] ?? 'publisher'
        const post = posts[round % posts.length] as Post
        const title = `Round ${round} of ${target}`
        const publishing = publish(post, title)
        await wait(Math.random() * 600)
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
    console.log(`${rounds} kills, ${visitor.requests} requests, slowest convergence ${slowest.ms} ms`)
    expect(visitor.problems).toEqual([])
    expect(visitor.requests).toBeGreaterThan(rounds * 100)
  },
  90 * 60 * second,
)
