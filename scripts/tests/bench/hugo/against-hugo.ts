import { execFile, spawnSync } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { settingsOf, webRootOf } from '../../e2e/test-stack'
import { sendCommand } from 'publisher/commands'
import { publisherSettings } from 'publisher/settings'
import { writeHugoSite } from './hugo-site'
import type { LoggedRelease } from '../stack/publisher-log'
import { type BenchStack, untilSearchable } from '../stack/bench-stack'

/** Pages and megabytes of a built site: `.html`, `.xml`, `.json` and `.txt`, nothing that is only copied. */
interface Built {
  pages: number
  megabytes: number
}

export interface FullRenders {
  /** Milliseconds from the command to its answer, which comes when all pages are live; and the steps that the publisher logged. */
  publisher: { command: number[]; steps: LoggedRelease[]; built: Built }
  /** Milliseconds from the start of the program to its end. */
  hugo?: { version: string; builds: number[]; built: Built }
}

const hugo = 'hugo'
const hugoTimeoutMs = 10 * 60_000
const run = promisify(execFile)

/** Renders every page by the publisher's own command: rendered, gated, on disk and live. */
export async function renderEverything(stack: BenchStack): Promise<{ ms: number; release: LoggedRelease }> {
  const place = stack.log.end()
  const settings = publisherSettings(settingsOf(stack))
  const began = performance.now()
  const data = { by: 'npm run bench', reason: '' }
  const answer = await sendCommand(settings, { type: 'release.render', data })
  const ms = performance.now() - began
  const release = stack.log.releasesSince(place).find(({ reason }) => reason === 'asked')
  if (!answer?.ok || !release) throw new Error(`Not every page was rendered: ${answer?.message}`)
  return { ms, release }
}

/**
 * Renders every page with the publisher and with Hugo in turn, from the same content. Hugo only writes files; the publisher also
 * scans each page for the release gate, syncs all files to the disk, and records the dependencies of each page.
 */
export async function compareFullRenders(stack: BenchStack, times: number): Promise<FullRenders> {
  const version = hugoVersion()
  const source = join(stack.folder, 'hugo')
  const output = join(stack.folder, 'hugo-output')
  if (version) await writeHugoSite(source, `http://127.0.0.1:${stack.cmsPort}`)
  const command: number[] = []
  const steps: LoggedRelease[] = []
  const builds: number[] = []
  for (let time = 0; time < times; time++) {
    const { ms, release } = await renderEverything(stack)
    command.push(ms)
    steps.push(release)
    await untilSearchable(stack)
    if (version) {
      rmSync(output, { recursive: true, force: true })
      builds.push(await buildWithHugo(stack, source, output))
    }
  }
  return {
    publisher: { command, steps, built: builtIn(webRootOf(stack)) },
    hugo: version ? { version, builds, built: builtIn(output) } : undefined,
  }
}

/** For instance `hugo v0.111.3+extended linux/amd64`; undefined when Hugo is not installed. */
function hugoVersion(): string | undefined {
  const { stdout, status } = spawnSync(hugo, ['version'], { encoding: 'utf8' })
  return status === 0 ? stdout.split(' ').slice(0, 3).join(' ') : undefined
}

async function buildWithHugo(stack: BenchStack, source: string, output: string): Promise<number> {
  const args = ['--source', source, '--destination', output, '--baseURL', `${stack.siteUrl}/`, '--quiet']
  const began = performance.now()
  await run(hugo, [...args, '--cacheDir', join(stack.folder, 'hugo-cache')], { timeout: hugoTimeoutMs })
  return performance.now() - began
}

function builtIn(folder: string): Built {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(html|xml|json|txt)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0)
  return { pages: files.length, megabytes: bytes / 1e6 }
}
