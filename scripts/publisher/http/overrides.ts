import {
  documentKey,
  type LivePageClaim,
  type ReleaseReport,
  type ReportedOverride,
  ReportedOverridesSchema,
} from 'shared-types'
import { signWebhook } from 'shared-types/webhook-signature'

const path = '/api/overrides'
const timeoutMs = 5_000
/** As many as a report may hold. */
const mostOverrides = 500

type Report = ReleaseReport['data']
type Claim = Pick<LivePageClaim, 'rule' | 'sentence'>
const keyOf = ({ rule, sentence }: Claim) => JSON.stringify([rule, sentence])

type Version = Pick<ReportedOverride, 'id' | 'slug' | 'updatedAt'>
const keyOfVersion = (version: Version) => `${documentKey(version)} ${Date.parse(version.updatedAt)}`

/**
 * Adds to the report of a live release who has overridden its claims, and the warnings of its documents, and why, as the CMS knows.
 * Without an answer, or from a CMS that does not know yet, the report goes without; that of the next release asks again for claims.
 */
export async function withOverrides(
  report: ReleaseReport,
  { cmsUrl, secret }: { cmsUrl: string; secret: string },
): Promise<ReleaseReport> {
  const since = oldestOverride(report.data)
  if (since === undefined) return report
  try {
    const headers = signWebhook(secret, path)
    const address = `${cmsUrl}${path}${since && `?since=${since}`}`
    const answer = await fetch(address, { headers, signal: AbortSignal.timeout(timeoutMs) })
    const { overrides } = ReportedOverridesSchema.parse(await answer.json())
    const { claims, documents } = report.data
    const known = new Map(
      overrides.flatMap(({ rule, sentence, by, reason, at }) =>
        sentence === undefined ? [] : [[keyOf({ rule, sentence }), { by, reason, at }]],
      ),
    )
    const released = new Set(documents.filter(isShown).map(keyOfVersion))
    return {
      ...report,
      data: {
        ...report.data,
        claims: claims?.map((claim) => ({ ...claim, override: known.get(keyOf(claim)) })),
        overrides: overrides.filter((one) => released.has(keyOfVersion(one))).slice(0, mostOverrides),
      },
    }
  } catch {
    return report
  }
}

const isShown = ({ action }: Report['documents'][number]) => action !== 'unpublish'

/** From when on the overrides are needed: empty for all of them, since a claim may be live for long; undefined for none. */
function oldestOverride({ claims, documents, state }: Report): string | undefined {
  if (state !== 'live') return undefined
  if (claims?.some(({ level }) => level === 'warns')) return ''
  const times = documents.filter(isShown).map(({ updatedAt }) => Date.parse(updatedAt))
  if (times.length === 0) return undefined
  return new Date(times.reduce((oldest, time) => Math.min(oldest, time))).toISOString()
}
