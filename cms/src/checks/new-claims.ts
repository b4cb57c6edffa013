import { APIError, type PayloadRequest } from 'payload'
import { hasDraftsEnabled } from 'payload/shared'
import {
  documentKey,
  type Finding,
  findingOfClaim,
  type PreviewedClaim,
  PreviewedChangesAnswerSchema,
  type PreviewedDocument,
} from 'shared-types'
import { askPublisher } from '../preview/ask-publisher'
import { bringNoClaims } from '../preview/documents-without-claims'
import { previewForm } from '../preview/previewed-document'
import { type Entity, writeTargetOf } from '../saves/save'

/** Publish waits so long for the publisher. Without an answer the document goes live, or not, by what the publisher finds at release. */
const timeoutMs = 3_000

const contextKey = 'newClaims'

interface NewClaims {
  slug: string
  /** The id; empty for a global, and for a document that is not created yet. */
  document: string
  findings: Finding[]
}

/**
 * Asks the publisher which claims the values of a form would bring to the site, for the checks of the publish that follows in this
 * request. Called outside any transaction: rendering pages takes a while.
 */
export async function findNewClaims(
  req: PayloadRequest,
  entity: Entity,
  values: Record<string, unknown>,
): Promise<void> {
  if (!hasDraftsEnabled('global' in entity ? entity.global : entity.collection)) return
  const { slug, document } = writeTargetOf(entity)
  try {
    const { documents } = await previewForm(req, entity, values)
    const claims = bringNoClaims(documents) ? [] : await claimsOf(req, documents)
    const findings = claims.map(findingOfClaim).filter(({ level }) => level !== 'advises')
    req.context[contextKey] = { slug, document, findings } satisfies NewClaims
  } catch (error) {
    // The save is refused for the same reason, and says so.
    if (!(error instanceof APIError)) throw error
  }
}

async function claimsOf(req: PayloadRequest, documents: PreviewedDocument[]): Promise<PreviewedClaim[]> {
  const options = { signal: req.signal, timeoutMs }
  const answer = await askPublisher('/preview-changes', { documents }, PreviewedChangesAnswerSchema, options)
  return 'claims' in answer ? answer.claims : []
}

/** The claims that a document brings with this request; none when the publisher was not asked, or did not answer. */
export function newClaimsOf({ context }: PayloadRequest, self: { slug: string; id: string }): Finding[] {
  const claims = context[contextKey] as NewClaims | undefined
  if (!claims) return []
  const { slug, document, findings } = claims
  return documentKey({ slug, id: document || self.id }) === documentKey(self) ? findings : []
}
