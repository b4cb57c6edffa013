import { defineConfig } from 'vitest/config'
import { inRoot } from '../../bootstrap/root.mjs'

/** Tests that kill the services of a test stack: `npm run test:faults`. `npm test` runs a sample of them. */
export default defineConfig({
  test: {
    name: 'chaos',
    root: inRoot(),
    include: ['scripts/tests/chaos/**/*.test.ts'],
    environment: 'node',
    // Each test needs the whole machine.
    fileParallelism: false,
    testTimeout: 10 * 60_000,
    hookTimeout: 10 * 60_000,
  },
})
