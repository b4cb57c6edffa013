import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const minute = 60_000

/** The shuffled order of the tests of each file follows from it: the same in each run, so that only a change turns a run red. */
const seed = Number(process.env.TEST_SEED ?? 7)

/**
 * Vitest runs one project after the other, by name, and begins each with its largest files. The site's comes last that way, and ends
 * with one test of a minute, for which the other cores would wait. So it comes first.
 */
class SiteFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [true, false].flatMap((isOfSite) =>
      sorted.filter(({ project }) => (project.name === 'site') === isOfSite),
    )
  }
}

/** One project for each workspace: `npx vitest run --project cms`. */
const project = (name: string, include: string[], { isolate = true, exclude = [] as string[] } = {}) => ({
  test: {
    isolate,
    name,
    root: import.meta.dirname,
    include,
    exclude: ['**/node_modules/**', ...exclude],
    environment: 'node' as const,
    // Real databases, real processes and a machine with two cores.
    testTimeout: minute,
    hookTimeout: 2 * minute,
    restoreMocks: true,
    unstubEnvs: true,
    // A test that needs another test of its file fails sooner or later. Files keep their order.
    sequence: { shuffle: { tests: true } },
    // The environment wins over a developer's .env.
    env: { CMS_URL: 'http://localhost:3000', SITE_URL: 'http://localhost:4321' },
  },
})

/** Tests of scripts that start Payload in their own process, and nothing else. */
const withPayload = [
  'scripts/dev/first-start.test.ts',
  'scripts/seed/seed.test.ts',
  'scripts/tests/properties/{checks-agree,cms-fields,previewed-documents,where-used}.test.ts',
]

export default defineConfig({
  test: {
    // More than the two cores of the smallest machine: tests wait most of the time.
    maxWorkers: 3,
    sequence: { seed, sequencer: SiteFirst },
    projects: [
      project('shared-types', ['shared-types/**/*.test.ts']),
      // One process for many files: loading Payload and the config takes longer than most of their tests. `startCms` resets the
      // state that they share.
      project('cms', ['cms/{src,test}/**/*.test.{ts,tsx}'], { isolate: false }),
      project('content', withPayload, { isolate: false }),
      // Compiles .astro files, so it has a configuration of its own.
      './site/vitest.config.ts',
      // scripts/tests/e2e is Playwright's, scripts/tests/chaos has a configuration of its own.
      project(
        'scripts',
        [
          'scripts/*.test.ts',
          'scripts/{bootstrap,ci,dev,publisher,seed}/**/*.test.ts',
          'scripts/tests/*.test.ts',
          'scripts/tests/bench/**/*.test.ts',
          'scripts/tests/properties/**/*.test.ts',
        ],
        { exclude: withPayload },
      ),
    ],
  },
})
