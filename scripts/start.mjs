import './machine/require-node-20.mjs'

// Loaded only now, so that an old Node says so instead of failing on newer syntax.
const { runCommand } = await import('./machine/refusal.mjs')
const { ensureInstalled, handOver } = await import('./machine/install.mjs')

const programs = /** @type {Record<string, string>} */ ({
  start: 'scripts/run/start.ts',
  dev: 'scripts/run/dev.ts',
  build: 'scripts/run/build.ts',
  deploy: 'scripts/publisher/deploy.ts',
  rollback: 'scripts/publisher/rollback-command.ts',
  rebuild: 'scripts/ci/rebuild.ts',
  bench: 'scripts/bench/bench.ts',
  'bench:web': 'scripts/bench/web.ts',
  pictures: 'scripts/e2e/pictures.ts',
  'reset-password': 'scripts/run/reset-password.ts',
})

await runCommand(async () => {
  const [name = 'start', ...args] = process.argv.slice(2)
  const program = programs[name]
  if (!program)
    throw new Error(`There is no command "${name}". There are: ${Object.keys(programs).join(', ')}.`)
  await ensureInstalled()
  return await handOver(program, args)
})
