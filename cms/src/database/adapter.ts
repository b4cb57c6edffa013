import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DatabaseAdapterObj } from 'payload'
import { mongodbWithTransactions, withoutPassword } from './mongodb-adapter'
import { type SqliteMigration, sqliteWithTransactions } from './sqlite-adapter'
import type { SqliteClientOptions } from './sqlite-client'
import { withReadCache } from './read-cache'
import { withWrittenVersions } from './written-versions'

interface DatabaseOptions extends SqliteClientOptions {
  /** SQLite only: the committed migrations. Payload runs them when it connects in production. */
  prodMigrations?: SqliteMigration[]
}

// Not `new URL('../../../', import.meta.url)`: Turbopack takes that for a module and refuses to build.
const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

/**
 * The Payload database adapter for a `DATABASE_URL`: `file:` is SQLite, `mongodb:` and `mongodb+srv:` are MongoDB. Both have
 * transactions and string ids. Throws for any other URL, for a MongoDB without a replica set, which has no transactions, and for one
 * without the name of a database.
 */
export function databaseAdapter(url: string, options: DatabaseOptions = {}): DatabaseAdapterObj {
  if (/^file:/i.test(url)) {
    const migrationDir = resolve(repositoryRoot, 'cms/src/migrations')
    return withReadCache(
      withWrittenVersions(sqliteWithTransactions(sqlitePath(url), { ...options, migrationDir })),
    )
  }
  if (/^mongodb(\+srv)?:\/\//i.test(url)) {
    // The default folder holds the migrations of SQLite.
    const migrationDir = resolve(repositoryRoot, 'cms/src/migrations-mongodb')
    return withReadCache(withWrittenVersions(mongodbWithTransactions(url, migrationDir)))
  }
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
