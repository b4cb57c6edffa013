import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mongooseAdapter } from '@payloadcms/db-mongodb'
import type { DatabaseAdapterObj } from 'payload'
import { type SqliteMigration, sqliteWithTransactions } from './sqlite-adapter'
import type { SqliteClientOptions } from './sqlite-client'
import { withWrittenVersions } from './written-versions'

interface DatabaseOptions extends SqliteClientOptions {
  /** SQLite only: the committed migrations. Payload runs them when it connects in production. */
  prodMigrations?: SqliteMigration[]
}

// Not `new URL('../../../', import.meta.url)`: Turbopack takes that for a module and refuses to build.
const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

/**
 * The Payload database adapter for a `DATABASE_URL`: `file:` is SQLite, `mongodb:` and `mongodb+srv:` are MongoDB. Both have
 * transactions and string ids. Throws for any other URL, and for a MongoDB without a replica set, which has no transactions.
 */
export function databaseAdapter(url: string, options: DatabaseOptions = {}): DatabaseAdapterObj {
  if (/^file:/i.test(url)) {
    const migrationDir = resolve(repositoryRoot, 'cms/src/migrations')
    return withWrittenVersions(sqliteWithTransactions(sqlitePath(url), { ...options, migrationDir }))
  }
  if (/^mongodb(\+srv)?:\/\//i.test(url)) return withWrittenVersions(mongodb(url))
  throw new Error(
    `Could not choose a database: DATABASE_URL is ${url ? `"${withoutPassword(url)}"` : 'empty'}, and only SQLite files and MongoDB ` +
      'are supported. Set it to file:./data/cms.db or to mongodb://host:27017/name?replicaSet=rs0.',
  )
}

/** The absolute path of a `file:` URL. A relative URL starts at the root of the repository, not at the working directory. */
export function sqlitePath(url: string): string {
  const path = decodeURIComponent(url.slice('file:'.length).replace(/^\/\/(localhost)?(?=\/)/i, ''))
  if (!path || path.includes(':memory:') || path.startsWith('//') || /[?#]/.test(path)) {
    throw new Error(
      `Could not open the database: DATABASE_URL is "${url}", which names no plain file. Reads and writes use two ` +
        'connections, which a database in memory or an option in the URL does not allow. Set it to a path like ' +
        'file:./data/cms.db.',
    )
  }
  return resolve(repositoryRoot, path)
}

function mongodb(url: string): DatabaseAdapterObj {
  const isSrv = /^mongodb\+srv:/i.test(url)
  if (!isSrv && !/[?&]replicaSet=[^&]/i.test(url)) throw withoutReplicaSet(url)
  return mongooseAdapter({
    url,
    ensureIndexes: true,
    transactionOptions: {},
    // The default folder holds the migrations of SQLite.
    migrationDir: resolve(repositoryRoot, 'cms/src/migrations-mongodb'),
    afterOpenConnection: (adapter) => {
      // With mongodb+srv the replica set may come from DNS, so it is known only after connecting.
      if (!adapter.connection.getClient().options.replicaSet) throw withoutReplicaSet(url)
    },
  })
}

function withoutReplicaSet(url: string): Error {
  return new Error(
    `Could not use MongoDB: DATABASE_URL "${withoutPassword(url)}" names no replica set, and without one MongoDB has no ` +
      'transactions: a save that fails halfway would stay half done. Start mongod with --replSet rs0, run ' +
      'rs.initiate() once, and add ?replicaSet=rs0 to the URL.',
  )
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//***@')
}
