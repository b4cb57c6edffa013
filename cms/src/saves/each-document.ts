import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { Payload, PayloadRequest } from 'payload'
import { collectionSchemas, documentKey, globalSchemas } from 'shared-types'
import { retryConflicts } from '../database/conflicts'
import { inTransaction } from '../database/in-transaction'
import { touchToken } from './DocumentTokens'

/** In one transaction, which other writers wait for on SQLite. */
const documentsAtOnce = 10

type Work = (req: PayloadRequest, slug: string, id: string) => Promise<void>

/**
 * Does the work for each document and global that the site shows, ten in a transaction. It writes their tokens, so that saves of other
 * instances collide with it. A global has the id `''`.
 */
export async function inEachDocument(payload: Payload, work: Work): Promise<void> {
  for (const slug of Object.keys(globalSchemas)) await inDocuments(payload, slug, [''], work)
  for (const slug of Object.keys(collectionSchemas)) {
    for (let after: string | undefined; ;) {
      const ids = await nextIds(payload, slug, after)
      if (ids.length === 0) break
      const began = performance.now()
      await inDocuments(payload, slug, ids, work)
      // As long as the work: requests, and saves that wait for the end of the transaction, get half of the time.
      await wait(performance.now() - began)
      after = ids.at(-1)
    }
  }
}

/** The same for some documents of a collection, in one transaction. */
export const inDocuments = (
  payload: Payload,
  slug: string,
  ids: readonly string[],
  work: Work,
): Promise<void> =>
  retryConflicts(() =>
    inTransaction(payload, async (req) => {
      for (const id of ids) {
        await touchToken(req, documentKey({ slug, id }))
        await work(req, slug, id)
        // SQLite answers at once, so that no request would get its turn.
        await nextTurn()
      }
    }),
  )

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
