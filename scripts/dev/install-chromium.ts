import { existsSync, readFileSync } from 'node:fs'
import { execa } from 'execa'
import { findChromium } from '../bootstrap/chromium.mjs'
import { Refusal } from '../bootstrap/refusal.mjs'
import { inRoot, projectEnv, projectNode, root } from '../bootstrap/root.mjs'

const timeoutMs = 10 * 60_000

/** The path of a Chromium. Installs one where there is none: Debian's package when root, else Playwright's own download. */
export async function ensureChromium(): Promise<string> {
  const found = findChromium()
  if (found) return found
  const isRoot = process.getuid?.() === 0
  const isDebian =
    existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  const failures: string[] = []
  if (isRoot && isDebian) {
    failures.push(await run('apt-get', ['update', '-qq']))
    const packages = ['chromium-headless-shell', 'fonts-liberation']
    failures.push(await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]))
  }
  if (!findChromium()) {
    // As root it also installs the libraries that the browser needs, on the distributions that Playwright supports.
    const withLibraries = isRoot ? ['--with-deps'] : []
    const args = [inRoot('node_modules/playwright/cli.js'), 'install', ...withLibraries, 'chromium']
    failures.push(await run(projectNode, args))
  }
  const installed = findChromium()
  if (installed) return installed
  throw new Refusal(
    'the browser tests need a Chromium, and none could be installed.',
    failures.filter(Boolean).join(' ') || 'what was installed does not start.',
    'sudo apt-get install chromium-headless-shell (or set CHROMIUM_PATH to the one that you have), then run the command again',
  )
}

/** Returns the end of the error output when the command failed, else an empty string. */
async function run(command: string, args: string[]): Promise<string> {
  const { failed, stderr, message } = await execa(command, args, {
    cwd: root,
    env: projectEnv({ DEBIAN_FRONTEND: 'noninteractive' }),
    stdin: 'ignore',
    timeout: timeoutMs,
    reject: false,
  })
  if (!failed) return ''
  return `${command}: ${(stderr || message || '').trim().split('\n').slice(-2).join(' ')}`
}
