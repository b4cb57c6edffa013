import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSite } from 'publisher/astro-build'
import { explainFailedBuild } from 'publisher/failed-build'
import { indexBuiltSite } from 'publisher/search'
import { siteDir } from 'publisher/settings'
import { compileBundle, loadBundle } from 'publisher/templates'
import { requirePort } from '../bootstrap/ports.mjs'
import { step } from '../bootstrap/progress.mjs'
import { runCommand } from '../bootstrap/refusal.mjs'
import { checkCms, buildCms, cmsToBuild, startCms, waitForCms } from './cms'
import { logOf } from './logs'
import { readOptions } from './options'
import { prepareDatabase } from './prepare-database'
import { stopAll, stopAllOnSignal } from './processes'
import { staticFolder } from './site'

/**
 * Builds what is not up to date. `all`: the CMS, and the templates that the publisher renders with. `site`: the whole site as
 * static files in site/dist, from the CMS that is running, or from one that is started for it.
 */
async function build(what: string): Promise<void> {
  const { cms, site, host, env } = readOptions()
  const isRunning = (await checkCms(cms.local)).isUp
  const cmsFingerprint = cmsToBuild()
  if (cmsFingerprint && (what === 'all' || !isRunning)) {
    await step('Building the CMS', () => buildCms(cmsFingerprint, env))
  }
  if (what === 'all') {
    const folder = siteDir()
    await step('Compiling the templates', async () => {
      await compileBundle({ folder, cmsUrl: cms.local, siteUrl: site.url, log: logOf('templates') })
    })
    return
  }
  if (!isRunning) {
    await requirePort(cms.port, 'CMS')
    await step('Preparing the database', () => prepareDatabase(env))
    const log = logOf('cms')
    const process = startCms({ port: cms.port, host, env: { ...env, PUBLISHER_URL: '' }, log })
    await step('Starting the CMS for the build', () => waitForCms(process, cms.local, log))
  }
  await step('Building the site from what is published', async () => {
    const build = { cmsUrl: cms.local, siteUrl: site.url }
    try {
      await buildSite({ ...build, folder: staticFolder, log: logOf('site-build') })
    } catch (error) {
      // Not in the publisher's folder, where a running publisher would deploy them.
      const folder = mkdtempSync(join(tmpdir(), 'failed-build-'))
      const hash = await compileBundle({ ...build, folder, log: logOf('templates') })
      const explained = await explainFailedBuild(await loadBundle(folder, hash), cms.local, error)
      rmSync(folder, { recursive: true })
      throw explained
    }
  })
  await step('Making the index of the search', () => indexBuiltSite(staticFolder))
  console.log(`The site is in ${staticFolder}.`)
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
