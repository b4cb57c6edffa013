import { getViteConfig } from 'astro/config'

const root = import.meta.dirname

/** A project of the root's configuration, which only Astro can set up: it compiles the components that a test renders. */
export default getViteConfig(
  {
    root,
    test: {
      name: 'site',
      root,
      include: ['**/*.test.{ts,tsx}'],
      globalSetup: './test/bundle-folder.ts',
      environment: 'node',
      isolate: false,
      // As all projects have that run beside each other.
      maxWorkers: 3,
      testTimeout: 60_000,
      hookTimeout: 120_000,
      restoreMocks: true,
      unstubEnvs: true,
      sequence: { shuffle: { tests: true } },
    },
  } as Parameters<typeof getViteConfig>[0],
  { root },
)
