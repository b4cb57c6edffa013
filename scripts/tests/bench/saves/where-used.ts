import { Editor } from '../publishing/editor'
import { type BenchStack, nameOf } from '../stack/bench-stack'
import { type Row, spread } from '../table'

const times = 20

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
    const took: number[] = []
    for (let time = 0; time < times; time++) {
      const began = performance.now()
      await editor.countUses(collection, most.id)
      took.push(performance.now() - began)
    }
    rows.push([`  the most used of ${collection}: ${most.uses} places`, ...spread(took), 'p95 under 300'])
  }
  return rows
}
