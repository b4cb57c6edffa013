import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { checkProperty } from './check-property'

afterEach(() => vi.useRealTimers())

test('a finding is printed with the command that repeats it', async () => {
  const finding = checkProperty(
    fc.integer({ min: 0, max: 99 }),
    async (value) => {
      expect(value).toBeLessThan(50)
    },
    100,
  )
  await expect(finding).rejects.toThrow(
    /^PROPERTY_SEED=\d+ PROPERTY_PATH=[\d:]+ npx vitest run scripts\/tests\/properties\/check-property\.test\.ts -t "a finding is printed with the command that repeats it" repeats this .*\n\[50\]/,
  )
})

test('a run that has begun ends when the time is up, and no other begins', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const steps: string[] = []
  const isWhole = await checkProperty(
    fc.nat(),
    async () => {
      steps.push('begins')
      vi.setSystemTime(Date.now() + 3_600_000_000)
      await turn()
      steps.push('ends')
    },
    5,
  )
  expect({ steps, isWhole }).toEqual({ steps: ['begins', 'ends'], isWhole: false })
})

test('as many runs as named are all that is needed', async () => {
  expect(await checkProperty(fc.nat(), () => Promise.resolve(), 5)).toBe(true)
})
