import './machine/require-node-20.mjs'

const { runCommand } = await import('./machine/refusal.mjs')
const { reset } = await import('./machine/reset.mjs')
await runCommand(() => reset(process.argv.slice(2)))
