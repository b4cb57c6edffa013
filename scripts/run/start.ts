import type { ChildProcess } from 'node:child_process'
import { requirePort } from '../machine/ports.mjs'
import { elapsed, step } from '../machine/progress.mjs'
import { Refusal, runCommand } from '../machine/refusal.mjs'
import { buildCms, cmsToBuild, logOf, startCms, waitForCms } from './cms'
import { readOptions } from './options'
import { type PreparedDatabase, prepareDatabase } from './prepare-database'
import { lastLines, stopAll, stopAllOnSignal } from './processes'
import { publishSite, serveSite, siteFolder, siteToBuild, waitForSite } from './site'

async function start(): Promise<number> {
  const began = performance.now()
  const { added, cms, site, host, env } = readOptions()
  await requirePort(cms.port, 'CMS')
  await requirePort(site.port, 'SITE')
  if (added.length > 0) console.log(`- Wrote .env (${added.join(', ')})`)

  const cmsFingerprint = cmsToBuild()
  if (cmsFingerprint) {
    await step('Building the CMS, because its files have changed (about a minute)', () =>
      buildCms(cmsFingerprint, env),
    )
  }
  const database = await step('Preparing the database', () => prepareDatabase(env))

  const cmsLog = logOf('cms')
  const cmsProcess = startCms({ port: cms.port, host, env, log: cmsLog })
  await step('Starting the CMS', () => waitForCms(cmsProcess, cms.local, cmsLog))

  const siteFingerprint = await siteToBuild(cms.local, site.url)
  if (siteFingerprint) {
    await step('Building the site from what is published', () =>
      publishSite(siteFingerprint, cms.local, site.url),
    )
  }
  const siteLog = logOf('site')
  const siteProcess = serveSite({ folder: siteFolder, port: site.port, host, log: siteLog })
  await step('Serving the site', () => waitForSite(siteProcess, site.local, siteLog))

  console.log(welcome(cms.url, site.url, database, elapsed(began)))
  throw await firstToEnd([
    { name: 'the CMS', child: cmsProcess, log: cmsLog },
    { name: 'the server of the site', child: siteProcess, log: siteLog },
  ])
}

/** Waits for ever, unless one of the servers ends by itself. */
function firstToEnd(servers: { name: string; child: ChildProcess; log: string }[]): Promise<Refusal> {
  return new Promise((resolve) => {
    for (const { name, child, log } of servers) {
      const end = () =>
        resolve(new Refusal(`${name} ended by itself.`, `its log ends with: ${lastLines(log)}`, 'npm start'))
      if (child.exitCode !== null) end()
      child.once('close', end)
    }
  })
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

Try      ${isSeeded ? 'open a course in the admin, change its price, press Publish' : 'publish a change in the admin'}, then run in a second terminal:
           npm run build:site
         and reload the site. Logs are in data/logs. Ctrl+C stops everything.
`
}

stopAllOnSignal()
await runCommand(async () => {
  try {
    return await start()
  } finally {
    await stopAll()
  }
})
process.exit()
