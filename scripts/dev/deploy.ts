import process from 'node:process'
import { sendCommand } from 'publisher/commands'
import { publisherSettings } from 'publisher/settings'
import { compileBundle } from 'publisher/templates'
import { step } from '../bootstrap/progress.mjs'
import { runCommand } from '../bootstrap/refusal.mjs'
import { logOf } from './logs'

/** New templates: compiled, then rendered beside the old ones by the publisher that is running, then live. */
async function deploy(): Promise<number> {
  const settings = publisherSettings()
  const { folder, cmsUrl, siteUrl } = settings
  await step('Compiling the templates', async () => {
    await compileBundle({ folder, cmsUrl, siteUrl, log: logOf('templates') })
  })
  const answer = await step('Rendering every page with them', () =>
    sendCommand(settings, { type: 'release.render', data: { by: 'npm run deploy', reason: '' } }),
  )
  if (!answer) {
    console.log('No publisher is running: the new templates go live with the next npm start.')
    return 0
  }
  console.log(answer.message)
  return answer.ok ? 0 : 1
}

await runCommand(deploy)
process.exit()
