import { sqliteAdapter } from '@payloadcms/db-sqlite'
import { index } from '@payloadcms/db-sqlite/drizzle/sqlite-core'
import { SqliteClient, type SqliteClientOptions } from './sqlite-client'

type SqliteArgs = Parameters<typeof sqliteAdapter>[0]
type SqliteAdapter = ReturnType<ReturnType<typeof sqliteAdapter>['init']>
type Session = SqliteAdapter['sessions'][string]

export type SqliteMigration = NonNullable<SqliteArgs['prodMigrations']>[number]

interface Options extends SqliteClientOptions {
  migrationDir: string
  prodMigrations?: SqliteMigration[]
}

/**
 * At every publish the content revision reads `id` and `updated_at` of all live rows. 10,000 rows take 3 ms from this index alone,
 * and 70 ms from the table, where a row's long text comes before its dates.
 */
const indexLiveVersions: NonNullable<SqliteArgs['afterSchemaInit']>[number] = ({ extendTable, schema }) => {
  for (const [name, table] of Object.entries(schema.tables)) {
    if (!('_status' in table) || !('deletedAt' in table)) continue
    extendTable({
      table,
      extraConfig: ({ _status, deletedAt, id, updatedAt }) => ({
        live: index(`${name}_live_idx`).on(_status, deletedAt, id, updatedAt),
      }),
    })
  }
  return schema
}

/** Payload's SQLite adapter on a client with transactions. Opens no connection before Payload connects. */
export function sqliteWithTransactions(path: string, options: Options): ReturnType<typeof sqliteAdapter> {
  const adapterOfPayload = sqliteAdapter({
    client: { url: `file:${path}` },
    idType: 'uuid',
    push: false,
    migrationDir: options.migrationDir,
    prodMigrations: options.prodMigrations,
    transactionOptions: {},
    afterSchemaInit: [indexLiveVersions],
  })
  return {
    ...adapterOfPayload,
    init: (args) => {
      const adapter = adapterOfPayload.init(args)
      // Payload uses an existing client and leaves WAL and the other settings to it.
      let client = new SqliteClient(path, options)
      adapter.client = client
      adapter.beginTransaction = () => beginTransaction(adapter)

      const { destroy, migrate, migrateDown, migrateFresh, migrateRefresh, migrateReset } = adapter
      adapter.migrate = (args) => client.duringMigrations(() => migrate.call(adapter, args))
      adapter.migrateDown = () => client.duringMigrations(() => migrateDown.call(adapter))
      adapter.migrateFresh = (args) => client.duringMigrations(() => migrateFresh.call(adapter, args))
      adapter.migrateRefresh = () => client.duringMigrations(() => migrateRefresh.call(adapter))
      adapter.migrateReset = () => client.duringMigrations(() => migrateReset.call(adapter))

      // Payload does not close the old client when it reloads its config; its two connections would stay open.
      adapter.destroy = async () => {
        await client.end()
        await destroy?.call(adapter)
        client = new SqliteClient(path, options)
        adapter.client = client
      }
      return adapter
    },
  }
}

/**
 * Like Payload's own, but a failed commit throws. Payload's swallows the error, so that a save on a full disk would be lost
 * after the editor saw "saved".
 */
async function beginTransaction(adapter: SqliteAdapter): Promise<string> {
  await adapter.initializing
  const id = crypto.randomUUID()
  const rolledBack = new Error('The transaction was rolled back')
  await new Promise<void>((begun, failed) => {
    const done = adapter.drizzle.transaction(
      (db) =>
        new Promise<void>((commit, rollback) => {
          adapter.sessions[id] = {
            // Payload's type wants a schema with one table called tsName; its own code hides that with `any`.
            db: db as unknown as Session['db'],
            resolve: () => {
              commit()
              return done
            },
            reject: () => {
              rollback(rolledBack)
              return done.catch((error: unknown) => {
                if (error !== rolledBack) throw error
              })
            },
          }
          begun()
        }),
    )
    done.catch(failed)
  })
  return id
}
