import type { Payload, PayloadRequest } from 'payload'
import { collectionSchemas, documentKey, globalSchemas } from 'shared-types'
import { retryConflicts } from '../database/conflicts'
import { inTransaction } from '../database/in-transaction'
import { touchToken } from '../saves/DocumentTokens'
import { storeReferences } from '../references/store-references'
import { storedContents } from '../references/stored-contents'

/** Raise it when `storeReferences` finds other places in the same document: each CMS then lists all of them anew at its start. */
const version = 1
const key = 'references'

/** In one transaction, which other writers wait for on SQLite. */
const documentsAtOnce = 10

/** Whether all documents are listed. */
export const isRebuilt = async ({ kv }: Payload): Promise<boolean> =>
  (await kv.get<{ version: number }>(key))?.version === version

/**
 * Stores what all documents lead to, unless that is done. A rebuild that is cut short begins anew at the next start. Saves of other
 * instances go on meanwhile, and answers say that places may be missing.
 */
export async function rebuildReferences(payload: Payload): Promise<void> {
  if (await isRebuilt(payload)) return
  payload.logger.info('Listing what is used where, once. With many documents it takes minutes.')
  for (const slug of Object.keys(globalSchemas)) await storeAgain(payload, slug, [''])
  for (const slug of Object.keys(collectionSchemas)) {
    for (let after: string | undefined; ;) {
      const ids = await nextIds(payload, slug, after)
      if (ids.length === 0) break
      await storeAgain(payload, slug, ids)
      after = ids.at(-1)
    }
  }
  await payload.kv.set(key, { version })
}

async function nextIds({ db }: Payload, collection: string, after: string | undefined): Promise<string[]> {
  const { docs } = await db.find<{ id: string }>({
    collection,
    where: after === undefined ? {} : { id: { greater_than: after } },
    sort: 'id',
    limit: documentsAtOnce,
    pagination: false,
    select: {},
  })
  return docs.map(({ id }) => String(id))
}

const storeAgain = (payload: Payload, slug: string, ids: string[]): Promise<void> =>
  retryConflicts(() =>
    inTransaction(payload, async (req) => {
      for (const id of ids) await storeOne(req, slug, id)
    }),
  )

async function storeOne(req: PayloadRequest, slug: string, id: string): Promise<void> {
  const { collections, config } = req.payload
  const fields = (collections[slug]?.config ?? config.globals.find((global) => global.slug === slug)!)
    .flattenedFields
  await touchToken(req, documentKey({ slug, id }))
  await storeReferences(req, { slug, id, fields, ...(await storedContents(req, slug, id)) })
}
