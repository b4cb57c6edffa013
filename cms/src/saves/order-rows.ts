interface Orders {
  base: string[]
  yours: string[]
  theirs: string[]
}

/**
 * The order of the rows of a merged list, as ids. The rows of the base have the order of the side that moved them, and a new row
 * follows the row that it was put behind. New rows of both sides behind the same row stand in the order of their ids, which begin
 * with the time.
 * @param orders the ids of the rows that stay, on each side
 * @param mergeOrder decides between three orders of the rows that all sides have
 */
export function orderRows(orders: Orders, mergeOrder: (orders: Orders) => string[]): string[] {
  const { base, yours, theirs } = orders
  const kept = new Set(base.filter((id) => yours.includes(id) && theirs.includes(id)))
  const isKept = (id: string) => kept.has(id)
  const order = mergeOrder({
    base: base.filter(isKept),
    yours: yours.filter(isKept),
    theirs: theirs.filter(isKept),
  })
  const runs = [...runsOf(yours, isKept), ...runsOf(theirs, isKept)].sort(byFirstId)
  const behind = (anchor: string) => runs.filter((run) => run.anchor === anchor).flatMap(({ ids }) => ids)
  return [...new Set([...behind(atStart), ...order.flatMap((id) => [id, ...behind(id)])])]
}

/** No id of a row is empty. */
const atStart = ''

/** Rows that stand together behind a row that all sides have. */
interface Run {
  anchor: string
  ids: string[]
}

const byFirstId = (a: Run, b: Run) => ((a.ids[0] ?? '') < (b.ids[0] ?? '') ? -1 : 1)

function runsOf(ids: readonly string[], isKept: (id: string) => boolean): Run[] {
  const runs: Run[] = [{ anchor: atStart, ids: [] }]
  for (const id of ids) {
    if (isKept(id)) runs.push({ anchor: id, ids: [] })
    else runs.at(-1)?.ids.push(id)
  }
  return runs.filter((run) => run.ids.length > 0)
}
