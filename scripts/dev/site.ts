import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gigabyte, requireDisk } from '../bootstrap/disk.mjs'
import { Refusal } from '../bootstrap/refusal.mjs'
import { inRoot } from '../bootstrap/root.mjs'
import { lastLines, runToEnd, startProcess } from './processes'

const astro = inRoot('node_modules/astro/bin/astro.mjs')
const buildLimit = 5 * 60_000
const startLimit = 30_000

/** Where `npm run build:site` puts the static build. */
export const staticFolder = inRoot('site/dist')

interface SiteBuild {
  cmsUrl: string
  siteUrl: string
  /** Where the files go. Replaced as a whole, and only when the build has succeeded. */
  folder: string
  log: string
}

/** Builds the site from what the CMS at `cmsUrl` shows to visitors. When it fails, the files that were there stay. */
export async function buildSite({ cmsUrl, siteUrl, folder, log }: SiteBuild): Promise<void> {
  requireDisk(0.5 * gigabyte, 'the build of the site')
  const fresh = `${folder}-next`
  const old = `${folder}-old`
  for (const left of [fresh, old]) rmSync(left, { recursive: true, force: true })
  mkdirSync(dirname(folder), { recursive: true })
  const env = { CMS_URL: cmsUrl, SITE_URL: siteUrl, NODE_ENV: 'production' }
  const args = [astro, 'build', '--outDir', fresh]
  await runToEnd({ name: 'the build of the site', args, cwd: inRoot('site'), env, log }, buildLimit)
  if (existsSync(folder)) renameSync(folder, old)
  renameSync(fresh, folder)
  rmSync(old, { recursive: true, force: true })
}

interface SiteServer {
  /** The publisher's folder, or one with a built site. */
  folder: string
  port: number
  host: string
  log?: string
  keepsLog?: boolean
}

export function serveSite({ folder, port, host, log, keepsLog }: SiteServer): ChildProcess {
  const args = ['--import', 'tsx', inRoot('scripts/publisher/web-server/main.ts'), folder, String(port), host]
  return startProcess({ name: 'the site', args, cwd: inRoot(), log, keepsLog })
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
    // Otherwise it may put itself in the background, out of our hands.
    env: { CMS_URL: cmsUrl, SITE_URL: siteUrl, NODE_ENV: 'development', ASTRO_DEV_BACKGROUND: '0' },
  })
}

/** Waits until the home page answers. */
export async function waitForSite(site: ChildProcess, url: string, log?: string): Promise<void> {
  const deadline = Date.now() + startLimit
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
