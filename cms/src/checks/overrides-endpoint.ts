import type { Endpoint } from 'payload'
import { maxReportedOverrides, type ReportedOverride } from 'shared-types'
import { isSignedByPublisher } from '../access/publisher'
import { refuse } from '../access/refusal'
import { isStaff } from '../access/rules'
import { type Edit, editsSlug } from '../saves/Edits'

/**
 * Answers the publisher and staff with the newest warnings that persons have overridden: who went live with what, and why. `since`: only
 * of versions from this time (ISO 8601) on.
 */
export const overridesEndpoint: Endpoint = {
  path: '/overrides',
  method: 'get',
  handler: async (req) => {
    if (!isStaff(req.user) && !isSignedByPublisher(req))
      return refuse(403, 'Only the publisher and users with a role read what was overridden, and why.')
    const since = new Date(String(req.query.since))
    const isSince = !Number.isNaN(since.getTime())
    const { docs } = await req.payload.db.find<Edit>({
      collection: editsSlug,
      req,
      where: {
        overriddenVersion: isSince ? { greater_than_equal: since.toISOString() } : { exists: true },
      },
      sort: '-overriddenVersion',
      limit: maxReportedOverrides,
      pagination: false,
    })
    const overrides = docs.flatMap(
      ({ slug, document, overriddenVersion, token, until, userName, overrides }) =>
        (overrides ?? []).map((override): ReportedOverride => ({
          ...{ slug, id: document, token, updatedAt: new Date(overriddenVersion!).toISOString() },
          ...{ at: until, by: userName ?? undefined },
          ...override,
        })),
    )
    return Response.json(
      { overrides: overrides.slice(0, maxReportedOverrides) },
      { headers: { 'Cache-Control': 'no-store' } },
    )
  },
}
