import './bootstrap/require-node-20.mjs'

const { runCommand } = await import('./bootstrap/refusal.mjs')
const { reset } = await import('./bootstrap/reset.mjs')
await runCommand(() => reset(process.argv.slice(2)))
