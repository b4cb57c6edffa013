import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { Refusal } from './refusal.mjs'
import { inRoot, projectEnv, projectNode, root } from './root.mjs'

// First the one without a window of its own, which Playwright takes too: the tests take two thirds of the time in it.
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
]
const ofMacOs = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The path of a Chromium that starts here, or undefined. CHROMIUM_PATH names one; else the system's; else Playwright's own. */
export function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const candidates = [process.env.CHROMIUM_PATH, ...onPath, ...ofMacOs, ofPlaywright()]
  return candidates.find((path) => path && existsSync(path) && starts(path))
}

/** Finds a Chromium, or installs one: Debian's package when root, else Playwright's own download. */
export function ensureChromium() {
  const found = findChromium()
  if (found) return found
  const isRoot = process.getuid?.() === 0
  const isDebian =
    existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  const attempts = []
  if (isRoot && isDebian) {
    attempts.push(run('apt-get', ['update', '-qq']))
    const packages = ['chromium-headless-shell', 'fonts-liberation']
    attempts.push(run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]))
  }
  if (!findChromium()) {
    // As root it also installs the libraries that the browser needs, on the distributions that Playwright knows.
    const own = [
      inRoot('node_modules/playwright/cli.js'),
      'install',
      ...(isRoot ? ['--with-deps'] : []),
      'chromium',
    ]
    attempts.push(run(projectNode, own))
  }
  const installed = findChromium()
  if (installed) return installed
  throw new Refusal(
    'the browser tests need a Chromium, and none could be installed.',
    attempts.filter(Boolean).join(' ') || 'what was installed does not start.',
    'sudo apt-get install chromium-headless-shell (or set CHROMIUM_PATH to the one that you have), then run the command again',
  )
}

/** @param {string} path */
function starts(path) {
  // A distribution may put a script there that only says how to install the browser.
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return status === 0 && /\d+\.\d+/.test(stdout)
}

function ofPlaywright() {
  try {
    return createRequire(inRoot('scripts/package.json'))('playwright-core').chromium.executablePath()
  } catch {
    return undefined // the packages are not installed yet
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {string} the end of what it said when it failed, else nothing
 */
function run(command, args) {
  try {
    execFileSync(command, args, {
      cwd: root,
      env: projectEnv({ DEBIAN_FRONTEND: 'noninteractive' }),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 10 * 60_000,
    })
    return ''
  } catch (error) {
    const { stderr, message } = /** @type {Error & { stderr?: Buffer }} */ (error)
    return `${command}: ${(stderr?.toString() || message).trim().split('\n').slice(-2).join(' ')}`
  }
}
