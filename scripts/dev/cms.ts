import { setTimeout as wait } from 'node:timers/promises'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ChildProcess } from 'node:child_process'
import { fingerprintOf } from 'publisher/source-fingerprint'
import { gigabyte, requireDisk } from '../bootstrap/disk.mjs'
import { Refusal } from '../bootstrap/refusal.mjs'
import { inRoot } from '../bootstrap/root.mjs'
import { builtFrom, forgetBuild, noteBuild } from './freshness'
import { lastLines, runToEnd, startProcess } from './processes'

const next = inRoot('node_modules/next/dist/bin/next')
const note = inRoot('cms/.next/built-from')
const madeOf = [
  'cms',
  'shared-types/package.json',
  'shared-types/src',
  'package-lock.json',
  'tsconfig.base.json',
]

/** A build takes about 40 s. Without a loopback interface it never ends, hence a limit. */
const buildLimit = 6 * 60_000
const startLimit = 60_000

/** `LOG_DIR` keeps the logs of several schools on one checkout apart. */
export const logOf = (name: string) => resolve(process.env.LOG_DIR ?? inRoot('data/logs'), `${name}.log`)

/** The fingerprint of the CMS to build, or undefined when the build that is there is made of the same files. */
export function cmsToBuild(): string | undefined {
  const fingerprint = fingerprintOf(madeOf)
  return existsSync(inRoot('cms/.next/BUILD_ID')) && builtFrom(note) === fingerprint ? undefined : fingerprint
}

/** Builds the admin and the API. `fingerprint` as of `cmsToBuild`. */
export async function buildCms(fingerprint: string, env: Record<string, string> = {}): Promise<void> {
  requireDisk(1.5 * gigabyte, 'the build of the CMS')
  forgetBuild(note)
  await runToEnd(
    {
      name: 'the build of the CMS',
      args: [next, 'build'],
      cwd: inRoot('cms'),
      env: { ...env, NODE_ENV: 'production' },
      log: logOf('cms-build'),
    },
    buildLimit,
  )
  noteBuild(note, fingerprint)
}

interface CmsOptions {
  port: number
  host: string
  env: Record<string, string>
  log?: string
  keepsLog?: boolean
  isDev?: boolean
}

/** Starts the CMS; it may take a moment until it answers, see `waitForCms`. */
export function startCms({ port, host, env, log, keepsLog, isDev }: CmsOptions): ChildProcess {
  return startProcess({
    name: 'the CMS',
    args: [next, isDev ? 'dev' : 'start', '--port', String(port), '--hostname', host],
    cwd: inRoot('cms'),
    env: { ...env, NODE_ENV: isDev ? 'development' : 'production' },
    log,
    keepsLog,
  })
}

/** Waits until the CMS answers from its database. Refuses when it ends, or after a minute, with the end of its log. */
export async function waitForCms(cms: ChildProcess, url: string, log?: string): Promise<void> {
  const deadline = Date.now() + startLimit
  let last = 'nothing'
  while (Date.now() < deadline) {
    if (cms.exitCode !== null) throw notUp('The CMS ended while it was starting.', log)
    const { isUp, answer } = await askCms(url)
    if (isUp) return
    last = answer
    await wait(200)
  }
  throw notUp(`the CMS did not come up in ${startLimit / 1000} s (last answer: ${last}).`, log)
}

/** One request that needs the database and its tables. `/admin` would answer without them. */
export async function askCms(url: string): Promise<{ isUp: boolean; answer: string }> {
  try {
    const response = await fetch(`${url}/api/posts?limit=1&depth=0`, { signal: AbortSignal.timeout(20_000) })
    const body = (await response.json()) as { docs?: unknown[] }
    return { isUp: response.ok && Array.isArray(body.docs), answer: `status ${response.status}` }
  } catch (error) {
    const { cause, message } = error as Error
    return { isUp: false, answer: cause instanceof Error ? cause.message : message }
  }
}

function notUp(what: string, log?: string): Refusal {
  return new Refusal(
    what,
    log ? `its log ends with: ${lastLines(log)}` : 'its messages stand above.',
    'npm run doctor',
  )
}
