import type { InArgs, InStatement } from '@libsql/client'
import type { MongooseAdapter } from '@payloadcms/db-mongodb'
import type { Payload } from 'payload'
import type { SqliteClient } from '../src/database/sqlite-client'
import { SqliteTransaction } from '../src/database/sqlite-transaction'

export interface SqlStatement {
  sql: string
  args?: InArgs
}

/** Calls `note` for each statement that Payload sends to SQLite. Returns a function that ends this. */
export function onSqlStatement({ db }: Payload, note: (statement: SqlStatement) => void): () => void {
  const { client } = db as unknown as { client: SqliteClient }
  const noteAny = (statement: InStatement) =>
    note(typeof statement === 'string' ? { sql: statement } : statement)
  const { execute } = client
  client.execute = (statement: InStatement) => {
    noteAny(statement)
    return execute.call(client, statement)
  }
  const { execute: executeInTransaction } = SqliteTransaction.prototype
  SqliteTransaction.prototype.execute = function (statement) {
    noteAny(statement)
    return executeInTransaction.call(this, statement)
  }
  return () => {
    client.execute = execute
    SqliteTransaction.prototype.execute = executeInTransaction
  }
}

/** Calls `note` for each command that Payload sends to MongoDB. The URL of the database needs the option `monitorCommands`. */
export function onMongodbCommand(
  { db }: Payload,
  note: (command: Record<string, unknown>) => void,
): () => void {
  const client = (db as unknown as MongooseAdapter).connection.getClient()
  const noteCommand = ({ command }: { command: object }) => note(command as Record<string, unknown>)
  client.on('commandStarted', noteCommand)
  return () => void client.off('commandStarted', noteCommand)
}

const endsTransaction = (name: string) => name === 'commitTransaction' || name === 'abortTransaction'

/**
 * The beginnings of the statements that Payload sends while `work` runs, without those that end a transaction, which on SQLite the
 * client sends itself.
 */
export async function statementsOf(payload: Payload, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = []
  const stop =
    payload.db.name === 'mongoose'
      ? onMongodbCommand(payload, (command) => {
          const [name, collection] = Object.entries(command)[0]!
          if (!endsTransaction(name)) statements.push(`${name} ${String(collection)}`)
        })
      : onSqlStatement(payload, ({ sql }) => statements.push(sql.slice(0, 120)))
  await work().finally(stop)
  return statements
}
