import type { Payload, PayloadRequest } from 'payload'
import { inEachDocument } from '../saves/each-document'
import { storeReferences } from '../references/store-references'
import { storedContents } from '../references/stored-contents'

/** Raise it when `storeReferences` finds other places in the same document: each CMS then lists all of them anew at its start. */
const version = 1
const key = 'references'

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
  await inEachDocument(payload, storeOne)
  await payload.kv.set(key, { version })
}

async function storeOne(req: PayloadRequest, slug: string, id: string): Promise<void> {
  const { collections, config } = req.payload
  const fields = (collections[slug]?.config ?? config.globals.find((global) => global.slug === slug)!)
    .flattenedFields
  await storeReferences(req, { slug, id, fields, ...(await storedContents(req, slug, id)) })
}
