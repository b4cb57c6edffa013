import type { Endpoint, PayloadRequest, Plugin, Where } from 'payload'
import { collectionSchemas, globalSchemas } from 'shared-types'
import { refuse } from '../access/refusal'
import { isStaff } from '../access/rules'
import { kindOf, problemLink } from '../releases/document-links'
import { findClaims } from './live-claims'
import {
  type Attention,
  type AttentionGroup,
  attentionGroups,
  type AttentionLine,
  type AttentionLines,
} from './attention'
import { findingsSlug, type StoredFinding } from './LiveFindings'
import { isChecked } from './refresh-findings'

const shownLines = 5
const mostLines = 500

/** For the dashboard: `GET /api/attention`; `?group=facts` for more than the first lines of one group. */
const attentionEndpoint: Endpoint = {
  path: '/attention',
  method: 'get',
  handler: async (req) => {
    if (!isStaff(req.user)) return refuse(403, 'Sign in to see what needs attention.')
    const { group } = req.query
    const names = [...attentionGroups, 'claims'] as const
    const wanted = names.filter((name) => group === undefined || name === group)
    if (wanted.length === 0) return refuse(400, `Name one of these groups: ${names.join(', ')}.`)
    const limit = group === undefined ? shownLines : mostLines
    const slugs = await readableSlugs(req)
    const groups = await Promise.all(
      wanted.map((name) =>
        name === 'claims' ? findClaims(req, slugs, limit) : findGroup(req, name, slugs, limit),
      ),
    )
    const attention: Attention = {
      isComplete: await isChecked(req.payload),
      groups: groups.filter(({ count }) => count > 0),
    }
    return Response.json(attention, { headers: { 'Cache-Control': 'no-store' } })
  },
}

/** The collections and globals whose forms this user may open. */
async function readableSlugs(req: PayloadRequest): Promise<string[]> {
  const { collections, config } = req.payload
  const readers = [
    ...Object.keys(collectionSchemas).map((slug) => [slug, collections[slug]!.config.access] as const),
    ...config.globals
      .filter(({ slug }) => slug in globalSchemas)
      .map(({ slug, access }) => [slug, access] as const),
  ]
  const readable = await Promise.all(
    readers.map(async ([slug, { read }]) => ((await read({ req })) === true ? [slug] : [])),
  )
  return readable.flat()
}

async function findGroup(
  req: PayloadRequest,
  group: AttentionGroup,
  slugs: readonly string[],
  limit: number,
): Promise<AttentionLines> {
  const { db } = req.payload
  const where: Where = { and: [{ group: { equals: group } }, { slug: { in: slugs } }] }
  const [{ totalDocs }, { docs }] = await Promise.all([
    db.count({ collection: findingsSlug, req, where }),
    db.find<StoredFinding>({
      ...{ collection: findingsSlug, req, where, sort: ['due', 'title'], limit, pagination: false },
    }),
  ])
  return { group, count: totalDocs, lines: docs.map((row) => lineOf(req, row)) }
}

function lineOf({ payload }: PayloadRequest, row: StoredFinding): AttentionLine {
  const { slug, document, title, due } = row
  const { href, field, message } = problemLink(payload, {
    slug,
    documentId: document,
    field: row.field ?? '',
    message: row.message ?? '',
  })
  const kind = kindOf(payload, slug)
  return { title: title || `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`, href, field, message, due }
}

/** Lists on the dashboard what needs attention in what is live. */
export const showAttention: Plugin = (config) => ({
  ...config,
  endpoints: [...(config.endpoints ?? []), attentionEndpoint],
})
