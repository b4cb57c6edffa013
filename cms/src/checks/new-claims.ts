import { APIError, type PayloadRequest } from 'payload'
import { hasDraftsEnabled } from 'payload/shared'
import {
  documentKey,
  type Finding,
  findingOfClaim,
  maxListPublished,
  type PreviewedClaim,
  PreviewedChangesAnswerSchema,
  type PreviewedDocument,
} from 'shared-types'
import { env } from '../env'
import { askPublisher } from '../preview/ask-publisher'
import { bringNoClaims } from '../preview/documents-without-claims'
import { previewForm } from '../preview/previewed-document'
import type { Publish } from '../saves/before-publish'
import { readNewest, writeTargetOf } from '../saves/save'
import { findWideRules } from './rule-trials'

/** Publish waits so long for the publisher. Without an answer the document goes live, or not, by what the publisher finds at release. */
const timeoutMs = 3_000

const contextKey = 'newClaims'
const rulesSlug = 'claims'

/** What is to be published, with the pictures that wait for it. */
interface Previewed {
  slug: string
  /** Empty for a global, and for a document that is not created yet. */
  id: string
  /** Itself first. */
  documents: PreviewedDocument[]
}

/**
 * Asks the publisher which claims these documents would bring to the site together, for the checks of the publishes that follow in this
 * request. Called outside any transaction: rendering pages takes a while. Of more than 200 documents the publisher alone decides.
 * Rules about claims are tried on the live site.
 */
export async function findNewClaims(req: PayloadRequest, publishes: readonly Publish[]): Promise<void> {
  if (publishes.length > maxListPublished) return
  const found = new Map<string, Finding[]>()
  req.context[contextKey] = found
  const rules = publishes.find(({ entity }) => 'global' in entity && entity.global.slug === rulesSlug)
  if (rules) found.set(documentKey({ slug: rulesSlug, id: '' }), await widenedBy(req, rules))
  if (!env.PUBLISHER_URL) return
  const previewed: Previewed[] = []
  for (const publish of publishes) previewed.push(...(await previewOf(req, publish)))
  const documents = distinct(previewed.flatMap((one) => one.documents))
  if (documents.length === 0) return
  const claims = bringNoClaims(documents) ? [] : await claimsOf(req, documents)
  for (const claim of claims.filter(({ level }) => level !== 'advises')) {
    const { owner, field } = attributed(claim, previewed) ?? {}
    if (!owner) continue
    const key = documentKey(owner)
    found.set(key, [...(found.get(key) ?? []), findingOfClaim({ ...claim, field })])
  }
}

/** What the rules of the form would find too much of. */
async function widenedBy(req: PayloadRequest, { entity, newest, values }: Publish): Promise<Finding[]> {
  const live = await req.payload.db.findGlobal<{ id: string; _status?: string }>({ slug: rulesSlug, req })
  const typed = { ...(newest ?? (await readNewest(req, entity))), ...values }
  return findWideRules(req, live?._status === 'published' ? live : {}, typed)
}

/** Nothing of a document that cannot be published: the publish is refused for the same reason, and says so. */
async function previewOf(req: PayloadRequest, { entity, newest, values }: Publish): Promise<Previewed[]> {
  if (!hasDraftsEnabled('global' in entity ? entity.global : entity.collection)) return []
  const { slug, document: id } = writeTargetOf(entity)
  try {
    return [{ slug, id, documents: (await previewForm(req, entity, values, newest)).documents }]
  } catch (error) {
    if (error instanceof APIError) return []
    throw error
  }
}

/** Two documents may show the same picture that waits. */
const distinct = (documents: PreviewedDocument[]): PreviewedDocument[] => [
  ...new Map(documents.map((document) => [documentKey(document), document])).values(),
]

/** Words that no document of several has alone are left to the release. */
function attributed(
  claim: PreviewedClaim,
  previewed: Previewed[],
): { owner: Previewed; field?: string } | undefined {
  const [first, ...others] = previewed
  if (first && others.length === 0) return { owner: first, field: claim.field }
  const { source } = claim
  const isSource = (document: PreviewedDocument) => source && documentKey(document) === documentKey(source)
  const owner = previewed.find(({ documents }) => documents.some(isSource))
  // The words may be those of a picture that the document shows.
  return owner && { owner, field: isSource(owner.documents[0]!) ? source?.field : undefined }
}

async function claimsOf(req: PayloadRequest, documents: PreviewedDocument[]): Promise<PreviewedClaim[]> {
  const options = { signal: req.signal, timeoutMs }
  const answer = await askPublisher('/preview-changes', { documents }, PreviewedChangesAnswerSchema, options)
  return 'claims' in answer ? answer.claims : []
}

/** The claims that a document brings with this request; none when the publisher was not asked, or did not answer. */
export function newClaimsOf({ context }: PayloadRequest, self: { slug: string; id: string }): Finding[] {
  const found = context[contextKey] as Map<string, Finding[]> | undefined
  return found?.get(documentKey(self)) ?? found?.get(documentKey({ ...self, id: '' })) ?? []
}
