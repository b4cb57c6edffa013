import type { PayloadRequest } from 'payload'
import { documentKey } from 'shared-types'
import { findToken } from './DocumentTokens'
import { type EditSummary, editsSince, summaryOf } from './edit-log'
import { type OpenForm, openFormsSlug } from './OpenForms'
import { type Entity, readNewest, writeTargetOf } from './save'

/** Forms report every 20 s; one that missed two reports is closed. */
const openForMs = 50_000

interface SaveState {
  token: number
  /** The edits since the newest version was last the live one, the oldest first, without those of the live version. */
  edits: EditSummary[]
  /** Other users who have the form open. `seenAt` is ISO 8601. */
  openBy: { userId: string; user: string; seenAt: string }[]
}

/** What a form shows beside its fields. Throws as reading the document does. */
export async function saveState(req: PayloadRequest, entity: Entity): Promise<SaveState> {
  await readNewest(req, entity)
  const target = writeTargetOf(entity)
  const { slug, document } = target
  const row = await findToken(req, documentKey({ slug, id: document }))
  const edits = await editsSince(req, target, row?.liveToken ?? 0)
  const { docs } = await req.payload.db.find<OpenForm>({
    collection: openFormsSlug,
    req,
    where: {
      and: [
        { slug: { equals: slug } },
        { document: { equals: document } },
        { userId: { not_equals: String(req.user?.id) } },
        { seenAt: { greater_than: new Date(Date.now() - openForMs).toISOString() } },
      ],
    },
    limit: 0,
    pagination: false,
  })
  return {
    token: row?.token ?? 0,
    edits: edits.filter(({ action }) => action !== 'publish').map((edit) => summaryOf(edit, target.fields)),
    openBy: docs.map(({ userId, userName: user, seenAt }) => ({ userId, user, seenAt })),
  }
}

/** Notes that the user has the form open, or has closed it: `{ closed: true }`. Answers with the state. */
export async function reportOpenForm(req: PayloadRequest, entity: Entity): Promise<SaveState> {
  const { slug, document } = writeTargetOf(entity)
  const user = req.user as { id: string; name?: string }
  const id = `${documentKey({ slug, id: document })}/${user.id}`
  const state = await saveState(req, entity)
  const { db } = req.payload
  const row = { id, slug, document, userId: String(user.id), userName: user.name ?? '' }
  const where = { id: { equals: id } }
  if (req.data?.closed === true) {
    await db.deleteMany({ collection: openFormsSlug, req, where })
    return state
  }
  const data = { ...row, seenAt: new Date().toISOString() }
  const options = { collection: openFormsSlug, req, returning: false } as const
  if (await db.findOne({ collection: openFormsSlug, req, where }))
    await db.updateOne({ ...options, id, data })
  else {
    await db.create({ ...options, customID: id, data })
    const gone = new Date(Date.now() - 10 * openForMs).toISOString()
    await db.deleteMany({ collection: openFormsSlug, req, where: { seenAt: { less_than: gone } } })
  }
  return state
}
