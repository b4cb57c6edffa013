import { type LivePageClaim, type ReleaseReport, ReportedOverridesSchema } from 'shared-types'
import { signWebhook } from 'shared-types/webhook-signature'

const path = '/api/overrides'
const timeoutMs = 5_000

type Claim = Pick<LivePageClaim, 'rule' | 'sentence'>
const keyOf = ({ rule, sentence }: Claim) => JSON.stringify([rule, sentence])

/**
 * Adds to the claims of a report who has overridden them, and why, as the CMS knows. Without an answer, or from a CMS that does not
 * know yet, the claims stay open; the report of the next release asks again.
 */
export async function withOverrides(
  report: ReleaseReport,
  { cmsUrl, secret }: { cmsUrl: string; secret: string },
): Promise<ReleaseReport> {
  const { claims } = report.data
  if (!claims?.some(({ level }) => level === 'warns')) return report
  try {
    const headers = signWebhook(secret, path)
    const answer = await fetch(`${cmsUrl}${path}`, { headers, signal: AbortSignal.timeout(timeoutMs) })
    const { overrides } = ReportedOverridesSchema.parse(await answer.json())
    const known = new Map(
      overrides.flatMap(({ rule, sentence, by, reason, at }) =>
        sentence === undefined ? [] : [[keyOf({ rule, sentence }), { by, reason, at }]],
      ),
    )
    return {
      ...report,
      data: {
        ...report.data,
        claims: claims.map((claim) => ({ ...claim, override: known.get(keyOf(claim)) })),
      },
    }
  } catch {
    return report
  }
}
