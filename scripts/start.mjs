import './bootstrap/require-node-20.mjs'

// Loaded after the check, so that an old Node prints a message instead of failing on newer syntax.
const { runCommand } = await import('./bootstrap/refusal.mjs')
const { ensureInstalled, handOver } = await import('./bootstrap/install.mjs')

const programs = /** @type {Record<string, string>} */ ({
  start: 'scripts/dev/start.ts',
  dev: 'scripts/dev/dev.ts',
  build: 'scripts/dev/build.ts',
  deploy: 'scripts/dev/deploy.ts',
  rollback: 'scripts/dev/rollback.ts',
  rebuild: 'scripts/ci/rebuild.ts',
  bench: 'scripts/tests/bench/publishing/bench.ts',
  'bench:web': 'scripts/tests/bench/web/web.ts',
  pictures: 'scripts/tests/e2e/pictures.ts',
  'reset-password': 'scripts/dev/reset-password.ts',
})

await runCommand(async () => {
  const [name = 'start', ...args] = process.argv.slice(2)
  const program = programs[name]
  if (!program)
    throw new Error(`There is no command "${name}". There are: ${Object.keys(programs).join(', ')}.`)
  await ensureInstalled()
  return await handOver(program, args)
})
