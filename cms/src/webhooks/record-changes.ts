import type {
  CollectionConfig,
  GlobalConfig,
  PayloadRequest,
  Plugin,
  RequestContext,
  SanitizedCollectionConfig,
} from 'payload'
import { collectionSchemas, type ContentAction, globalSchemas, documentKey } from 'shared-types'
import { afterCommit } from '../database/after-commit'
import { env } from '../env'
import { deliveriesSlug } from './delivery'
import { liveDocument, liveGlobal, type LiveRow } from '../database/live-row'
import { followMovedPage } from '../redirects/moved-pages'
import { wakeRelay } from './relay'

/** By document key: what was live before the save that is under way. The documents of a bulk action share one context. */
type Before = Map<string, LiveRow | undefined>

const contextKey = 'liveBefore'

function before(context: RequestContext): Before {
  context[contextKey] ??= new Map()
  return context[contextKey] as Before
}

function take(context: RequestContext, key: string): LiveRow | undefined {
  const row = before(context).get(key)
  before(context).delete(key)
  return row
}

/** Undefined when the live version is the same. Publishing an unchanged document makes a new version, so it is a change. */
function actionOf(was: LiveRow | undefined, is: LiveRow | undefined): ContentAction | undefined {
  if (!was) return is && 'publish'
  if (!is) return 'unpublish'
  return was.updatedAt === is.updatedAt ? undefined : 'change'
}

interface LiveChange {
  slug: string
  id: string
  was: LiveRow | undefined
  is: LiveRow | undefined
}

/** Records a delivery for each target in the transaction of the change, so that both are committed or neither. */
async function record(req: PayloadRequest, { slug, id, was, is }: LiveChange): Promise<void> {
  const action = actionOf(was, is)
  if (!action) return
  const user = req.user?.collection === 'users' ? req.user : undefined
  for (const { name } of env.targets) {
    const data = {
      target: name,
      action,
      slug,
      document: id,
      title: (is ?? was)?.title,
      userId: user && String(user.id),
      userName: user?.name,
      state: 'waiting',
      nextAttemptAt: new Date().toISOString(),
    }
    await req.payload.db.create({ collection: deliveriesSlug, data, req, returning: false })
  }
  await afterCommit(req, () => wakeRelay(req.payload))
}

/** Throws if a document may not leave the site, or not be deleted. */
type BeforeRemoval = (
  req: PayloadRequest,
  collection: SanitizedCollectionConfig,
  id: number | string,
) => Promise<void>

async function recordDocument(
  req: PayloadRequest,
  collection: SanitizedCollectionConfig,
  id: number | string,
  beforeRemoval: BeforeRemoval,
  isDeleted = false,
) {
  const was = take(req.context, documentKey({ slug: collection.slug, id }))
  const is = await liveDocument(req, collection, id)
  if (isDeleted || (was && !is)) await beforeRemoval(req, collection, id)
  const changed = { slug: collection.slug, id: String(id), was, is }
  await record(req, changed)
  await followMovedPage(req, changed)
}

function withRecordedDocuments(collection: CollectionConfig, beforeRemoval: BeforeRemoval): CollectionConfig {
  const { hooks } = collection
  return {
    ...collection,
    hooks: {
      ...hooks,
      beforeChange: [
        ...(hooks?.beforeChange ?? []),
        async ({ collection, context, data, operation, originalDoc, req }) => {
          if (operation === 'update') {
            const row = await liveDocument(req, collection, originalDoc.id)
            before(context).set(documentKey({ slug: collection.slug, id: originalDoc.id }), row)
          }
          return data
        },
      ],
      afterChange: [
        ...(hooks?.afterChange ?? []),
        ({ collection, doc, req }) => recordDocument(req, collection, doc.id, beforeRemoval),
      ],
      beforeDelete: [
        ...(hooks?.beforeDelete ?? []),
        async ({ collection, context, id, req }) => {
          before(context).set(
            documentKey({ slug: collection.slug, id }),
            await liveDocument(req, collection, id),
          )
        },
      ],
      afterDelete: [
        ...(hooks?.afterDelete ?? []),
        ({ collection, id, req }) => recordDocument(req, collection, id, beforeRemoval, true),
      ],
    },
  }
}

function withRecordedGlobal(global: GlobalConfig): GlobalConfig {
  const { hooks } = global
  return {
    ...global,
    hooks: {
      ...hooks,
      // Payload calls no `beforeChange` when it restores a version of a global.
      beforeOperation: [
        ...(hooks?.beforeOperation ?? []),
        async ({ context, global, operation, req }) => {
          if (operation !== 'update' && operation !== 'restoreVersion') return
          before(context).set(documentKey({ slug: global.slug, id: '' }), await liveGlobal(req, global))
        },
      ],
      afterChange: [
        ...(hooks?.afterChange ?? []),
        async ({ context, global, req }) => {
          const was = take(context, documentKey({ slug: global.slug, id: '' }))
          await record(req, { slug: global.slug, id: '', was, is: await liveGlobal(req, global) })
        },
      ],
    },
  }
}

/**
 * Records each change of what is live, for each target. Compares what visitors could read before a save with what they can read
 * after it, because `_status` alone cannot tell: a draft saved over a live page changes nothing for visitors, but its
 * `_status` is that of an unpublished page. `beforeRemoval` is called when a save takes a document off the site, and when one is deleted.
 */
export const recordChanges =
  (beforeRemoval: BeforeRemoval): Plugin =>
  (config) => ({
    ...config,
    collections: config.collections?.map((collection) =>
      collection.slug in collectionSchemas ? withRecordedDocuments(collection, beforeRemoval) : collection,
    ),
    globals: config.globals?.map((global) =>
      global.slug in globalSchemas ? withRecordedGlobal(global) : global,
    ),
  })
