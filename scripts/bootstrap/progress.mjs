import process from 'node:process'

/** @param {number} since a moment of `performance.now()` */
export function elapsed(since) {
  const seconds = (performance.now() - since) / 1000
  return seconds < 9.95 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`
}

/**
 * Prints the title of a step, the elapsed time every 10 s, and at the end how long it took. A string that `work` returns is
 * printed as the outcome.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const began = performance.now()
  process.stdout.write(`- ${title}\n`)
  const alive = setInterval(() => process.stdout.write(`    … ${elapsed(began)}\n`), 10_000)
  try {
    const outcome = await work()
    process.stdout.write(
      `    ${typeof outcome === 'string' && outcome ? outcome : 'done'} (${elapsed(began)})\n`,
    )
    return outcome
  } finally {
    clearInterval(alive)
  }
}
