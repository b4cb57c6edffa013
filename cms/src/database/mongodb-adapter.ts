import { type MongooseAdapter, mongooseAdapter } from '@payloadcms/db-mongodb'
import type { DatabaseAdapterObj } from 'payload'
import { endWritesWithConnections, runOneStatementAtATime } from './mongodb-session'

type Connection = MongooseAdapter['connection']
type Model = ReturnType<Connection['model']>
type Schema = Model['schema']

/**
 * When a primary vanishes without closing its connections, the driver gives them up after the sum of both. By its defaults, 40 s, all
 * editors would wait for that long after the next primary was elected.
 */
const timeoutsMs = { connectTimeoutMS: 5000, heartbeatFrequencyMS: 2000 }

/** The options that the URL does not set. */
const withoutThoseOf = <Options extends object>(url: string, options: Options): Partial<Options> =>
  Object.fromEntries(
    Object.entries(options).filter(([name]) => !new RegExp(`[?&]${name}=`, 'i').test(url)),
  ) as Partial<Options>

/**
 * Payload's MongoDB adapter, made so that `mongod` accepts what it sends in a transaction. Throws for a URL without a replica set or
 * without the name of a database.
 */
export function mongodbWithTransactions(url: string, migrationDir: string): DatabaseAdapterObj {
  const isSrv = /^mongodb\+srv:/i.test(url)
  if (!isSrv && !/[?&]replicaSet=[^&]/i.test(url)) throw withoutReplicaSet(url)
  if (!/^mongodb(\+srv)?:\/\/[^/?]+\/[^/?]/i.test(url)) throw withoutName(url)
  const adapterOfPayload = mongooseAdapter({
    url,
    ensureIndexes: true,
    // Mongoose would make the indexes too, at the same time, and those of all globals in one collection, where their names collide.
    connectOptions: { autoIndex: false, ...withoutThoseOf(url, timeoutsMs) },
    transactionOptions: {},
    migrationDir,
    afterCreateConnection: ({ connection }) => {
      connection.plugin(leaveOutUniqueNulls)
      connection.plugin(leaveOutForeignIds)
    },
    afterOpenConnection: async ({ connection, globals }) => {
      // With mongodb+srv the replica set may come from DNS, so it is known only after connecting.
      if (!connection.getClient().options.replicaSet) throw withoutReplicaSet(url)
      runOneStatementAtATime(connection.getClient())
      endWritesWithConnections(connection.getClient())
      await globals?.collection.createIndex({ globalType: 1 }, { unique: true })
    },
  })
  return {
    ...adapterOfPayload,
    init: (args) => {
      const adapter = adapterOfPayload.init(args) as MongooseAdapter
      const init = adapter.init?.bind(adapter)
      adapter.init = async () => {
        await init?.()
        for (const model of Object.values(adapter.connection.models)) countExactly(model)
      }
      return adapter
    },
  }
}

/**
 * Payload counts all documents with the command `count`, which `mongod` refuses in a transaction (error 263), and whose answer is an
 * estimate.
 */
function countExactly(model: Model): void {
  model.estimatedDocumentCount = ((options) =>
    model.countDocuments(
      {},
      { hint: { _id: 1 }, session: options?.session ?? undefined },
    )) satisfies typeof model.estimatedDocumentCount
}

/** Null is a value in a unique index, even in a sparse one: two drafts without a slug would collide. A field that is absent is not in it. */
function leaveOutUniqueNulls(schema: Schema): void {
  const names = schema
    .indexes()
    .filter(([fields, { unique }]) => unique && Object.keys(fields).length === 1)
    .flatMap(([fields]) => Object.keys(fields))
  if (names.length === 0) return

  schema.pre('save', function () {
    for (const name of names) if (this.get(name) === null) this.set(name, undefined)
  })
  schema.pre(['findOneAndUpdate', 'updateOne', 'updateMany'], function () {
    const update = (this.getUpdate() ?? {}) as Record<string, Record<string, unknown> | null>
    for (const changes of [update, update.$set ?? {}]) {
      for (const name of names.filter((name) => changes[name] === null)) {
        delete changes[name]
        update.$unset = { ...update.$unset, [name]: true }
      }
    }
  })
}

type Conditions = Record<string, unknown>

/** Mongoose throws for a list with an id of another form, as a visitor may send it. No document has such an id. */
function leaveOutForeignIds(schema: Schema): void {
  if (schema.path('_id')?.instance !== 'ObjectId') return
  const hasForm = (id: unknown) => typeof id !== 'string' || /^[0-9a-f]{24}$/i.test(id)
  const leaveOut = (conditions: Conditions) => {
    for (const [name, condition] of Object.entries(conditions)) {
      if (name === '$and' || name === '$or') (condition as Conditions[]).forEach(leaveOut)
      else if (name === '_id') {
        const ids = condition as Record<string, unknown[]> | null
        for (const operator of ['$in', '$nin'])
          if (ids?.[operator]) ids[operator] = ids[operator].filter(hasForm)
      }
    }
  }
  const queries = [
    'countDocuments',
    'deleteMany',
    'find',
    'findOne',
    'findOneAndUpdate',
    'updateMany',
  ] as const
  schema.pre([...queries], function () {
    leaveOut(this.getFilter() as Conditions)
  })
}

function withoutReplicaSet(url: string): Error {
  return new Error(
    `Could not use MongoDB: DATABASE_URL "${withoutPassword(url)}" names no replica set, and without one MongoDB has no ` +
      'transactions: a save that fails halfway would stay half done. Start mongod with --replSet rs0, run ' +
      'rs.initiate() once, and add ?replicaSet=rs0 to the URL.',
  )
}

function withoutName(url: string): Error {
  return new Error(
    `Could not use MongoDB: DATABASE_URL "${withoutPassword(url)}" names no database, and MongoDB would put everything into one ` +
      'that is called "test". Add the name after the host, as in mongodb://host:27017/cms?replicaSet=rs0.',
  )
}

export function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//***@')
}
