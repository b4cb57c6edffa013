import './bootstrap/require-node-20.mjs'

const { runCommand } = await import('./bootstrap/refusal.mjs')
const { ensureInstalled, handOver } = await import('./bootstrap/install.mjs')
const { ensureChromium } = await import('./bootstrap/chromium.mjs')
const { step } = await import('./bootstrap/progress.mjs')

await runCommand(async () => {
  await ensureInstalled()
  process.env.CHROMIUM_PATH = await step('Finding a Chromium', async () => ensureChromium())
  return await handOver('scripts/dev/test.ts', process.argv.slice(2))
})
