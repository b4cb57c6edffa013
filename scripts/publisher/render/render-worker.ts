import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { leakFinder } from 'shared-types'
import { loadBundle } from './bundle'
import type { RenderJob } from './full-render'
import { type CompressedFields, fromCompressedFields } from '../content/compressed-fields'
import { type PageFailure, makePage } from './make-page'
import { claimFinderOf } from './page-records'
import { createPageScanner } from './page-scan'

// Started with a channel to the publisher. When the channel closes, the publisher has ended and needs no pages.
process.once('disconnect', () => process.exit(1))

/** A process that could not make so many pages stops. It would render for minutes what cannot go live. */
const maxFailures = 30
/** Of pages that had to be ended, each of which takes seconds. */
const maxEnded = 3

/** Renders a share of all pages into an empty web root; see `renderEverything`. */
async function renderShare(job: RenderJob): Promise<void> {
  const { site } = await loadBundle(job.folder, job.bundle)
  const scan = createPageScanner({ siteUrl: site.siteUrl, findLeak: leakFinder(job.leakRules) })
  const documents = readFileSync(job.documentsFile, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const { slug, ...fields } = JSON.parse(line) as CompressedFields & { slug: string }
      return { slug, value: fromCompressedFields(fields) }
    })
  const snapshot = site.createSnapshot(site.groupDocuments(documents), job.today)
  const findClaims = claimFinderOf(snapshot)
  let renderer = site.createRenderer(snapshot)
  let [failures, ended] = [0, 0]
  const records = openSync(job.recordsFile, 'w')
  const pages = site.pages(snapshot)
  for (let place = job.share; place < pages.length; place += job.of) {
    const page = pages[place]
    if (!page) continue
    const made = await makePage(renderer, page, scan, findClaims, site.drawCard)
    if ('record' in made) {
      const file = join(job.webRoot, page.file)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, made.body)
      writeSync(records, `${JSON.stringify(made.record)}\n`)
    } else {
      await report(made)
      // It may be half changed.
      if (made.isEnded) renderer = site.createRenderer(snapshot)
      if (++failures === maxFailures || (made.isEnded && ++ended === maxEnded)) break
    }
  }
  closeSync(records)
}

const report = (failure: PageFailure) =>
  new Promise<void>((resolve) => {
    if (!process.send) resolve()
    else process.send(failure, () => resolve())
  })

const [job] = (await once(process, 'message')) as [RenderJob]
await renderShare(job)
process.exit(0)
