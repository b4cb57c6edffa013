import { defineConfig } from 'vitest/config'
import { inRoot } from '../../bootstrap/root.mjs'

/**
 * The long tests, `npm run test:faults`: those that kill the services of a test stack, and those with generated content. `npm test`
 * runs a sample of both.
 */
export default defineConfig({
  test: {
    name: 'chaos',
    root: inRoot(),
    include: ['scripts/tests/chaos/**/*.test.ts', 'scripts/tests/properties/**/*.test.ts'],
    env: { PROPERTY_MINUTES: process.env.PROPERTY_MINUTES ?? '20' },
    environment: 'node',
    // Each test needs the whole machine.
    fileParallelism: false,
    testTimeout: 10 * 60_000,
    hookTimeout: 10 * 60_000,
  },
})
