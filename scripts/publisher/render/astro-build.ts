import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { execaNode } from 'execa'
import { inProject } from '../project-root'
import { diskFullError, gigabyte, requireDiskSpace } from '../releases/disk-space'
import { ExpectedError } from '../releases/expected-error'

const astro = inProject('node_modules/astro/bin/astro.mjs')
const siteBuildTimeoutMs = 5 * 60_000
const shownLogLines = 12

/**
 * For `node --import`, in a process with an IPC channel: it ends with the process that started it, even when that process was
 * killed.
 */
export const endWithParent =
  'data:text/javascript,process.channel&&(process.once("disconnect",()=>process.exit(1)),process.channel.unref())'

interface AstroBuild {
  /** For messages: `the build of the site`. */
  name: string
  outDir: string
  env: Record<string, string>
  /** The file for all that the build prints. */
  log: string
  timeoutMs: number
}

/** Runs `astro build`. Throws when it fails, takes longer than `timeoutMs`, or fills the disk. */
export async function runAstroBuild({ name, outDir, env, log, timeoutMs }: AstroBuild): Promise<void> {
  mkdirSync(dirname(log), { recursive: true })
  const result = await execaNode(astro, ['build', '--outDir', outDir], {
    cwd: inProject('site'),
    env: { ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', ...env },
    nodeOptions: ['--import', endWithParent],
    preferLocal: true,
    localDir: inProject(),
    stdin: 'ignore',
    stdout: { file: log },
    stderr: { file: log },
    buffer: false,
    timeout: timeoutMs,
    reject: false,
  })
  if (!result.failed) return
  const readLog = `read all of its output: cat ${log}`
  if (result.timedOut) {
    throw new ExpectedError(`${name} was stopped.`, `it took longer than ${timeoutMs / 1000} s.`, readLog)
  }
  const lines = lastLines(log)
  if (/ENOSPC|no space left on device|SQLITE_FULL/i.test(lines)) throw diskFullError(name, dirname(outDir))
  throw new ExpectedError(
    `${name} failed (exit code ${result.exitCode ?? result.signal}).`,
    lines || 'It printed nothing.',
    readLog,
  )
}

interface SiteBuild {
  cmsUrl: string
  siteUrl: string
  /** Where the files go. Replaced as a whole, and only when the build has succeeded. */
  folder: string
  log: string
}

/** Builds the static site from what the CMS at `cmsUrl` shows to visitors. When it fails, the files that were there stay. */
export async function buildSite({ cmsUrl, siteUrl, folder, log }: SiteBuild): Promise<void> {
  requireDiskSpace(0.5 * gigabyte, 'the build of the site', inProject())
  const fresh = `${folder}-next`
  const old = `${folder}-old`
  for (const left of [fresh, old]) rmSync(left, { recursive: true, force: true })
  mkdirSync(dirname(folder), { recursive: true })
  const env = { CMS_URL: cmsUrl, SITE_URL: siteUrl }
  const build = { name: 'the build of the site', outDir: fresh, env, log, timeoutMs: siteBuildTimeoutMs }
  await runAstroBuild(build)
  if (existsSync(folder)) renameSync(folder, old)
  renameSync(fresh, folder)
  rmSync(old, { recursive: true, force: true })
}

function lastLines(log: string): string {
  const lines = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
  return lines.slice(-shownLogLines).join('\n         ')
}
