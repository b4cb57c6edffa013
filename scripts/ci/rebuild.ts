import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ReleaseReport } from 'shared-types'
import { step } from '../bootstrap/progress.mjs'
import { Refusal, runCommand } from '../bootstrap/refusal.mjs'
import { buildingReport, failureReport, outcomeReport } from '../publisher/app/release-report'
import { deliverReport } from '../publisher/http/reporter'
import { type Stopwatch, stopwatch } from '../publisher/app/stopwatch'
import { stopAll, stopAllOnSignal } from '../dev/processes'
import { writeServerFiles } from './server-files'
import { type RebuildSettings, rebuildSettings } from './settings'
import { type StaticRelease, makeStaticRelease } from '../publisher/app/static-release'
import { placeIn, requirePlace, uploadWith } from './upload'

const again = 'correct that, then: npm run rebuild'
const reportDelaysMs = [1_000, 3_000, 8_000]

/** The whole static site, afresh: built, checked, uploaded, and reported to the CMS. The workflow on GitHub calls nothing else. */
async function rebuild(): Promise<number> {
  const settings = rebuildSettings()
  const number = settings.number ?? nextNumber(settings.folder)
  const run = { id: randomUUID(), number, reason: settings.reason, startedAt: new Date() }
  const about = { ...run, revision: '', bundle: '' }
  await tellOrSay(settings, buildingReport(about))
  const clock = stopwatch()
  let release: StaticRelease
  try {
    release = await make(settings, number, clock)
  } catch (error) {
    await tellOrSay(settings, failureReport(about, error as Error))
    if (error instanceof Refusal) throw error
    throw new Refusal('the site was not rebuilt.', (error as Error).message, again)
  }
  const { note, refusal } = release
  const outcome = {
    ...{ number, reason: run.reason, revision: note.revision, isFull: true, changes: [] },
    ...{ blocked: release.blocked, warnings: release.warnings, timings: clock.laps, canBeAllowed: false },
    state: refusal ? ('refused' as const) : ('live' as const),
    pages: { total: release.pages.length, rendered: release.pages, added: [], removed: [] },
    message: refusal,
  }
  const report = outcomeReport({ ...run, bundle: note.bundle }, outcome, release.contentAsOf)
  const isTold = await tellOrSay(settings, report)
  if (refusal) throw new Refusal('the static site was not uploaded.', refusal, again)
  console.log(`Release ${number} of the static site is live: ${note.pages} pages.`)
  // The site is right, but whoever looks at the admin sees an old state.
  return isTold ? 0 : 1
}

/** Builds and, if nothing is in the way, uploads. */
async function make(settings: RebuildSettings, number: number, clock: Stopwatch): Promise<StaticRelease> {
  const { upload, webServerFolder } = settings
  const folder = join(settings.folder, 'release')
  if ('folder' in upload) requirePlace(upload.folder)
  const release = await step('Building the site from what is published, and checking all of it', () =>
    makeStaticRelease(settings, join(folder, 'site'), clock),
  )
  if (release.refusal) return release
  const { note } = release
  writeServerFiles(folder, webServerFolder, { number, ...note })
  await step('Uploading it', () =>
    'command' in upload
      ? uploadWith(upload.command, folder, number)
      : placeIn(upload.folder, folder, note, webServerFolder),
  )
  clock.lap('upload')
  return release
}

/** Reports to the CMS as the target of static builds. False when it could not, which it says. */
async function tellOrSay(settings: RebuildSettings, { type, data }: ReleaseReport): Promise<boolean> {
  const { cmsUrl, reportSecret: secret, runUrl } = settings
  const log = runUrl ? [...data.log, `What the run printed: ${runUrl}`] : data.log
  const report: ReleaseReport = { type, data: { ...data, target: 'github', log } }
  for (let attempt = 0; ; attempt++) {
    const problem = await deliverReport(report, { cmsUrl, secret })
    if (!problem) return true
    const delay = reportDelaysMs[attempt]
    // That it has begun is only news; the outcome is what must arrive.
    if (problem.isFinal || delay === undefined || data.state === 'building') {
      console.error(`The CMS does not know that the static site is ${data.state}. ${problem.message}`)
      return false
    }
    await wait(delay)
  }
}

/** Counts releases where GitHub does not. */
function nextNumber(folder: string): number {
  const file = join(folder, 'number')
  const number = existsSync(file) ? Number(readFileSync(file, 'utf8')) + 1 : 1
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, String(number))
  return number
}

stopAllOnSignal()
await runCommand(async () => {
  try {
    return await rebuild()
  } finally {
    await stopAll()
  }
})
process.exit()
