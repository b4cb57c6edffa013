import { randomUUID } from 'node:crypto'
import { type Freeze, type ReleaseReport, type Waiting, maxAllowedDocuments } from 'shared-types'
import type { Outcome, ReleaseReason } from './release'

export type { Outcome }

type Report = ReleaseReport['data']

/** The reason of a release that a person requested. The name in reports; older than the code's word. */
export const requested = 'asked' satisfies ReleaseReason

/** The name of the bundled publisher among the publishing targets. */
const target = 'publisher'
/** The most that a report may hold; `message` in characters. */
const most = { documents: 2000, problems: 500, claims: 500, paths: 200, message: 2000, title: 100 }

const reportOf = (data: Report): ReleaseReport => ({ type: 'release.report', data })

const nothingRendered: Report['pages'] = { total: 0, rendered: 0, added: [], removed: [], changed: [] }

interface About {
  id?: string
  number: number
  reason: ReleaseReason
  revision: string
  bundle: string
  startedAt: Date
}

function base({ id = randomUUID(), number, reason, revision, bundle, startedAt }: About): Report {
  return {
    id,
    target,
    number,
    state: 'building',
    reason,
    revision,
    bundle,
    startedAt: startedAt.toISOString(),
    isFull: false,
    documents: [],
    held: [],
    waiting: [],
    warnings: [],
    pages: nothingRendered,
    timings: {},
    canBeAllowed: false,
    log: [],
  }
}

/** The report that the rendering of every page has begun. */
export const buildingReport = (about: About): ReleaseReport => reportOf({ ...base(about), isFull: true })

/** The report of the outcome. `contentAsOf`: newest `updatedAt` of all documents in the CMS. */
export function outcomeReport(
  about: Omit<About, 'number' | 'reason' | 'revision'>,
  outcome: Outcome,
  contentAsOf: string | undefined,
): ReleaseReport {
  const { state, number, reason, revision, changes, blocked, warnings, claims, pages, timings, message } =
    outcome
  const documents = changes.map(({ slug, id, action, updatedAt }) => ({ slug, id, action, updatedAt }))
  // The CMS takes every document as part of a full release.
  const isFull = outcome.isFull || documents.length > most.documents
  const own = new Set(changes.flatMap(({ paths }) => paths))
  const rendered = pages.rendered.toSorted((a, b) => Number(own.has(b)) - Number(own.has(a)))
  return reportOf({
    ...base({ ...about, number, reason, revision }),
    state,
    finishedAt: new Date().toISOString(),
    contentAsOf,
    isFull,
    documents: reason === 'content' && documents.length <= most.documents ? documents : [],
    // The name in reports; older than the code's word.
    held: blocked.slice(0, most.problems),
    waiting: firstDocuments(outcome.waiting),
    warnings: warnings.slice(0, most.problems),
    claims: claims?.slice(0, most.claims),
    pages: {
      total: pages.total,
      rendered: pages.rendered.length,
      added: pages.added.slice(0, most.paths),
      removed: pages.removed.slice(0, most.paths),
      changed: rendered.slice(0, most.paths),
    },
    timings: { ...timings },
    message: message?.slice(0, most.message),
    canBeAllowed: outcome.canBeAllowed,
    log: [...(outcome.permission ? [outcome.permission] : []), sentenceOf(outcome)],
  })
}

/** As many documents as one command can allow. */
function firstDocuments(groups: readonly Waiting[]): Waiting[] {
  let rest = maxAllowedDocuments
  return groups.flatMap((group) => {
    const documents = group.documents.slice(0, rest)
    rest -= documents.length
    const shown = documents.map(({ title, ...version }) => ({
      ...version,
      title: title?.slice(0, most.title),
    }))
    return documents.length > 0 ? [{ ...group, documents: shown }] : []
  })
}

/** The report that a release could not be made. */
export const failureReport = (about: About, error: Error): ReleaseReport =>
  reportOf({
    ...base(about),
    state: 'failed',
    finishedAt: new Date().toISOString(),
    message: error.message.slice(0, most.message),
  })

/** The report that the site was rolled back to a release, or follows the CMS again; `sentence` says who did it. */
export const freezeReport = (
  about: About,
  state: 'rolled-back' | 'resumed',
  sentence: string,
  freeze?: Freeze,
): ReleaseReport =>
  reportOf({ ...base(about), state, hold: freeze, finishedAt: new Date().toISOString(), log: [sentence] })

/** For the log: `Release 12 is live: 3 of 61 pages, 84 ms (content).` */
export function sentenceOf(outcome: Outcome): string {
  const { state, number, reason, pages, timings, blocked, waiting, message } = outcome
  const took = Object.values(timings).reduce((sum, lap) => sum + lap, 0)
  const steps = Object.entries(timings).map(([step, ms]) => `${step} ${Math.round(ms)}`)
  const waits = waiting.reduce((sum, { documents }) => sum + documents.length, 0)
  const kept =
    (blocked.length > 0 ? ` ${blocked.length} problems keep documents out.` : '') +
    (waits > 0 ? ` ${waits} documents wait for a publisher's word.` : '')
  return state === 'live'
    ? `Release ${number} is live: ${pages.rendered.length} of ${pages.total} pages rendered, ${Math.round(took)} ms (${reason}; ${steps.join(', ')}).${kept}`
    : `Refused (${reason}): ${message}${kept}`
}
