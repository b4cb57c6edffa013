import { defineConfig } from 'vitest/config'
import { inRoot } from '../../bootstrap/root.mjs'

/**
 * The long tests, `npm run test:faults`: those that kill the services of a test stack, those with generated content, and those with
 * generated requests. `npm test` runs a sample of each.
 */
export default defineConfig({
  test: {
    name: 'chaos',
    root: inRoot(),
    include: [
      'scripts/tests/chaos/**/*.test.ts',
      'scripts/tests/properties/**/*.test.ts',
      'cms/src/database/transactions.test.ts',
      'cms/src/requests/generated-requests.test.ts',
      'cms/src/saves/interleaved-saves.test.ts',
      'scripts/publisher/preview/changes.test.ts',
      'site/src/render/byte-identity.test.ts',
    ],
    globalSetup: 'site/test/bundle-folder.ts',
    // It tests the tests, with as few runs as it names.
    exclude: ['scripts/tests/properties/check-property.test.ts'],
    env: {
      DATABASE_KILLS: process.env.DATABASE_KILLS ?? '25',
      IDENTITY_POSTS: process.env.IDENTITY_POSTS ?? '1000',
      PROPERTY_MINUTES: process.env.PROPERTY_MINUTES ?? '20',
      REQUEST_ROUNDS: process.env.REQUEST_ROUNDS ?? '100',
      SAVE_ORDERS: process.env.SAVE_ORDERS ?? '500',
      SAVE_SEED: process.env.SAVE_SEED ?? String(Date.now() % 1_000_000),
      USED_POSTS: process.env.USED_POSTS ?? '1000',
      USED_SEED: process.env.USED_SEED ?? String(Date.now() % 1_000_000),
      PREVIEWED_EDITS: process.env.PREVIEWED_EDITS ?? '24',
      PREVIEW_EDITS: process.env.PREVIEW_EDITS ?? '200',
      PREVIEW_SEED: process.env.PREVIEW_SEED ?? String(Date.now() % 1_000_000),
      REQUEST_SEED: process.env.REQUEST_SEED ?? String(Date.now() % 1_000_000),
    },
    environment: 'node',
    // Each test needs the whole machine.
    fileParallelism: false,
    testTimeout: 10 * 60_000,
    hookTimeout: 10 * 60_000,
  },
})
