import { requirePort } from '../machine/ports.mjs'
import { step } from '../machine/progress.mjs'
import { runCommand } from '../machine/refusal.mjs'
import { askCms, buildCms, cmsToBuild, logOf, startCms, waitForCms } from './cms'
import { readOptions } from './options'
import { prepareDatabase } from './prepare-database'
import { stopAll, stopAllOnSignal } from './processes'
import { publishSite, siteToBuild } from './site'

/**
 * Builds what is not up to date: `all` is the CMS and the site, `site` the site alone, from the CMS that is running, or from
 * one that is started for it.
 */
async function build(what: string): Promise<void> {
  const { cms, site, host, env } = readOptions()
  const isRunning = (await askCms(cms.local)).isUp
  const cmsFingerprint = cmsToBuild()
  if (cmsFingerprint && (what === 'all' || !isRunning)) {
    await step('Building the CMS', () => buildCms(cmsFingerprint, env))
  }
  if (!isRunning) {
    await requirePort(cms.port, 'CMS')
    await step('Preparing the database', () => prepareDatabase(env))
    const log = logOf('cms')
    const process = startCms({ port: cms.port, host, env, log })
    await step('Starting the CMS for the build', () => waitForCms(process, cms.local, log))
  }
  const siteFingerprint = await siteToBuild(cms.local, site.url)
  if (siteFingerprint) {
    await step('Building the site from what is published', () =>
      publishSite(siteFingerprint, cms.local, site.url),
    )
  }
  console.log(
    siteFingerprint ? `The site is up to date now: ${site.url}/` : 'The site is up to date already.',
  )
}

stopAllOnSignal()
await runCommand(async () => {
  try {
    await build(process.argv[2] ?? 'all')
  } finally {
    await stopAll()
  }
})
process.exit()
