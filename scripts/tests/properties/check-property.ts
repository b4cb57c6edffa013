import { relative } from 'node:path'
import fc, { type Arbitrary } from 'fast-check'
import { expect } from 'vitest'

const minuteMs = 60_000

/** `npm run test:faults` tries for so long; 0: a fixed number of runs with a fixed seed, as in `npm test`. */
const minutes = Number(process.env.PROPERTY_MINUTES ?? 0)

/** Of a test that checks a property, in ms. */
export const propertyTimeoutMs = (minutes + 5) * minuteMs

/** The generated content follows from it: PROPERTY_SEED, and PROPERTY_PATH for a counterexample, repeat those of an earlier run. */
const seed = Number(process.env.PROPERTY_SEED ?? (minutes > 0 ? Date.now() % 1_000_000 : 7))
const path = process.env.PROPERTY_PATH

/**
 * Tries a property `runs` times, or as often as `PROPERTY_MINUTES` allow. Resolves with false when it made fewer runs than `runs`:
 * it repeated a counterexample, or the time was up. Throws with the smallest counterexample, and the command that repeats it.
 */
export async function checkProperty<Value>(
  values: Arbitrary<Value>,
  predicate: (value: Value) => Promise<void>,
  runs: number,
): Promise<boolean> {
  // Making a counterexample smaller takes much longer than finding it.
  const deadline = Date.now() + (minutes || 3) * minuteMs
  const property = fc.asyncProperty(values, async (value) => {
    // fast-check's own time limit would leave a run that goes on after the test.
    if (Date.now() > deadline) throw new fc.PreconditionFailure(true)
    await predicate(value)
  })
  const numRuns = minutes > 0 ? Number.MAX_SAFE_INTEGER : runs
  const details = await fc.check(property, {
    ...{ seed, path, endOnFailure: path !== undefined },
    numRuns: path === undefined ? numRuns : 1,
  })
  if (minutes > 0) console.log(`${details.numRuns} runs with seed ${seed}`)
  if (!details.failed) return path === undefined && details.numRuns >= runs
  const { counterexamplePath, counterexample, errorInstance, numShrinks } = details
  const { testPath = '', currentTestName } = expect.getState()
  throw new Error(
    `PROPERTY_SEED=${details.seed} PROPERTY_PATH=${counterexamplePath} npx vitest run ${relative('', testPath)} -t "${currentTestName}" ` +
      `repeats this (${numShrinks} times made smaller):\n${fc.stringify(counterexample)}\n` +
      (errorInstance instanceof Error ? errorInstance.message : String(errorInstance)),
    { cause: errorInstance },
  )
}
