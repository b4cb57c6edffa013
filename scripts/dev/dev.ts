import { requirePort } from '../bootstrap/ports.mjs'
import { step } from '../bootstrap/progress.mjs'
import { runCommand } from '../bootstrap/refusal.mjs'
import { startCms, waitForCms } from './cms'
import { readOptions } from './options'
import { prepareDatabase } from './prepare-database'
import { ended, stopAll, stopAllOnSignal } from './processes'
import { startSiteDev, waitForSite } from './site'

/** CMS and site in development mode: a change of code reloads the page, a change of content shows at the next load. */
async function develop(): Promise<number> {
  const { cms, site, host, ...options } = readOptions()
  // No publisher: the site reads the CMS at each load.
  const env = { ...options.env, PUBLISHER_URL: '' }
  await requirePort(cms.port, 'CMS')
  await requirePort(site.port, 'SITE')
  const { firstUser } = await step('Preparing the database', () => prepareDatabase(env))
  const cmsProcess = startCms({ port: cms.port, host, env, isDev: true })
  await step('Starting the CMS', () => waitForCms(cmsProcess, cms.local))
  const siteProcess = startSiteDev({ port: site.port, host, cmsUrl: cms.local, siteUrl: site.url })
  await step('Starting the site', () => waitForSite(siteProcess, site.local))
  console.log(`\n  Site     ${site.url}/\n  Admin    ${cms.url}/admin`)
  if (firstUser)
    console.log(`  Log in   ${firstUser.email}, password ${firstUser.password} (shown this once; keep it)`)
  console.log('\nCtrl+C stops both.\n')
  return await Promise.race([ended(cmsProcess), ended(siteProcess)])
}

stopAllOnSignal()
await runCommand(async () => {
  try {
    return await develop()
  } finally {
    await stopAll()
  }
})
process.exit()
