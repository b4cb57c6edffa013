import {
  APIError,
  commitTransaction,
  Forbidden,
  initTransaction,
  killTransaction,
  NotFound,
  type PayloadRequest,
  type SanitizedCollectionConfig,
  ValidationError,
} from 'payload'
import type { Finding } from 'shared-types'
import { documentLabel } from '../access/refusal'
import { isConflict } from '../database/conflicts'
import { isForeignKeyError, isInvalidId } from '../database/foreign-key-error'
import { labelOfPath } from '../fields/label-of-path'
import type { EditSummary } from '../saves/edit-log'
import type { BulkFailure, ChangedDocument } from './bulk-action'
import { findListed } from './listed-documents'
import { changedSinceList, describeChange } from './signed-list'

/** The documents of a bulk change. */
export interface BulkTargets {
  ids: string[]
  /** The token of each in the list that the user confirmed: a document with another one now stays as it is. */
  tokens?: ReadonlyMap<string, number>
}

export interface BulkResult<Doc> {
  /** The changed documents; empty when one failed. */
  docs: Doc[]
  failures: BulkFailure[]
  changedSince: ChangedDocument[]
  /** How many documents the change was for. */
  total: number
}

/**
 * Changes each document by `change`, one after the other in one transaction: all of them or, when one fails, none, but those that have
 * changed since their list was made. Each failure and each change is reported with its document.
 *
 * Payload's own bulk operations run all documents at once, start from the live version, which hides newer drafts, and
 * know no fields of a failure.
 */
export async function changeDocuments<Doc>(
  req: PayloadRequest,
  collection: SanitizedCollectionConfig,
  { ids, tokens }: BulkTargets,
  change: (id: string) => Promise<Doc>,
): Promise<BulkResult<Doc>> {
  const docs: Doc[] = []
  const errors: { id: string; error: unknown }[] = []
  const distinct = [...new Set(ids)]
  await initTransaction(req)
  const changed = await editsOfChanged(req, collection, distinct, tokens)
  for (const id of distinct) {
    if (changed.has(id)) continue
    // After a failure, each of the others is tried in a transaction of its own, only to report whether it fails too.
    await initTransaction(req)
    try {
      docs.push(await change(id))
    } catch (error) {
      // The data of the request may name a missing document, for all documents alike: the check of the request names the field. After
      // a conflict, the whole request is tried again.
      if (isForeignKeyError(error) || isInvalidId(error) || isConflict(error)) {
        await killTransaction(req)
        throw error
      }
      errors.push({ id, error })
    }
    if (errors.length > 0) await killTransaction(req)
    // Lets other requests run in between.
    await new Promise(setImmediate)
  }
  if (docs.length > 0 && errors.length === 0) await commitTransaction(req)
  else await killTransaction(req)
  const named = [...errors.map(({ id }) => id), ...changed.keys()]
  const found = named.length > 0 ? await findListed(req, collection, { id: { in: named } }, true) : []
  const titles = new Map(found.map(({ id, title }) => [id, title]))
  const nameOf = (id: string) => {
    const title = titles.get(id)
    return title === undefined ? `The ${documentLabel(collection)} ${id}` : `“${title}”`
  }
  return {
    docs: errors.length > 0 ? [] : docs,
    failures: errors.map(({ id, error }) => ({
      ...{ id, title: titles.get(id) },
      ...failureOf(req, collection, id, nameOf(id), error),
    })),
    changedSince: [...changed].map(([id, edits]) => ({
      ...{ id, title: titles.get(id), edits },
      message: `${nameOf(id)}: ${describeChange(edits)}`,
    })),
    total: distinct.length,
  }
}

async function editsOfChanged(
  req: PayloadRequest,
  { flattenedFields: fields, slug }: SanitizedCollectionConfig,
  ids: string[],
  tokens: BulkTargets['tokens'],
): Promise<Map<string, EditSummary[]>> {
  if (!tokens) return new Map()
  try {
    return await changedSinceList(req, { slug, fields }, new Map(ids.map((id) => [id, tokens.get(id)!])))
  } catch (error) {
    await killTransaction(req)
    throw error
  }
}

function failureOf(
  req: PayloadRequest,
  collection: SanitizedCollectionConfig,
  id: string,
  name: string,
  error: unknown,
): Pick<BulkFailure, 'fields' | 'message' | 'status' | 'warnings'> {
  const warnings = warningsOf(error)
  const fields =
    error instanceof ValidationError
      ? fieldsOf(error)
      : warnings.map((warning) => labelled(collection, warning))
  const reason =
    fields.length > 0
      ? fields.map(({ label, message }) => `${label}: ${message}`).join(' ')
      : reasonOf(req, collection, id, error)
  const status = error instanceof APIError ? error.status : 500
  return { message: `${name}: ${reason}`, fields, status, ...(warnings.length > 0 && { warnings }) }
}

/** Those that keep a document from being published without a reason. */
function warningsOf(error: unknown): Finding[] {
  const { warnings } = ((error instanceof APIError && error.data) || {}) as { warnings?: Finding[] }
  return warnings ?? []
}

const labelled = ({ fields }: SanitizedCollectionConfig, { field, message }: Finding) => ({
  ...{ path: field, message },
  label: labelOfPath(fields, field),
})

function fieldsOf({ data }: ValidationError): BulkFailure['fields'] {
  const { errors } = data as { errors: { path: string; label?: unknown; message: string }[] }
  return errors.map(({ path, label, message }) => ({
    path,
    // Payload's label also names the tab and the group of the field: "Post > Excerpt".
    label: typeof label === 'string' ? label : path,
    message,
  }))
}

function reasonOf(
  req: PayloadRequest,
  collection: SanitizedCollectionConfig,
  id: string,
  error: unknown,
): string {
  if (error instanceof NotFound) {
    return 'It is not where it was: a colleague deleted it, or moved it to or from the trash. Load the list again.'
  }
  if (error instanceof Forbidden) return 'You may not change it. Ask a colleague who may.'
  if (error instanceof APIError && error.isPublic) return error.message
  req.payload.logger.error({ err: error, msg: `A bulk change failed at ${collection.slug} ${id}` })
  return 'An unexpected error, which is in the log of the CMS. Try this one alone, or ask the person who runs the CMS.'
}
