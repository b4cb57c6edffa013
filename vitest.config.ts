import { defineConfig } from 'vitest/config'

const minute = 60_000

/** One project for each workspace: `npx vitest run --project cms`. */
const project = (name: string, include: string[]) => ({
  test: {
    name,
    root: import.meta.dirname,
    include,
    environment: 'node' as const,
    // Real databases, real processes and a machine with two cores.
    testTimeout: minute,
    hookTimeout: 2 * minute,
    restoreMocks: true,
    unstubEnvs: true,
  },
})

export default defineConfig({
  test: {
    // Vitest would leave one core idle; much of what tests do is waiting.
    maxWorkers: 2,
    projects: [
      project('shared-types', ['shared-types/**/*.test.ts']),
      project('cms', ['cms/src/**/*.test.{ts,tsx}']),
      // Compiles .astro files, so it has a configuration of its own.
      './site/vitest.config.ts',
      // scripts/e2e is Playwright's.
      project('scripts', [
        'scripts/*.test.ts',
        'scripts/{bench,ci,machine,publisher,run,seed,serve}/**/*.test.ts',
      ]),
    ],
  },
})
