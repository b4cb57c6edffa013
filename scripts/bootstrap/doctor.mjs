import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { findChromium } from './chromium.mjs'
import { freeBytes, gigabyte, inGigabytes } from './disk.mjs'
import { envFile, parseEnv, readSettings, settings } from './env-file.mjs'
import { whyInstall } from './install.mjs'
import { addresses, isPortTaken, portOwner } from './ports.mjs'
import { inRoot, projectEnv, projectNode, root } from './root.mjs'
import { readFileSync } from 'node:fs'

/** @typedef {{ what: string, problem?: string, fix?: string }} Finding */

/** Checks everything that `npm start` and `npm test` need, changes nothing, and prints a line for each. Resolves with the exit code. */
export async function doctor() {
  /** @type {Finding[]} */
  const findings = []
  for (const check of [
    node,
    npm,
    packages,
    disk,
    environment,
    ports,
    database,
    cms,
    publisher,
    site,
    chromium,
  ]) {
    /** @type {Finding[]} */
    const found = [await check()].flat()
    for (const finding of found) {
      findings.push(finding)
      console.log(
        finding.problem ? `problem  ${finding.what}: ${finding.problem}` : `ok       ${finding.what}`,
      )
      if (finding.problem) console.log(`         fix: ${finding.fix}`)
    }
  }
  const problems = findings.filter(({ problem }) => problem)
  console.log(problems.length === 0 ? '\nEverything is in order.' : `\n${problems.length} problems.`)
  return problems.length === 0 ? 0 : 1
}

function node() {
  return { what: `Node ${process.versions.node} starts the project` }
}

/** @returns {Finding} */
function npm() {
  try {
    return {
      what: `npm ${execFileSync('npm', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()}`,
    }
  } catch {
    return {
      what: 'npm',
      problem: 'it does not run',
      fix: 'install Node 20 or newer with npm: https://nodejs.org/en/download',
    }
  }
}

/** @returns {Finding} */
function packages() {
  const problem = whyInstall()
  return { what: 'packages are installed', problem, fix: 'npm ci' }
}

/** @returns {Finding} */
function disk() {
  const free = freeBytes()
  const what = `${inGigabytes(free)} of disk are free`
  if (free > 2 * gigabyte) return { what }
  return { what, problem: 'a build needs about 2 GB', fix: `du -xh ${root} | sort -h | tail` }
}

/** @returns {Finding} */
function environment() {
  const what = '.env'
  if (!existsSync(envFile)) return { what, problem: 'it is not there', fix: 'npm start (writes it)' }
  if (process.platform !== 'win32' && (statSync(envFile).mode & 0o077) !== 0) {
    return { what, problem: 'other users of this computer can read its secrets', fix: `chmod 600 ${envFile}` }
  }
  const present = parseEnv(readFileSync(envFile, 'utf8'))
  const missing = settings.filter(({ name }) => !(name in present)).map(({ name }) => name)
  if (missing.length > 0)
    return { what, problem: `it lacks ${missing.join(', ')}`, fix: 'npm start (adds them)' }
  return { what: '.env has every setting, and only its owner can read it' }
}

/** @returns {Promise<Finding[]>} */
async function ports() {
  const { cms, site, publisher } = addresses(readSettings())
  return await Promise.all(
    [cms, site, publisher].map(async ({ port }) => {
      if (!(await isPortTaken(port))) return { what: `port ${port} is free` }
      const owner = portOwner(port)
      if (owner?.isThisProject)
        return { what: `port ${port} is used by this checkout (process ${owner.pid})` }
      return {
        what: `port ${port}`,
        problem: owner
          ? `process ${owner.pid} has it: ${owner.command.slice(0, 100)}`
          : 'another program has it',
        fix: owner ? `kill ${owner.pid}` : 'stop that program, or set CMS_PORT, SITE_PORT and PUBLISHER_PORT',
      }
    }),
  )
}

/** @returns {Finding} */
function database() {
  const what = 'database'
  if (whyInstall()) return { what, problem: 'it cannot be checked without the packages', fix: 'npm ci' }
  try {
    const program = ['--import', 'tsx', inRoot('scripts/dev/check-database.ts')]
    const output = execFileSync(projectNode, program, {
      cwd: root,
      encoding: 'utf8',
      env: projectEnv({ NODE_NO_WARNINGS: '1' }),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 30_000,
    })
    return JSON.parse(output)
  } catch (error) {
    const { stderr, message } = /** @type {Error & { stderr?: string }} */ (error)
    return { what, problem: (stderr || message).trim().split('\n').slice(0, 6).join(' '), fix: 'npm start' }
  }
}

/** @returns {Promise<Finding>} */
async function cms() {
  const { cms } = addresses(readSettings())
  const url = `${cms.local}/api/posts?limit=1&depth=0`
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
    if (response.ok) return { what: `the CMS answers at ${cms.url}` }
    return {
      what: 'CMS',
      problem: `GET ${url} answered ${response.status}`,
      fix: 'cat data/logs/cms.log, then npm start',
    }
  } catch (error) {
    const cause = /** @type {{ cause?: { code?: string } }} */ (error).cause?.code
    if (cause === 'ECONNREFUSED')
      return { what: `the CMS is not running (npm start starts it at ${cms.url})` }
    return { what: 'CMS', problem: `GET ${url} did not answer (${cause ?? error})`, fix: 'npm start' }
  }
}

/** @returns {Promise<Finding>} */
async function publisher() {
  const { publisher } = addresses(readSettings())
  try {
    const response = await fetch(`${publisher.local}/health`, { signal: AbortSignal.timeout(10_000) })
    const { live, hold: freeze, problem } = await response.json()
    const what = `the publisher runs: release ${live ?? 'none'} is live`
    if (problem)
      return { what, problem, fix: 'cat data/logs/publisher.log, then correct in the admin what it names' }
    if (freeze === undefined) return { what }
    return {
      what,
      problem: `the site is frozen at release ${freeze}`,
      fix: 'npm run rollback -- --resume (lifts the freeze)',
    }
  } catch (error) {
    const cause = /** @type {{ cause?: { code?: string } }} */ (error).cause?.code
    if (cause === 'ECONNREFUSED') return { what: 'the publisher is not running (npm start starts it)' }
    const problem = `GET ${publisher.local}/health did not answer (${cause ?? error})`
    return { what: 'publisher', problem, fix: 'cat data/logs/publisher.log, then npm start' }
  }
}

/** @returns {Finding} */
function site() {
  const folder = resolve(root, readSettings().SITE_DIR ?? 'data/site')
  if (existsSync(join(folder, 'current/site/index.html'))) return { what: `a release is live in ${folder}` }
  return { what: 'site', problem: `nothing is live in ${folder} yet`, fix: 'npm start' }
}

/** @returns {Finding} */
function chromium() {
  const found = findChromium()
  if (found) return { what: `Chromium for the tests: ${found}` }
  return {
    what: 'Chromium for the tests',
    problem: 'there is none',
    fix: 'npm test (installs one), or set CHROMIUM_PATH',
  }
}
