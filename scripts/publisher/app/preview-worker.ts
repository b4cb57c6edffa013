import { join } from 'node:path'
import process from 'node:process'
import { ClaimTrialSchema, PreviewRequestSchema, PreviewedChangesSchema, leakFinder } from 'shared-types'
import { ClaimTrials } from '../preview/claim-trial'
import { LiveView, OutdatedTemplates } from '../preview/live-view'
import { ParsedDocuments } from '../preview/parsed-documents'
import type { PreviewQuestion, PreviewReply } from '../preview/preview-process'
import { BrokenPreview, Previewer } from '../preview/previewer'
import { readFreeze } from '../releases/freeze'
import { releasePath } from '../releases/release-record'
import { loadBundle } from '../render/bundle'
import { TemplateFiles } from '../render/template-files'
import { setWatchdogTimeouts } from '../render/watchdog'
import { leakRules, publisherSettings } from './settings'
import { State } from './state'

/*
 * The process of the previews: `preview-process.ts` starts it with the publisher's folder and the origin of the admin. It holds the
 * content of the newest release, and answers one request at a time.
 */

const settings = publisherSettings()
// An editor waits for it.
setWatchdogTimeouts({ busyTimeoutMs: Math.min(2_000, settings.pageTimeoutMs) })
const [folder = '', adminOrigin = ''] = process.argv.slice(2)
const state = new State(join(folder, 'state.db'), true)
const bundle = await loadBundle(folder, state.head()?.bundle ?? '')
const documents = new ParsedDocuments(join(folder, 'previews.db'), bundle.hash)
const live = new LiveView(bundle, state, documents)
// Runs the queries of all pages, which the first request would wait for. One that hangs is a problem of its pages.
await live
  .follow(new Date())
  .differenceTo(live.records)
  .catch((error: unknown) => console.error(error))
const webRoot = (release = state.head()?.number ?? 0) => join(folder, releasePath(release), 'site')
const publicSite = {
  siteUrl: bundle.site.siteUrl,
  findLeak: leakFinder(leakRules(settings)),
  isPublicFile: new TemplateFiles(bundle).isPublicFile,
}
let isHurried = false
const previewer = new Previewer({
  ...{ bundle, live, publicSite, adminOrigin, webRoot },
  frozenRelease: () => readFreeze(folder)?.release,
  isHurried: () => isHurried,
})
const trials = new ClaimTrials({ live, webRoot, isHurried: () => isHurried })

process.on('message', (message: PreviewQuestion | 'hurry') => {
  isHurried = message === 'hurry'
  if (message !== 'hurry') void answer(message).then(reply)
})
process.on('disconnect', () => process.exit(0))
reply({ isReady: true })

function reply(message: PreviewReply): void {
  process.send?.(message)
}

async function answer({ about, request }: PreviewQuestion): Promise<PreviewReply> {
  try {
    const json: unknown = JSON.parse(request)
    switch (about) {
      case 'page':
        return { answer: await previewer.answer(PreviewRequestSchema.parse(json)) }
      case 'changes':
        return { answer: await previewer.changes(PreviewedChangesSchema.parse(json)) }
      case 'claims':
        return { answer: await trials.answer(ClaimTrialSchema.parse(json)) }
    }
  } catch (error) {
    if (error instanceof OutdatedTemplates) return { isOutdated: true }
    if (error instanceof BrokenPreview) return { answer: error.answer, isLast: true }
    console.error('A preview failed:', error)
    return { problem: (error as Error).message }
  }
}
