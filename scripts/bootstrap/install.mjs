import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import process from 'node:process'
import { diskFull, gigabyte, requireDisk } from './disk.mjs'
import { step } from './progress.mjs'
import { Refusal } from './refusal.mjs'
import { inRoot, projectEnv, projectNode, root } from './root.mjs'

const timeoutMs = 15 * 60_000
const unreachable =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|EPROTO|CERT_\w+|UNABLE_TO_\w+|SELF_SIGNED\w*|E50[0-9]|network)\b/

/**
 * Why the packages must be installed, or undefined when node_modules matches package-lock.json. npm writes its own copy of the
 * lockfile last, so an install that was cut short is recognised.
 * @returns {string | undefined}
 */
export function whyInstall(folder = root) {
  const installedLock = `${folder}/node_modules/.package-lock.json`
  if (!existsSync(installedLock)) return 'they are not installed yet'
  const wanted = JSON.parse(readFileSync(`${folder}/package-lock.json`, 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedLock, 'utf8')).packages
  for (const [path, entry] of Object.entries(wanted)) {
    // Only package-lock.json lists the workspaces' own folders; both list the links to them under node_modules/.
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) continue
    const has = installed[path]
    if (!has && !entry.optional) return `${path} is missing`
    if (has && has.version !== entry.version) return `package-lock.json asks for another version of ${path}`
  }
  try {
    execFileSync(`${folder}/node_modules/.bin/node`, ['--version'], { stdio: 'ignore' })
  } catch {
    return 'the Node of the project does not run here'
  }
  return undefined
}

/** Installs the packages when they are absent, incomplete, or other than package-lock.json says. */
export async function ensureInstalled() {
  const reason = whyInstall()
  if (!reason) return
  requireDisk(2.5 * gigabyte, 'the install')
  await step(`Installing packages, because ${reason} (about a minute)`, install)
  const still = whyInstall()
  if (still) {
    throw new Refusal(
      'the packages were installed, but something is missing.',
      `${still}.`,
      `rm -rf node_modules && npm ci --ignore-scripts=false --include=dev (in ${root})`,
    )
  }
}

async function install() {
  // npm sets npm_execpath for its scripts; a plain `node scripts/start.mjs` uses the npm on the path.
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath]
    : ['npm']
  const [command = 'npm', ...first] = npm
  const options = [
    'ci',
    '--loglevel=error',
    '--no-fund',
    '--no-audit',
    '--include=dev',
    '--ignore-scripts=false',
  ]
  const retries = ['--fetch-retries=2', '--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=10000']
  const { code, output } = await run(command, [...first, ...options, ...retries])
  if (code === 0) return
  if (/ENOSPC/.test(output)) throw diskFull('the install')
  const errors = output.split('\n').filter((line) => /npm (error|ERR!)/.test(line))
  const messages = errors.map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim()).filter(Boolean)
  if (unreachable.test(output)) {
    const registry = execFileSync(command, [...first, 'config', 'get', 'registry'], {
      cwd: root,
      encoding: 'utf8',
    })
    throw new Refusal(
      'the npm registry could not be reached.',
      messages.slice(0, 2).join(' ') || output.trim().slice(-300),
      `npm ping --registry ${registry.trim()} (check the network and the proxy until it answers, then run the command again)`,
    )
  }
  throw new Refusal(
    'npm ci failed.',
    messages.slice(0, 4).join(' ') || output.trim().slice(-500),
    `npm ci (in ${root}, to see everything that it says)`,
  )
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      // With NODE_ENV=production npm would leave out the tools that build the project.
      env: projectEnv({ NODE_ENV: undefined }),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.once('error', (error) =>
      reject(
        new Refusal(
          'npm could not be run.',
          error.message,
          'install npm with Node 20: https://nodejs.org/en/download',
        ),
      ),
    )
    child.once('close', (code) => resolve({ code, output }))
  })
}

/**
 * Runs a TypeScript file on the project's Node and resolves with its exit code.
 * @param {string} file relative to the top folder
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export function handOver(file, args) {
  const child = spawn(projectNode, ['--import', 'tsx', inRoot(file), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: projectEnv(),
  })
  // This process waits until the child has ended what it started. In a terminal Ctrl+C reaches both; a second signal does no harm.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal))
  stopWhenNpmIsGone(() => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

/** @param {() => void} stop */
function stopWhenNpmIsGone(stop) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const check = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(check)
    stop()
  }, 1000)
  check.unref()
}
