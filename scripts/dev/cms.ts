import { setTimeout as wait } from 'node:timers/promises'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ChildProcess } from 'node:child_process'
import { fingerprintOf } from 'publisher/source-fingerprint'
import { gigabyte, requireDisk } from '../bootstrap/disk.mjs'
import { Refusal } from '../bootstrap/refusal.mjs'
import { inRoot } from '../bootstrap/root.mjs'
import { lastLines, logOf } from './logs'
import { runToEnd, startProcess } from './processes'

const next = inRoot('node_modules/next/dist/bin/next')

/** Holds the fingerprint of the sources that the build in cms/.next was made from. */
const fingerprintFile = inRoot('cms/.next/built-from')
const sources = [
  'cms',
  'shared-types/package.json',
  'shared-types/src',
  'package-lock.json',
  'tsconfig.base.json',
]

/** A build takes about 40 s. Without a loopback interface it never ends, hence a timeout. */
const buildTimeoutMs = 6 * 60_000
const startTimeoutMs = 60_000

/** Longer than any client keeps an idle connection (nginx: 60 s), or its next request can meet a connection that is closing. */
const keepAliveTimeoutMs = 75_000

/** The fingerprint of the CMS's sources, or undefined when the build in cms/.next was made from the same sources. */
export function cmsToBuild(): string | undefined {
  const fingerprint = fingerprintOf(sources)
  const isBuilt = existsSync(inRoot('cms/.next/BUILD_ID')) && existsSync(fingerprintFile)
  return isBuilt && readFileSync(fingerprintFile, 'utf8').trim() === fingerprint ? undefined : fingerprint
}

/** Builds the admin and the API. `fingerprint` comes from `cmsToBuild`. */
export async function buildCms(fingerprint: string, env: Record<string, string> = {}): Promise<void> {
  requireDisk(1.5 * gigabyte, 'the build of the CMS')
  // Written again only after the build: one that is cut short counts as none.
  rmSync(fingerprintFile, { force: true })
  await runToEnd(
    {
      name: 'the build of the CMS',
      args: [next, 'build'],
      cwd: inRoot('cms'),
      env: { ...env, NODE_ENV: 'production' },
      log: logOf('cms-build'),
    },
    buildTimeoutMs,
  )
  mkdirSync(dirname(fingerprintFile), { recursive: true })
  writeFileSync(fingerprintFile, fingerprint)
}

interface CmsOptions {
  port: number
  host: string
  env: Record<string, string>
  log?: string
  keepsLog?: boolean
  isDev?: boolean
}

/** Starts the CMS. It answers some seconds later, see `waitForCms`. */
export function startCms({ port, host, env, log, keepsLog, isDev }: CmsOptions): ChildProcess {
  return startProcess({
    name: 'the CMS',
    args: [
      ...[next, isDev ? 'dev' : 'start', '--port', String(port), '--hostname', host],
      ...(isDev ? [] : ['--keepAliveTimeout', String(keepAliveTimeoutMs)]),
    ],
    cwd: inRoot('cms'),
    env: { ...env, NODE_ENV: isDev ? 'development' : 'production' },
    log,
    keepsLog,
  })
}

/** Waits until the CMS answers from its database. Throws a refusal when the CMS ends, or after a minute. */
export async function waitForCms(cms: ChildProcess, url: string, log?: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs
  let last = 'nothing'
  while (Date.now() < deadline) {
    if (cms.exitCode !== null) throw notUp('The CMS ended while it was starting.', log)
    const { isUp, answer } = await checkCms(url)
    if (isUp) return
    last = answer
    await wait(200)
  }
  throw notUp(`the CMS did not come up in ${startTimeoutMs / 1000} s (last answer: ${last}).`, log)
}

/** One request that needs the database and its tables. `/admin` would answer without them. */
export async function checkCms(url: string): Promise<{ isUp: boolean; answer: string }> {
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
