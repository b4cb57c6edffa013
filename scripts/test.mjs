import './machine/require-node-20.mjs'

const { runCommand } = await import('./machine/refusal.mjs')
const { ensureInstalled, handOver } = await import('./machine/install.mjs')
const { ensureChromium } = await import('./machine/chromium.mjs')
const { step } = await import('./machine/progress.mjs')

await runCommand(async () => {
  await ensureInstalled()
  process.env.CHROMIUM_PATH = await step('Finding a Chromium', async () => ensureChromium())
  return await handOver('scripts/run/test.ts', process.argv.slice(2))
})
