import { defineConfig } from '@playwright/test'
import { findChromium } from '../../bootstrap/chromium.mjs'

const isRoot = process.getuid?.() === 0
/** `npm test`: without the long walks through every page, and without traces, which take time in each test. */
const isSample = Boolean(process.env.BROWSER_SAMPLE)

/** The whole product in a real browser: a CMS of its own with the sample school, and the site that is built from it. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../../test-results',
  globalSetup: './start-test-stack.ts',
  // All share one test stack: tests that only read its site run first, two at a time; then those of the publisher, alone; then
  // those that change content beside each other.
  workers: 2,
  // As `--grep-invert` on the command line it would not apply to projects that others depend on.
  grepInvert: isSample ? /@long/ : undefined,
  projects: [
    // Their messages are enough; recording a trace of each would take longer than the tests.
    {
      name: 'pages',
      testIgnore: [
        'publishing.spec.ts',
        'editor.spec.ts',
        'saving.spec.ts',
        'saving-orders.spec.ts',
        'lists.spec.ts',
        'schedule.spec.ts',
        'versions.spec.ts',
        'where-used.spec.ts',
        'attention.spec.ts',
        'preview.spec.ts',
        'checks.spec.ts',
        'preview-edits.spec.ts',
        'preview-fields.spec.ts',
        'story.spec.ts',
      ],
      fullyParallel: true,
      use: { trace: 'off' },
    },
    { name: 'publish', testMatch: 'publishing.spec.ts', dependencies: ['pages'] },
    // These change other documents, as other users, and wait most of the time: they share the machine.
    {
      name: 'forms',
      testMatch: ['saving.spec.ts', 'saving-orders.spec.ts', 'preview.spec.ts'],
      dependencies: ['publish'],
      workers: 1,
    },
    // As long as the others: one worker each.
    {
      name: 'story',
      testMatch: [
        'story.spec.ts',
        'checks.spec.ts',
        'editor.spec.ts',
        'lists.spec.ts',
        'schedule.spec.ts',
        'versions.spec.ts',
        'preview-edits.spec.ts',
        'preview-fields.spec.ts',
        'where-used.spec.ts',
        'attention.spec.ts',
      ],
      dependencies: ['publish'],
      workers: 1,
    },
  ],
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  use: {
    trace: isSample ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findChromium(),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    },
  },
})
