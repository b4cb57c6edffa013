import type { ChildProcess } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { type SiteServerOptions, siteServerArgs } from 'publisher/service'
import { Refusal } from '../bootstrap/refusal.mjs'
import { inRoot } from '../bootstrap/root.mjs'
import { lastLines } from './logs'
import { startProcess } from './processes'

const astro = inRoot('node_modules/astro/bin/astro.mjs')
const startTimeoutMs = 30_000

/** Where `npm run build:site` puts the static build. */
export const staticFolder = inRoot('site/dist')

interface SiteServer extends SiteServerOptions {
  log?: string
  keepsLog?: boolean
}

export function serveSite({ log, keepsLog, ...server }: SiteServer): ChildProcess {
  return startProcess({ name: 'the site', args: siteServerArgs(server), cwd: inRoot(), log, keepsLog })
}

export function startSiteDev(options: {
  port: number
  host: string
  cmsUrl: string
  siteUrl: string
}): ChildProcess {
  const { port, host, cmsUrl, siteUrl } = options
  return startProcess({
    name: 'the site',
    args: [astro, 'dev', '--port', String(port), '--host', host],
    cwd: inRoot('site'),
    // Otherwise Astro may move itself to the background, out of this child-process group.
    env: { CMS_URL: cmsUrl, SITE_URL: siteUrl, NODE_ENV: 'development', ASTRO_DEV_BACKGROUND: '0' },
  })
}

/** Waits until the home page answers. */
export async function waitForSite(site: ChildProcess, url: string, log?: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs
  let last = 'nothing'
  while (Date.now() < deadline && site.exitCode === null) {
    try {
      const response = await fetch(`${url}/`, { signal: AbortSignal.timeout(20_000) })
      if (response.ok) return
      last = `status ${response.status}`
    } catch (error) {
      last = (error as Error).message
    }
    await wait(100)
  }
  const why = log ? `its log ends with: ${lastLines(log)}` : `the last answer at ${url}/ was: ${last}.`
  throw new Refusal('the site did not come up.', why, 'npm run doctor')
}
