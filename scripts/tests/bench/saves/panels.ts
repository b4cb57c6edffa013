import { Editor } from '../publishing/editor'
import { type BenchStack, nameOf } from '../stack/bench-stack'
import { type Row, spread } from '../table'

const times = 20

async function timesOf(request: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = []
  for (let time = 0; time < times; time++) {
    const began = performance.now()
    await request()
    took.push(performance.now() - began)
  }
  return took
}

/** How long the dashboard waits for what needs attention, and a list of posts for what visitors see of them. */
export async function measureAttention(stack: BenchStack): Promise<Row[]> {
  const editor = await Editor.login(stack)
  const count = await editor.countAttention()
  const posts = await editor.someIds('posts', 100)
  return [
    [`What needs attention, ms (${nameOf(stack.posts)})`],
    [
      `  on the dashboard: ${count} lines`,
      ...spread(await timesOf(() => editor.countAttention())),
      'p95 under 300',
    ],
    [
      `  live status of ${posts.length} posts of a list`,
      ...spread(await timesOf(() => editor.liveStatuses('posts', posts))),
      'p95 under 300',
    ],
  ]
}

/** How long the list of what leads to a document takes, for the most used document of each collection. */
export async function measureUses(stack: BenchStack): Promise<Row[]> {
  const editor = await Editor.login(stack)
  const rows: Row[] = [[`Where a document is used, ms (${nameOf(stack.posts)})`]]
  for (const collection of ['people', 'categories', 'media', 'courses'] as const) {
    let most = { id: '', uses: -1 }
    for (const id of await editor.someIds(collection, 20)) {
      const uses = await editor.countUses(collection, id)
      if (uses > most.uses) most = { id, uses }
    }
    const took = await timesOf(() => editor.countUses(collection, most.id))
    rows.push([`  the most used of ${collection}: ${most.uses} places`, ...spread(took), 'p95 under 300'])
  }
  return rows
}
