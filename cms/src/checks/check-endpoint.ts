import {
  APIError,
  type Endpoint,
  type PayloadRequest,
  ValidationError,
  type ValidationFieldError,
} from 'payload'
import {
  checkAgainstOthers,
  checkLinks,
  collectionSchemas,
  type ContentSlug,
  type Finding,
  findingOf,
  globalSchemas,
  referencesOf,
} from 'shared-types'
import { z } from 'zod'
import { refuse } from '../access/refusal'
import { isStaff } from '../access/rules'
import { asPublished, asVisitorsGet } from '../preview/previewed-document'
import { checkDocumentData } from '../requests/document-data'
import type { Entity } from '../saves/save'
import { linkedContentOf } from './linked-content'
import { surroundingsOf } from './surroundings'

const CheckRequestSchema = z
  .object({
    collection: z.enum(Object.keys(collectionSchemas) as [string]).optional(),
    global: z.enum(Object.keys(globalSchemas) as [string]).optional(),
    id: z.string().min(1).max(100).optional(),
    values: z.record(z.string(), z.unknown()),
  })
  .refine(({ collection, global }) => Boolean(collection) !== Boolean(global), 'send collection or global')

/**
 * Answers with what a publish of the values of a form would be refused for, and with what depends on other documents. What the
 * values themselves show, the browser finds with `checkContent`. Stores nothing.
 */
export const checkEndpoint: Endpoint = {
  path: '/checks',
  method: 'post',
  handler: async (req) => {
    if (!isStaff(req.user)) return refuse(req.user ? 403 : 401, 'Nothing was checked: sign in with a role.')
    const { data, error } = CheckRequestSchema.safeParse(req.data)
    if (!data) {
      const reason = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
      return refuse(400, `Nothing was checked (${reason}). Send { collection and id, or global; values }.`)
    }
    const { collection, global, id, values } = data
    const entity: Entity = collection
      ? { collection: req.payload.collections[collection]!.config, id }
      : { global: req.payload.config.globals.find(({ slug }) => slug === global)! }
    checkDocumentData(values, ('global' in entity ? entity.global : entity.collection).flattenedFields)
    try {
      const findings = await findingsOfForm(req, entity, values)
      return Response.json({ findings }, { headers: { 'Cache-Control': 'no-store' } })
    } catch (failure) {
      if (failure instanceof APIError && [403, 404].includes(failure.status)) {
        return refuse(
          failure.status,
          'Nothing was checked: this document does not exist any more, or you may not read it.',
        )
      }
      throw failure
    }
  },
}

async function findingsOfForm(
  req: PayloadRequest,
  entity: Entity,
  values: Record<string, unknown>,
): Promise<Finding[]> {
  try {
    const { stored, refused } = await asPublished(req, entity, values, { validate: true })
    return [...refused.map(invalid), ...(await findingsAmongOthers(req, entity, stored))]
  } catch (error) {
    if (error instanceof ValidationError) return error.data.errors.map(invalid)
    throw error
  }
}

const invalid = ({ path, message }: ValidationFieldError) => findingOf('invalid', path, message)

async function findingsAmongOthers(
  req: PayloadRequest,
  entity: Entity,
  document: Record<string, unknown>,
): Promise<Finding[]> {
  const slug = ('global' in entity ? entity.global : entity.collection).slug as ContentSlug
  const self = { slug, id: 'global' in entity ? '' : (entity.id ?? '') }
  // Visitors read nothing of the rules about claims.
  if (slug === 'claims') return []
  const references = referencesOf(slug, document)
  // A note for colleagues may hold any address. Visitors get the files of a picture from the CMS until the publisher has them.
  const visible = slug === 'media' ? document : (await asVisitorsGet(req, entity, document)).data
  const linked = await linkedContentOf(req, self, visible, references)
  const around = await surroundingsOf(req, self, document, references)
  return [
    ...checkLinks({ ...self, document: visible }, linked),
    ...checkAgainstOthers(slug, document, references, around),
  ]
}
