import { APIError, type PayloadRequest, type SanitizedCollectionConfig } from 'payload'
import { documentKey } from 'shared-types'
import { documentLabel } from '../access/refusal'
import { findNeeds } from '../references/needed-targets'
import type { StoredReference } from '../references/References'
import { fieldLabel } from '../releases/document-links'
import { nameDocuments } from './using-documents'

const mostNamed = 5

/** Why a document cannot be taken off the site: a sentence for each field that needs it. */
async function describeNeeds(req: PayloadRequest, needs: StoredReference[]): Promise<string> {
  const names = await nameDocuments(req, needs)
  const fields = needs.map((need) => {
    const { kind, title } = names.get(documentKey({ slug: need.slug, id: need.document }))!
    const label = fieldLabel(req.payload, need.slug, need.field)
    return `“${label}” of ${title === undefined ? `a ${kind} that you may not read` : `the ${kind} “${title}”`}`
  })
  const more = fields.length - mostNamed
  const named = [...fields.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])]
  const last = named.pop()!
  return named.length > 0 ? `${named.join(', ')} and ${last}` : last
}

/** Throws if a field of a live document that may not be empty would be left without a live document. */
export async function refuseToEmptyFields(
  req: PayloadRequest,
  collection: SanitizedCollectionConfig,
  id: number | string,
): Promise<void> {
  const needs = await findNeeds(req, [documentKey({ slug: collection.slug, id })])
  if (needs.length === 0) return
  throw new APIError(
    `This ${documentLabel(collection)} stays as it is, because what visitors see needs it: ${await describeNeeds(req, needs)}. Choose another there and publish that, or take that off the site first.`,
    409,
    null,
    true,
  )
}
