import { type Client, type InStatement, LibsqlError, type ResultSet, type Transaction } from '@libsql/client'
import type { WriteLock } from './write-lock'

/** An open transaction on the writer's connection. */
export class SqliteTransaction implements Transaction {
  closed = false
  #failure: unknown

  constructor(
    readonly writer: Client,
    readonly lock: WriteLock,
    readonly checksForeignKeys: boolean,
    /** Called once at the end; `isUsable` is false when the writer's connection must be closed. */
    readonly onEnd: (isUsable: boolean) => Promise<void>,
  ) {}

  async execute(statement: InStatement): Promise<ResultSet> {
    this.#assertOpen()
    this.lock.recordProgress()
    try {
      return await this.writer.execute(statement)
    } catch (error) {
      // After a full disk or an I/O error SQLite has rolled back by itself, and the next statement would be committed
      // alone. After a broken constraint or a wrong statement the transaction continues.
      if (hasCode(error, /^SQLITE_(?!CONSTRAINT|ERROR|MISMATCH|RANGE|TOOBIG)/)) this.#failure = error
      throw error
    }
  }

  async batch(statements: InStatement[]): Promise<ResultSet[]> {
    const results: ResultSet[] = []
    for (const statement of statements) results.push(await this.execute(statement))
    return results
  }

  executeMultiple(): never {
    throw new LibsqlError(
      'A script of statements cannot run inside a transaction: run the statements one by one',
      'NOT_SUPPORTED',
    )
  }

  async commit(): Promise<void> {
    this.#assertOpen()
    if (this.checksForeignKeys) {
      const { rows } = await this.writer.execute('PRAGMA foreign_key_check')
      const broken = rows[0]
      if (broken) {
        throw new Error(
          `Could not migrate: ${rows.length} rows would point at rows that do not exist, the first in the table ` +
            `${broken.table} (row ${broken.rowid}) at ${broken.parent}. Nothing was changed. Correct the migration so that it ` +
            'moves or removes those rows.',
        )
      }
    }
    // libsql executes synchronously. Close before the next microtask, so that a late statement of a parallel hook is refused
    // instead of being committed alone.
    const committed = this.writer.execute('COMMIT')
    this.closed = true
    try {
      await committed
    } catch (error) {
      this.#failure = error
      this.closed = false
      throw error
    }
    await this.onEnd(true)
  }

  async rollback(): Promise<void> {
    if (this.closed) return
    this.closed = true
    const isRolledBack = await this.writer.execute('ROLLBACK').then(
      () => true,
      () => false,
    )
    // libsql leaves a COMMIT that failed half executed. Its connection would keep reading from before it, and could not begin
    // another transaction once another process has written.
    await this.onEnd(isRolledBack && !this.#failure)
  }

  close(): void {
    void this.rollback()
  }

  #assertOpen(): void {
    if (this.closed) throw new LibsqlError('The transaction is closed', 'TRANSACTION_CLOSED')
    if (this.#failure) {
      throw new Error('The transaction was rolled back by SQLite after an error; begin it again.', {
        cause: this.#failure,
      })
    }
  }
}

export function hasCode(error: unknown, pattern: RegExp): boolean {
  return error instanceof LibsqlError && pattern.test(error.code)
}
