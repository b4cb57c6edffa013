import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildCms, cmsToBuild, startCms, waitForCms } from '../../dev/cms'
import { prepareDatabase } from '../../dev/prepare-database'
import { stopAll } from '../../dev/processes'
import { compileBundle } from 'publisher/templates'
import { startPublisher, waitForRelease } from '../../dev/publisher'
import { serveSite, waitForSite } from '../../dev/site'
import { newSchool, rememberSchool, settingsOf, siteFolderOf } from './school'

/** Starts what `npm start` starts, on free ports and with a database of its own; gives back what ends it. */
export default async function startSchool(): Promise<() => Promise<void>> {
  const school = await newSchool()
  const env = settingsOf(school)
  const end = async () => {
    await stopAll()
    rmSync(school.folder, { recursive: true, force: true })
  }
  try {
    const fingerprint = cmsToBuild()
    if (fingerprint) await buildCms(fingerprint, env)
    // The templates need no content, and the content no templates.
    const [{ firstUser }] = await Promise.all([
      prepareDatabase(env),
      compileBundle({
        folder: siteFolderOf(school),
        cmsUrl: `http://127.0.0.1:${school.cmsPort}`,
        siteUrl: school.siteUrl,
        log: join(school.folder, 'templates.log'),
      }),
    ])
    if (!firstUser) throw new Error(`The database in ${school.folder} is new, but it had users already.`)
    rememberSchool({ ...school, ...firstUser })

    const cmsLog = join(school.folder, 'cms.log')
    const cms = startCms({ port: school.cmsPort, host: '127.0.0.1', env, log: cmsLog })
    await waitForCms(cms, `http://127.0.0.1:${school.cmsPort}`, cmsLog)
    const publisherLog = join(school.folder, 'publisher.log')
    const publisher = startPublisher({ env, log: publisherLog })
    await waitForRelease(publisher, env.PUBLISHER_URL, publisherLog)
    const siteLog = join(school.folder, 'site.log')
    const site = serveSite({
      folder: siteFolderOf(school),
      port: school.sitePort,
      host: '127.0.0.1',
      log: siteLog,
    })
    await waitForSite(site, school.siteUrl, siteLog)
    return end
  } catch (error) {
    await end()
    throw error
  }
}
