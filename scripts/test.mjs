import './bootstrap/require-node-20.mjs'

const { runCommand } = await import('./bootstrap/refusal.mjs')
const { ensureInstalled, handOver } = await import('./bootstrap/install.mjs')

await runCommand(async () => {
  await ensureInstalled()
  return await handOver('scripts/dev/test.ts', process.argv.slice(2))
})
