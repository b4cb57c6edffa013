import {
  APIError,
  commitTransaction,
  initTransaction,
  killTransaction,
  type PayloadRequest,
  ValidationError,
  type SanitizedCollectionConfig,
  type SanitizedGlobalConfig,
} from 'payload'
import { documentKey } from 'shared-types'
import { documentLabel } from '../access/refusal'
import { rewriteVersion } from '../database/written-versions'
import { ownFields } from './changed-fields'
import { findToken } from './DocumentTokens'
import { type EditSummary, editsSince, summaryOf } from './edit-log'
import { type Edit, editsSlug } from './Edits'
import { pathLabel } from './field-labels'
import { beginFormSave } from './form-save'
import { changedSince, type WriteTarget, tokenOf } from './if-match'
import { type Conflict, mergeFields } from './merge-fields'
import { overrideWarnings } from './override'
import { sameValue } from './same-value'
import type { SaveRequest } from './save-request'
import { findEdit, requestsOf } from './store-edit'

type Data = Record<string, unknown>

/** A document (of a collection, new without `id`) or a global. */
export type Entity =
  { collection: SanitizedCollectionConfig; id: string | undefined } | { global: SanitizedGlobalConfig }

export interface Saved {
  /** As it is stored now, with ids in place of related documents. */
  doc: Data
  token: number
  /** Paths of what the form did not know: fields of others, also within the fields that it sent. */
  taken: string[]
  /** The edits since the token of the form, without its own. */
  edits: EditSummary[]
}

/** A conflict with who made the change that the form did not know, and when (ISO 8601). */
export interface SaveConflict extends Conflict {
  label: string
  by?: string
  at?: string
}

export function writeTargetOf(entity: Entity): WriteTarget {
  if ('global' in entity) {
    const { flattenedFields: fields, label, slug } = entity.global
    return { slug, document: '', fields, label: typeof label === 'string' ? label.toLowerCase() : slug }
  }
  const { collection, id = '' } = entity
  const { flattenedFields: fields, slug } = collection
  return { slug, document: id, fields, label: documentLabel(collection) }
}

/**
 * Saves in one transaction, which does not read the newest version again while it has the token of `known`. Throws what the operations
 * of Payload throw, and errors with 409 for conflicts.
 */
export async function save(
  req: PayloadRequest,
  entity: Entity,
  request: SaveRequest,
  known?: State,
): Promise<Saved> {
  const begun = await initTransaction(req)
  try {
    const saved = await saveWithin(req, entity, request, known)
    if (begun) await commitTransaction(req)
    return saved
  } catch (error) {
    await killTransaction(req)
    // Of two requests at once that are the same, MongoDB refuses the second as not unique, after the first has created the document.
    const isNew = 'collection' in entity && entity.id === undefined
    if (isNew && begun && request.request && error instanceof ValidationError) {
      if (await findCreation(req, writeTargetOf(entity), request.request)) return save(req, entity, request)
    }
    throw error
  }
}

async function saveWithin(
  req: PayloadRequest,
  entity: Entity,
  sent: SaveRequest,
  known: State | undefined,
): Promise<Saved> {
  const target = writeTargetOf(entity)
  const request = { ...sent, data: withoutOwnFields(sent.data) }
  overrideWarnings(req, request.override)
  if ('collection' in entity && entity.id === undefined) {
    const done = request.request ? await findCreation(req, target, request.request) : undefined
    if (!done)
      return answerOf(target, { edits: [], request, ...(await create(req, entity.collection, request)) })
    const created = { ...entity, id: done.document }
    const edits = await editsSince(req, writeTargetOf(created), 0)
    return answerOf(target, { edits, request, done, ...(await stateOf(req, created)) })
  }
  if (request.token === undefined) throw withoutToken(target)
  const since = request.token
  const token = await tokenOf(req, target)
  // Before the write: it may extend an edit that the user has made on another page.
  const edits = token === since ? [] : await editsSince(req, target, since)
  const done = edits.find((edit) => request.request && requestsOf(edit).includes(request.request))
  if (done) return answerOf(target, { edits, request, done, ...(await stateOf(req, entity)) })

  const theirs = known?.token === token ? known.doc : await readNewest(req, entity)
  // Decided for what the person saw: that is, for the newest state.
  const choices = token === since ? request.choices : undefined
  if (request.status === 'published' && token !== since) {
    throw await changedSince(req, target, { status: 409, token, since })
  }
  const { base, data } = request
  const { merged, conflicts, taken } = mergeFields(target.fields, base, data, theirs, choices)
  if (conflicts.length > 0)
    throw await conflictError(req, target, { conflicts, since, token }, [data, theirs, base])

  const changes = Object.fromEntries(Object.keys(data).map((name) => [name, merged[name]]))
  const isChanged = target.fields.some(
    (field) => field.name in changes && !sameValue(field, changes[field.name], theirs[field.name]),
  )
  const isWritten = isChanged || request.status === 'published'
  const state = isWritten ? await write(req, entity, changes, request) : { doc: theirs, token }
  return answerOf(target, { edits, request, taken, ...state })
}

/** Status and trash are changed by other requests: Payload would publish by the status in the data. */
const withoutOwnFields = (data: Data): Data =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !ownFields.has(name)))

/** The edit by which the request has created a document. */
const findCreation = (req: PayloadRequest, { slug }: WriteTarget, request: string): Promise<Edit | null> =>
  req.payload.db.findOne<Edit>({
    collection: editsSlug,
    req,
    where: { and: [{ request: { equals: request } }, { slug: { equals: slug } }] },
  })

/** The newest version, draft or not, as the user may read it; with `trash` also in the trash. Throws if there is none. */
export async function readNewest(req: PayloadRequest, entity: Entity, { trash = false } = {}): Promise<Data> {
  const options = { draft: true, depth: 0, overrideAccess: false, req, trash } as const
  const read =
    'global' in entity
      ? req.payload.findGlobal({ ...options, slug: entity.global.slug as never })
      : req.payload.findByID({ ...options, collection: entity.collection.slug as never, id: entity.id! })
  return (await read) as unknown as Data
}

const statusOf = ({ status }: SaveRequest) => ({
  draft: status === 'draft',
  status: status === 'draft' ? {} : { _status: 'published' },
})

type State = Pick<Saved, 'doc' | 'token'>

/** The token first: a document that is written meanwhile has another one then. */
export async function stateOf(req: PayloadRequest, entity: Entity): Promise<State> {
  const token = await tokenOf(req, writeTargetOf(entity))
  return { token, doc: await readNewest(req, entity) }
}

async function create(
  req: PayloadRequest,
  { slug }: SanitizedCollectionConfig,
  request: SaveRequest,
): Promise<State> {
  const form = beginFormSave(req, {
    slug,
    document: undefined,
    request: request.request,
    status: request.status,
  })
  const { draft, status } = statusOf(request)
  const doc = await req.payload.create({
    collection: slug as 'posts',
    data: { ...request.data, ...status } as never,
    depth: 0,
    draft,
    overrideAccess: false,
    req,
  })
  return { doc: doc as unknown as Data, token: form.token! }
}

async function write(
  req: PayloadRequest,
  entity: Entity,
  changes: Data,
  request: SaveRequest,
): Promise<State> {
  const { slug, document } = writeTargetOf(entity)
  const form = beginFormSave(req, { slug, document, request: request.request, status: request.status })
  if (request.status === 'draft') await continueVersion(req, slug, document)
  const { draft, status } = statusOf(request)
  const options = { data: { ...changes, ...status }, depth: 0, draft, overrideAccess: false, req } as const
  if ('global' in entity) {
    await req.payload.updateGlobal({ ...options, slug: slug as never, data: options.data as never })
    // What Payload returns of a new global has no id.
    return { doc: await readNewest(req, entity), token: form.token! }
  }
  const doc = await req.payload.update({
    ...options,
    collection: slug as 'posts',
    id: document,
    data: options.data as never,
  })
  return { doc: doc as unknown as Data, token: form.token! }
}

/** A form saves often: as long as one user goes on, its saves are one version. */
async function continueVersion(req: PayloadRequest, slug: string, document: string): Promise<void> {
  const token = await findToken(req, documentKey({ slug, id: document }))
  const newest = token && (await findEdit(req, token.edit))
  if (newest?.action !== 'autosave' || !newest.version || newest.userId !== String(req.user?.id)) return
  rewriteVersion(req, slug, document, newest.version)
}

interface Known extends State {
  /** Those that the form does not know. */
  edits: readonly Edit[]
  request: SaveRequest
  /** Within the fields that the form sent. */
  taken?: readonly string[]
  /** The edit among them that the request has made, or begun, if it was carried out before and the form has not heard of it. */
  done?: Edit | null
}

function answerOf(
  { fields }: WriteTarget,
  { doc, token, edits, request: { base, data, request }, taken, done }: Known,
): Saved {
  // Later saves of the same user, from another page, may have continued the edit of the request.
  const isOfRequest = ({ id }: Edit) => id === done?.id && done.request === request
  const others = edits.filter((edit) => !isOfRequest(edit))
  const merged = done ? mergeFields(fields, base, data, doc).taken : []
  const isUnknown = (path: string) => Boolean(done) || !(path.split('.', 1)[0]! in data)
  const unknown = others.flatMap((edit) => edit.fields).filter(isUnknown)
  return {
    doc,
    token,
    taken: [...new Set([...(taken ?? merged), ...unknown])],
    edits: others.map((edit) => summaryOf(edit, fields)),
  }
}

const withoutToken = ({ label }: WriteTarget) =>
  new APIError(
    `This ${label} was not saved: the request does not say from which state its form started. Send the token that came with it.`,
    428,
    null,
    true,
  )

/** A 409 that names the fields, and who changed them after the token `since`. */
export async function conflictError(
  req: PayloadRequest,
  target: WriteTarget,
  { conflicts, since, token }: { conflicts: Conflict[]; since: number; token: number },
  versions: Data[],
  describe = (who: string, what: string) =>
    `This ${target.label} was not saved, because ${who} changed ${what} meanwhile, and so did you. Choose which words to keep.`,
): Promise<APIError> {
  const edits = await editsSince(req, target, since)
  const named = conflicts.map((conflict): SaveConflict => {
    const edit = edits.findLast(({ fields }) => fields.some((path) => overlaps(path, conflict.path)))
    return {
      ...conflict,
      label: pathLabel(target.fields, conflict.path, versions),
      by: edit && summaryOf(edit, target.fields).user,
      at: edit?.until,
    }
  })
  const who = [...new Set(named.map(({ by }) => by ?? 'A colleague'))].join(' and ')
  const what = named.map(({ label }) => `“${label}”`).join(', ')
  return new APIError(
    describe(who, what),
    409,
    {
      reason: 'conflicts',
      token,
      conflicts: named,
      edits: edits.map((edit) => summaryOf(edit, target.fields)),
    },
    true,
  )
}

/** Whether one path is the other, or within it. */
const overlaps = (a: string, b: string) => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`)
