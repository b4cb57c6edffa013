import fc, { type IAsyncPropertyWithHooks } from 'fast-check'

const minuteMs = 60_000

/** `npm run test:faults` tries for so long; 0: a fixed number of runs with a fixed seed, as in `npm test`. */
export const minutes = Number(process.env.PROPERTY_MINUTES ?? 0)

/** Of a test that checks a property, in ms. */
export const propertyTimeoutMs = (minutes + 5) * minuteMs

/** The generated content follows from it: PROPERTY_SEED, and PROPERTY_PATH for a counterexample, repeat those of an earlier run. */
const seed = Number(process.env.PROPERTY_SEED ?? (minutes > 0 ? Date.now() % 1_000_000 : 7))
const path = process.env.PROPERTY_PATH

/** Tries a property `runs` times, or as often as `PROPERTY_MINUTES` allow. Throws with the smallest counterexample, seed and path. */
export async function checkProperty<Values>(
  property: IAsyncPropertyWithHooks<Values>,
  runs: number,
): Promise<void> {
  const details = await fc.check(property, {
    numRuns: minutes > 0 ? Number.MAX_SAFE_INTEGER : runs,
    // Making a counterexample smaller takes much longer than finding it.
    interruptAfterTimeLimit: (minutes || 3) * minuteMs,
    seed,
    path,
    endOnFailure: path !== undefined,
  })
  if (minutes > 0) console.log(`${details.numRuns} runs with seed ${seed}`)
  if (!details.failed) return
  const { counterexamplePath, counterexample, errorInstance, numShrinks } = details
  throw new Error(
    `PROPERTY_SEED=${details.seed} PROPERTY_PATH=${counterexamplePath} repeats this (${numShrinks} times made smaller):\n` +
      `${fc.stringify(counterexample)}\n${errorInstance instanceof Error ? errorInstance.message : String(errorInstance)}`,
    { cause: errorInstance },
  )
}
