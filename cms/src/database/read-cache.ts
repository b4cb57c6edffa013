import {
  type BaseDatabaseAdapter,
  type DatabaseAdapterObj,
  deepCopyObjectSimple,
  type PayloadRequest,
} from 'payload'

/** Of one collection or global: results by their query. */
type Results = Map<string, Promise<unknown>>

/** By the session of a transaction, so that they end with it; then by slug. */
const caches = new WeakMap<object, Map<string, Results>>()

type Transaction = Partial<Pick<PayloadRequest, 'transactionID'>> | undefined

interface WithSessions {
  sessions?: object
}

async function cacheOf(
  { sessions = {} }: WithSessions,
  req: Transaction,
): Promise<Map<string, Results> | undefined> {
  const id = (await req?.transactionID) ?? ''
  const session = (sessions as Record<string, object | undefined>)[id]
  if (!session) return undefined
  const cache = caches.get(session) ?? new Map<string, Results>()
  caches.set(session, cache)
  return cache
}

const reads = ['find', 'findGlobal', 'findOne'] as const

/** Of each collection: a bulk change is one transaction. */
const mostResults = 20

interface ReadArgs {
  collection?: string
  slug?: string
  req?: unknown
}

const keyOf = (name: (typeof reads)[number], query: object) => JSON.stringify([name, query])

/**
 * The reads of the database adapter for what several hooks need to know. Within a transaction, a query that was sent before is answered
 * from memory until the transaction writes to its collection or global. Without a transaction nothing is kept. A query names no field of
 * another collection.
 */
export function cachedReads(
  req: Pick<PayloadRequest, 'payload'> & Transaction,
): Pick<BaseDatabaseAdapter, (typeof reads)[number]> {
  const { db } = req.payload
  const cached = (name: (typeof reads)[number]) => async (args: ReadArgs) => {
    const { req: _, ...query } = args
    const read = () => (db[name] as (args: object) => Promise<unknown>)({ ...args, req })
    const cache = await cacheOf(db, req)
    if (!cache) return read()
    const slug = (args.collection ?? args.slug)!
    const results: Results = cache.get(slug) ?? new Map<string, Promise<unknown>>()
    cache.set(slug, results)
    const key = keyOf(name, query)
    const result = results.get(key) ?? read()
    results.set(key, result)
    if (results.size > mostResults) results.delete(results.keys().next().value!)
    // The caller may change its copy.
    return deepCopyObjectSimple(await result)
  }
  return Object.fromEntries(reads.map((name) => [name, cached(name)])) as never
}

const writes = [
  'create',
  'createGlobal',
  'deleteMany',
  'deleteOne',
  'updateGlobal',
  'updateJobs',
  'updateMany',
  'updateOne',
  'upsert',
] as const

interface WriteArgs extends ReadArgs {
  id?: number | string
  req?: Transaction
  returning?: boolean
  select?: object
}

/**
 * An adapter whose writes end what `cachedReads` keeps of their collection or global; deleting also changes rows that refer to the
 * deleted ones. The whole row that an update returns is kept as the answer to the query for its id.
 */
export function withReadCache<Adapter extends DatabaseAdapterObj>(adapterOfPayload: Adapter): Adapter {
  const init: DatabaseAdapterObj['init'] = (args) => {
    const adapter = adapterOfPayload.init(args)
    for (const name of writes) {
      const write = adapter[name] as (args: WriteArgs) => Promise<unknown>
      const writeAndForget = async (args: WriteArgs) => {
        const { collection, id, req, returning = true, select, slug } = args
        const cache = await cacheOf(adapter, req)
        let row: unknown
        try {
          row = await write.call(adapter, args)
          return row
        } finally {
          if (name.startsWith('delete')) cache?.clear()
          else cache?.delete(collection ?? slug ?? 'payload-jobs')
          const isWholeRow = name === 'updateOne' && row && returning && !select
          if (isWholeRow && collection && id !== undefined) {
            const key = keyOf('findOne', { collection, where: { id: { equals: id } } })
            // Payload changes the row that it gets.
            cache?.set(collection, new Map([[key, Promise.resolve(deepCopyObjectSimple(row))]]))
          }
        }
      }
      Object.assign(adapter, { [name]: writeAndForget })
    }
    return adapter
  }
  return { ...adapterOfPayload, init }
}
