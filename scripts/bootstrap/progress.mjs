import process from 'node:process'

/** @param {number} since as of `performance.now()` */
export function elapsed(since) {
  const seconds = (performance.now() - since) / 1000
  return seconds < 9.95 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`
}

/**
 * Announces a step, shows every 10 seconds that it is alive, and says how long it took. `work` may return what it did,
 * in a few words.
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
