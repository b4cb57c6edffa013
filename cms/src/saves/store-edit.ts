import type { PayloadRequest } from 'payload'
import { documentKey } from 'shared-types'
import { cachedReads } from '../database/read-cache'
import { type DocumentToken, findToken, tokensSlug } from './DocumentTokens'
import { type Edit, type EditRoad, editsSlug } from './Edits'
import { takeFormSave } from './form-save'
import { takeOverrides } from './override'

type NewEdit = Pick<Edit, 'action' | 'document' | 'draft' | 'fields' | 'live' | 'slug' | 'version'> &
  Pick<DocumentToken, 'trashedLive'>

/**
 * Raises the token of a document or global and stores who changed it, in the transaction of the request. An autosave that follows
 * another one of the same user in the same version extends that edit. Returns the new token.
 */
export async function storeEdit(
  req: PayloadRequest,
  { trashedLive = null, ...edit }: NewEdit,
): Promise<number> {
  const { db } = req.payload
  const options = { req, returning: false } as const
  const key = documentKey({ slug: edit.slug, id: edit.document })
  const last = await findToken(req, key)
  const token = (last?.token ?? 0) + 1
  const user = req.user?.collection === 'users' ? req.user : undefined
  const now = new Date().toISOString()
  const form = takeFormSave(req, edit.slug, edit.document)
  const isAutosave = edit.action === 'autosave' || (edit.action === 'draft' && form?.status === 'draft')
  const data = {
    ...edit,
    action: isAutosave ? ('autosave' as const) : edit.action,
    road: roadOf(req),
    request: form?.request,
    ...takeOverrides(req, key),
    token,
    userId: user && String(user.id),
    userName: user?.name,
    since: now,
    until: now,
  }
  const earlier = last && isAutosave ? await findEdit(req, last.edit) : null
  const continued = earlier && isContinued(earlier, data) ? earlier : undefined

  // Of two requests at once that create the same document for a form, MongoDB refuses the second.
  const isCreated = edit.action === 'create' && form?.request
  const id = continued?.id ?? (isCreated ? `${edit.slug}@${form.request}` : `${key}@${token}`)
  const tokenData = { token, edit: id, liveToken: edit.live ? token : last?.liveToken, trashedLive }
  if (last) await db.updateOne({ ...options, collection: tokensSlug, id: key, data: tokenData })
  else await db.create({ ...options, collection: tokensSlug, customID: key, data: { id: key, ...tokenData } })
  if (form) form.token = token

  if (continued) {
    const fields = [...new Set([...continued.fields, ...edit.fields])]
    const earlierRequests = requestsOf(continued)
    const extended = { ...data, fields, earlierRequests, since: continued.since }
    await db.updateOne({ ...options, collection: editsSlug, id, data: extended })
  } else {
    await db.create({ ...options, collection: editsSlug, customID: id, data: { id, ...data } })
  }
  return token
}

const scheduleKey = 'isScheduled'

/** Marks what a request writes as done by a schedule. */
export function writeBySchedule(req: PayloadRequest): void {
  req.context[scheduleKey] = true
}

export const isWrittenBySchedule = ({ context }: PayloadRequest): boolean => Boolean(context[scheduleKey])

/** The admin signs in with a cookie; programs send a header. */
function roadOf({ context, headers, user }: PayloadRequest): EditRoad | undefined {
  if (context[scheduleKey]) return 'schedule'
  if (headers.has('authorization')) return 'program'
  return user && headers.has('cookie') ? 'admin' : undefined
}

export const findEdit = (req: PayloadRequest, id: string): Promise<Edit | null> =>
  cachedReads(req).findOne<Edit>({ collection: editsSlug, where: { id: { equals: id } } })

/** The ids of the requests of its saves. */
export const requestsOf = ({ earlierRequests, request }: Edit): string[] => [
  ...(earlierRequests ?? []),
  ...(request ? [request] : []),
]

/** So that the list of its requests, which each save writes again, stays short. */
const mostRequests = 50

const isContinued = (earlier: Edit, { userId, version }: Pick<Edit, 'userId' | 'version'>) =>
  earlier.action === 'autosave' &&
  requestsOf(earlier).length < mostRequests &&
  (earlier.userId ?? undefined) === userId &&
  (earlier.version ?? undefined) === version
