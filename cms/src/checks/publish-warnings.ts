import {
  APIError,
  type CollectionConfig,
  type GlobalConfig,
  type PayloadRequest,
  ValidationError,
} from 'payload'
import { hasDraftsEnabled } from 'payload/shared'
import {
  checkAgainstOthers,
  checkContent,
  type ContentSlug,
  collectionSchemas,
  dayIn,
  documentKey,
  type Finding,
  globalSchemas,
  referencesOf,
} from 'shared-types'
import { addContentHooks } from '../content-hooks'
import { findRow, type Row } from '../database/live-row'
import { type Edit, editsSlug, type Override } from '../saves/Edits'
import { keepOverrides, overrideOf } from '../saves/override'
import { isWrittenBySchedule } from '../saves/store-edit'
import { schoolTimeZone } from '../schedule/school-time'
import { labelOfPath } from '../fields/label-of-path'
import { newClaimsOf } from './new-claims'
import { surroundingsOf } from './surroundings'

interface Self {
  slug: string
  /** Empty for a global. */
  id: string
}

const isLive = (row: Row | null | undefined): row is Row => row?._status === 'published' && !row.deletedAt

/** Keeps what the document is before the write, for the comparison after it. */
const contextKey = 'liveBeforeChecks'
const liveBefore = ({ context }: PayloadRequest) => {
  context[contextKey] ??= new Map<string, Row>()
  return context[contextKey] as Map<string, Row>
}

/**
 * Whether a write puts something live, and by a user. A script on the server, such as the seed, has no user who could answer.
 */
const asks = ({ user }: PayloadRequest, { _status }: Partial<Row>) => Boolean(user) && _status === 'published'

async function rememberLive(req: PayloadRequest, self: Self): Promise<void> {
  const row = await findRow(req, self)
  if (isLive(row)) liveBefore(req).set(documentKey(self), row)
  else liveBefore(req).delete(documentKey(self))
}

/**
 * Refuses to publish what a check blocks, claims that would keep it off the site, and what warns unless the request overrides each rule
 * with a reason. What is found in the live version already is not asked again: a rule or a day that makes an old document warn does not
 * keep users from changing another field of it.
 */
async function refuseFindings(
  req: PayloadRequest,
  self: Self,
  config: CollectionConfig | GlobalConfig,
): Promise<void> {
  const key = documentKey(self)
  const before = liveBefore(req).get(key)
  const row = await findRow(req, self)
  if (!isLive(row)) return
  const claims = newClaimsOf(req, self)
  const found = await findingsOf(req, self, row)
  if (found.length + claims.length === 0) return
  const known = new Set((before ? await findingsOf(req, self, before) : []).map(identity))
  const fresh = found.filter((finding) => !known.has(identity(finding)))
  const blocking = fresh.filter(({ level }) => level === 'blocks')
  if (blocking.length > 0) throw blocked(blocking, self, req)
  const added = [...fresh, ...claims]
  const { rules = [], reason = '' } = overrideOf(req) ?? {}
  const overridden = added.filter(({ level, rule }) => level === 'warns' && rules.includes(rule))
  // The person who scheduled it has overridden what there was then.
  if (overridden.length < added.length && !isWrittenBySchedule(req)) throw refusal(added, config)
  const standing = found.filter((finding) => finding.level === 'warns' && !fresh.includes(finding))
  const overrides = [
    ...overridden.map(({ rule, field, message, sentence }) => ({ rule, field, message, sentence, reason })),
    ...(standing.length > 0 ? await earlierOverrides(req, self, standing) : []),
  ]
  if (overrides.length > 0) keepOverrides(req, key, { overrides, overriddenVersion: row.updatedAt })
}

/** Of warnings that the document has gone live with before: who has overridden them, and why. */
async function earlierOverrides(
  req: PayloadRequest,
  { slug, id }: Self,
  standing: Finding[],
): Promise<Override[]> {
  const { docs } = await req.payload.db.find<Edit>({
    collection: editsSlug,
    req,
    where: {
      and: [
        { slug: { equals: slug } },
        { document: { equals: id } },
        { overriddenVersion: { exists: true } },
      ],
    },
    sort: '-token',
    limit: 1,
    pagination: false,
  })
  const known = new Set(standing.map(identity))
  return docs.flatMap(({ overrides, until, userName }) =>
    (overrides ?? [])
      .filter((override) => known.has(identity(override)))
      .map((override) => ({ by: userName ?? undefined, at: until, ...override })),
  )
}

/** Rows may change places. */
const identity = ({ rule, message }: Pick<Finding, 'message' | 'rule'>) => `${rule} ${message}`

async function findingsOf(req: PayloadRequest, self: Self, row: Row): Promise<Finding[]> {
  const slug = self.slug as ContentSlug
  const today = dayIn(await schoolTimeZone(req), new Date())
  const references = referencesOf(slug, row)
  const around = await surroundingsOf(req, { slug, id: self.id }, row, references, { withAdvice: false })
  const findings = [
    ...checkContent(slug, row, today, { withAdvice: false }),
    ...checkAgainstOthers(slug, row, references, around),
  ]
  return findings.filter(({ level }) => level !== 'advises')
}

/** As of a field that refuses its value. */
const blocked = (findings: Finding[], { slug, id }: Self, req: PayloadRequest): ValidationError =>
  new ValidationError({
    ...(id ? { collection: slug, id } : { global: slug }),
    errors: findings.map(({ field, message }) => ({ path: field, message })),
    req,
  })

function refusal(warnings: Finding[], { fields }: CollectionConfig | GlobalConfig): APIError {
  const reasons = warnings.map(
    ({ field, message }) => `${field && `${labelOfPath(fields, field)}: `}${message}`,
  )
  const rules = [...new Set(warnings.map(({ rule }) => rule))].join(', ')
  const message = warnings.some(({ level }) => level === 'blocks')
    ? `Not published, because the publisher would keep it off the site. ${reasons.join(' ')} Change the words, and publish it again.`
    : `Not published, because the checks warn. ${reasons.join(' ')} Correct it, or publish it all the same and say why: a program sends the headers Override-Warnings (${rules}) and Override-Reason.`
  return new APIError(message, 422, { reason: 'warnings', warnings }, true)
}

const hasDrafts = (config: CollectionConfig | GlobalConfig) =>
  (config.slug in collectionSchemas || config.slug in globalSchemas) && hasDraftsEnabled(config as never)

/** Each publish of a document with a new warning needs a reason. What has no drafts has no Publish, and its form says what warns. */
export const askBeforePublish = addContentHooks(
  {
    collection: {
      beforeChange: [
        async ({ collection, data, operation, originalDoc, req }) => {
          if (operation === 'update' && asks(req, data))
            await rememberLive(req, { slug: collection.slug, id: String(originalDoc.id) })
          return data
        },
      ],
      afterChange: [
        async ({ collection, data, doc, req }) => {
          if (!asks(req, data)) return
          await refuseFindings(req, { slug: collection.slug, id: String(doc.id) }, collection as never)
        },
      ],
    },
    global: {
      beforeChange: [
        async ({ data, global, req }) => {
          if (asks(req, data)) await rememberLive(req, { slug: global.slug, id: '' })
          return data
        },
      ],
      afterChange: [
        async ({ data, global, req }) => {
          if (asks(req, data)) await refuseFindings(req, { slug: global.slug, id: '' }, global as never)
        },
      ],
    },
  },
  hasDrafts,
)
