import { siteDir } from 'publisher/settings'
import { compileBundle } from 'publisher/templates'
import { requirePort } from '../bootstrap/ports.mjs'
import { elapsed, step } from '../bootstrap/progress.mjs'
import { runCommand } from '../bootstrap/refusal.mjs'
import { buildCms, cmsToBuild, startCms, waitForCms } from './cms'
import { keepLogsSmall, logOf } from './logs'
import { readOptions, requireSettings } from './options'
import { type PreparedDatabase, prepareDatabase } from './prepare-database'
import { stopAll, stopAllOnSignal } from './processes'
import { startPublisher, waitForRelease } from './publisher'
import { serveSite, waitForSite } from './site'
import { supervise } from './supervise'

async function start(): Promise<never> {
  const began = performance.now()
  const { added, cms, site, publisher, host, env } = readOptions()
  await requireSettings()
  await requirePort(cms.port, 'CMS')
  await requirePort(site.port, 'SITE')
  await requirePort(publisher.port, 'PUBLISHER')
  if (added.length > 0) console.log(`- Wrote .env (${added.join(', ')})`)
  const folder = siteDir()

  const cmsFingerprint = cmsToBuild()
  if (cmsFingerprint) {
    await step('Building the CMS, because its files have changed (about a minute)', () =>
      buildCms(cmsFingerprint, env),
    )
  }
  const database = await step('Preparing the database', () => prepareDatabase(env))
  await step('Compiling the templates, if they have changed', async () => {
    await compileBundle({ folder, cmsUrl: cms.local, siteUrl: site.url, log: logOf('templates') })
  })

  const log = { cms: logOf('cms'), publisher: logOf('publisher'), site: logOf('site') }
  keepLogsSmall(Object.values(log))
  const runCms = (keepsLog: boolean) => startCms({ port: cms.port, host, env, log: log.cms, keepsLog })
  const cmsProcess = runCms(false)
  await step('Starting the CMS', () => waitForCms(cmsProcess, cms.local, log.cms))

  const runPublisher = (keepsLog: boolean) => startPublisher({ env, log: log.publisher, keepsLog })
  const publisherProcess = runPublisher(false)
  await step('Publishing the site', () => waitForRelease(publisherProcess, publisher.local, log.publisher))

  const runSite = (keepsLog: boolean) => serveSite({ folder, port: site.port, host, log: log.site, keepsLog })
  const siteProcess = runSite(false)
  await step('Serving the site', () => waitForSite(siteProcess, site.local, log.site))

  supervise(cmsProcess, { name: 'The CMS', log: log.cms, port: cms.port, restart: () => runCms(true) })
  supervise(publisherProcess, {
    name: 'The publisher',
    log: log.publisher,
    port: publisher.port,
    restart: () => runPublisher(true),
  })
  supervise(siteProcess, {
    name: 'The server of the site',
    log: log.site,
    port: site.port,
    restart: () => runSite(true),
  })
  console.log(welcome(cms.url, site.url, database, elapsed(began)))
  return await new Promise<never>(() => undefined)
}

function welcome(
  cmsUrl: string,
  siteUrl: string,
  { firstUser, isSeeded }: PreparedDatabase,
  time: string,
): string {
  const login = firstUser
    ? `Log in   ${firstUser.email}\n           password ${firstUser.password}   (shown this once; keep it)`
    : 'Log in   as before. Password lost? npm run reset-password'
  return `
Ready in ${time}.

  Site     ${siteUrl}/
  Admin    ${cmsUrl}/admin
  ${login}

Try      ${isSeeded ? 'open a course in the admin, change its price, press Publish' : 'publish a change in the admin'}: the chip above the form turns to
         “Live”, and the page has changed. Logs are in data/logs. Ctrl+C stops everything.
`
}

stopAllOnSignal()
await runCommand(async () => {
  try {
    await start()
  } finally {
    await stopAll()
  }
})
process.exit()
