import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ReleaseReport } from 'shared-types'
import { step } from '../bootstrap/progress.mjs'
import { Refusal, isExpected, runCommand } from '../bootstrap/refusal.mjs'
import { stopAllOnSignal } from '../dev/processes'
import { deliverReport } from 'publisher/report-delivery'
import { buildingReport, failureReport, outcomeReport } from 'publisher/reports'
import {
  type StaticRelease,
  makeStaticRelease,
  placeStaticRelease,
  requireNoPublisher,
  writeServerFiles,
} from 'publisher/static-build'
import { type RebuildSettings, rebuildSettings } from './settings'
import { uploadWith } from './upload'

const again = 'correct that, then: npm run rebuild'
const reportDelaysMs = [1_000, 3_000, 8_000]

/** Builds the whole static site afresh, checks it, uploads it and reports to the CMS. The workflow on GitHub calls only this. */
async function rebuild(): Promise<number> {
  const settings = rebuildSettings()
  const number = settings.number ?? nextNumber(settings.folder)
  const run = { id: randomUUID(), number, reason: settings.reason, startedAt: new Date() }
  const about = { ...run, revision: '', bundle: '' }
  await report(settings, buildingReport(about))
  let release: StaticRelease
  let timings: Record<string, number>
  try {
    release = await build(settings)
    timings = { ...release.timings }
    if (!release.refusal) {
      const began = performance.now()
      await upload(settings, release, number)
      timings.upload = performance.now() - began
    }
  } catch (error) {
    await report(settings, failureReport(about, error as Error))
    if (isExpected(error)) throw error
    throw new Refusal('the site was not rebuilt.', (error as Error).message, again)
  }
  const { note, refusal } = release
  const outcome = {
    ...{ number, reason: run.reason, revision: note.revision, isFull: true, changes: [] },
    ...{ blocked: release.blocked, waiting: [], warnings: release.warnings, timings, canBeAllowed: false },
    state: refusal ? ('refused' as const) : ('live' as const),
    pages: { total: release.pages.length, rendered: release.pages, added: [], removed: [] },
    message: refusal,
  }
  const isReported = await report(
    settings,
    outcomeReport({ ...run, bundle: note.bundle }, outcome, release.contentAsOf),
  )
  if (refusal) throw new Refusal('the static site was not uploaded.', refusal, again)
  console.log(`Release ${number} of the static site is live: ${note.pages} pages.`)
  // The site is right, but the admin shows an old state.
  return isReported ? 0 : 1
}

async function build(settings: RebuildSettings): Promise<StaticRelease> {
  if ('folder' in settings.upload) requireNoPublisher(settings.upload.folder)
  return step('Building the site from what is published, and checking all of it', () =>
    makeStaticRelease({ ...settings, secret: settings.reportSecret }),
  )
}

async function upload(settings: RebuildSettings, release: StaticRelease, number: number): Promise<void> {
  const { upload: target, webServerFolder } = settings
  writeServerFiles(release, number, webServerFolder)
  await step('Uploading it', () =>
    'command' in target
      ? uploadWith(target.command, release.folder, number)
      : placeStaticRelease(release, target.folder, webServerFolder),
  )
}

/** Reports to the CMS as the target of static builds. When it cannot, prints why and returns false. */
async function report(settings: RebuildSettings, { type, data }: ReleaseReport): Promise<boolean> {
  const { cmsUrl, reportSecret: secret, runUrl } = settings
  const log = runUrl ? [...data.log, `What the run printed: ${runUrl}`] : data.log
  const ownReport: ReleaseReport = { type, data: { ...data, target: 'github', log } }
  for (let attempt = 0; ; attempt++) {
    const problem = await deliverReport(ownReport, { cmsUrl, secret })
    if (!problem) return true
    const delayMs = reportDelaysMs[attempt]
    // Only the outcome must arrive; that a build has begun is reported once.
    if (problem.isFinal || delayMs === undefined || data.state === 'building') {
      console.error(`The CMS does not know that the static site is ${data.state}. ${problem.message}`)
      return false
    }
    await wait(delayMs)
  }
}

/** Counts the releases, where GitHub does not. */
function nextNumber(folder: string): number {
  const file = join(folder, 'number')
  const number = existsSync(file) ? Number(readFileSync(file, 'utf8')) + 1 : 1
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, String(number))
  return number
}

stopAllOnSignal()
await runCommand(rebuild)
process.exit()
