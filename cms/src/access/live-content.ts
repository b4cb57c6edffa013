import type {
  CollectionBeforeChangeHook,
  CollectionBeforeOperationHook,
  PayloadRequest,
  SanitizedCollectionConfig,
  TypeWithID,
} from 'payload'
import { canEdit, canPublish, isStaff } from './rules'
import { findRow } from '../database/live-row'
import { documentLabel, Refusal } from './refusal'

/** The arguments of Payload's operations that decide whether the live row changes. */
interface OperationArgs {
  data?: Record<string, unknown>
  draft?: boolean
  duplicateFromID?: unknown
  id?: number | string
  publishAllLocales?: boolean
  publishSpecificLocale?: string
  trash?: boolean
  unpublishAllLocales?: boolean
  where?: unknown
}

interface Row extends TypeWithID {
  _status?: string
  createdBy?: unknown
  deletedAt?: string | null
  slug?: string
}

const has = (data: Record<string, unknown>, key: string) => Object.hasOwn(data, key)

async function findLiveRow(req: PayloadRequest, collection: string, id: number | string) {
  const row = await findRow(req, { slug: collection, id })
  return row?._status === 'published' && !row.deletedAt ? row : undefined
}

/** The newest draft, or the live version when no draft is newer. */
async function findNewest(req: PayloadRequest, collection: string, id: number | string) {
  const { docs } = await req.payload.db.findVersions<Row>({
    collection,
    req,
    where: { and: [{ parent: { equals: id } }, { latest: { equals: true } }] },
    limit: 1,
    pagination: false,
  })
  return docs[0]?.version
}

/**
 * Refuses every operation by which a user without the right to publish would change live content. Runs before the
 * access rules: only here is the mode of a save known (`draft`), and a refusal can say why.
 */
export const protectLiveContent: CollectionBeforeOperationHook = async (hookArgs) => {
  const { collection, operation, overrideAccess, req } = hookArgs
  const args = hookArgs.args as OperationArgs
  if (overrideAccess) return hookArgs.args
  const changed = (changes: OperationArgs) => ({ ...hookArgs.args, ...changes }) as typeof hookArgs.args
  const data = { ...args.data }
  const mayPublish = canPublish(req.user)

  if (operation === 'create') {
    if (!mayPublish) refuseToPublish(data, collection)
    // A copy of a published document is a draft too, and no document is created in the trash.
    if (!mayPublish || args.duplicateFromID !== undefined) data._status = 'draft'
    delete data.deletedAt
    return changed({ data })
  }

  if (operation === 'update') {
    const isDraft = args.draft === true
    // A form always sends deletedAt. In a draft it would mark the draft as trashed and not change the live row.
    if (isDraft && !data.deletedAt) delete data.deletedAt
    const changesTrash = has(data, 'deletedAt')
    const draft = isDraft && !changesTrash
    if (!mayPublish && isStaff(req.user)) {
      refuseToPublish(data, collection)
      if (args.publishAllLocales || args.unpublishAllLocales || args.publishSpecificLocale) {
        throw new Refusal(
          `This ${documentLabel(collection)} was not changed: only publishers decide what is live. Ask one.`,
        )
      }
      if (changesTrash) {
        refuseOtherChanges(data, collection)
        if (!data.deletedAt) {
          await refuseToRestoreWhatIsNotTrashed(args, collection, req)
          return changed({ data, draft, ...onlyTrashed(args) })
        }
      } else if (!draft) {
        throw new Refusal(
          `Your changes to this ${documentLabel(collection)} were not saved, because saving them this way could change the live site, and only publishers may do that. Save them as a draft and ask a publisher to publish it.`,
        )
      }
      await refuseOthersPosts(args, hookArgs.collection, req)
      await refuseToMoveLiveAddress(args, data, collection, req)
    }
    return changed({ data, draft })
  }

  if (operation === 'restoreVersion') {
    if (!mayPublish && isStaff(req.user) && args.draft !== true) {
      throw new Refusal(
        `This version was not restored, because restoring it changes the live site, and only publishers may do that. Choose "Restore as draft", then ask a publisher to publish it.`,
      )
    }
    return hookArgs.args
  }

  if (operation === 'delete' && !mayPublish && isStaff(req.user)) {
    throw new Refusal(
      `Nothing was deleted: only publishers delete for good. Move the ${documentLabel(collection)} to the trash, or ask a publisher.`,
    )
  }
  return hookArgs.args
}

function refuseToPublish(data: Record<string, unknown>, collection: SanitizedCollectionConfig): void {
  if (!has(data, '_status') || data._status === 'draft') return
  throw new Refusal(
    `This ${documentLabel(collection)} was not published: only publishers may publish. Save it as a draft and ask a publisher to publish it.`,
  )
}

/** Moving to or from the trash writes the live row, so the same request may change no other field. */
function refuseOtherChanges(data: Record<string, unknown>, collection: SanitizedCollectionConfig): void {
  const others = Object.keys(data).filter((key) => key !== 'deletedAt' && key !== '_status')
  if (others.length === 0) return
  throw new Refusal(
    `This ${documentLabel(collection)} was not changed: moving it to or from the trash and editing it (${others.join(', ')}) are two steps. Do one after the other.`,
  )
}

const onlyTrashed = ({ where }: OperationArgs): OperationArgs =>
  where === undefined ? {} : { where: { and: [where, { deletedAt: { exists: true } }] } }

/** Restoring a document that is not in the trash would save its live row as a draft, which takes it off the site. */
async function refuseToRestoreWhatIsNotTrashed(
  { id }: OperationArgs,
  collection: SanitizedCollectionConfig,
  req: PayloadRequest,
): Promise<void> {
  if (id === undefined) return
  const row = await findRow(req, { slug: collection.slug, id })
  if (row && !row.deletedAt) {
    throw new Refusal(`This ${documentLabel(collection)} was not restored, because it is not in the trash.`)
  }
}

async function refuseOthersPosts(
  { id }: OperationArgs,
  collection: SanitizedCollectionConfig,
  req: PayloadRequest,
): Promise<void> {
  if (canEdit(req.user) || id === undefined || collection.slug !== 'posts') return
  const newest = await findNewest(req, collection.slug, id)
  if (newest && newest.createdBy !== req.user?.id) {
    throw new Refusal(
      'This post was not changed, because it belongs to somebody else, and authors change only their own posts. Ask an editor.',
    )
  }
}

async function refuseToMoveLiveAddress(
  { id }: OperationArgs,
  data: Record<string, unknown>,
  collection: SanitizedCollectionConfig,
  req: PayloadRequest,
): Promise<void> {
  if (!has(data, 'slug')) return
  if (id === undefined) {
    throw new Refusal(
      'Nothing was changed: an address belongs to one document. Open the document and change it there.',
    )
  }
  const liveRow = await findLiveRow(req, collection.slug, id)
  if (!liveRow || liveRow.slug === data.slug) return
  // A publisher may have given the draft another address; an editor's form sends that one back.
  if ((await findNewest(req, collection.slug, id))?.slug === data.slug) return
  throw new Refusal(
    `The address of this ${documentLabel(collection)} was not changed from “${String(liveRow.slug)}”, because people and search engines know it by that address; only publishers may move a live page. Keep the address, or ask a publisher.`,
  )
}

/**
 * Refuses to trash live documents, and restores from the trash as a draft. Runs for each document of a save, so also
 * for each document of a bulk operation.
 */
export const keepTrashOffTheLiveSite: CollectionBeforeChangeHook = async ({
  collection,
  context,
  data,
  operation,
  originalDoc,
  req,
}) => {
  if (operation !== 'update') return data
  if (context.isRestoringVersion) {
    // The version may come from a time in the trash; restoring it must not trash the live document.
    const restored = { ...data, deletedAt: null }
    if (canPublish(req.user)) return restored
    const liveRow = await findLiveRow(req, collection.slug, originalDoc.id)
    return liveRow && 'slug' in data ? { ...restored, slug: liveRow.slug } : restored
  }
  const wasTrashed = Boolean(originalDoc?.deletedAt)
  const isTrashed = Boolean(data.deletedAt)
  if ((wasTrashed || isTrashed) && req.user && !canPublish(req.user)) {
    const liveRow = await findLiveRow(req, collection.slug, originalDoc.id)
    if (liveRow) {
      throw new Refusal(
        `This ${documentLabel(collection)} was not moved to the trash, because it is live, and only publishers take something off the site. Ask a publisher to unpublish it.`,
      )
    }
  }
  return wasTrashed && !isTrashed ? { ...data, _status: 'draft' } : data
}
