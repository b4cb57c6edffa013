import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import {
  type Client,
  createClient,
  type InStatement,
  LibsqlError,
  type ResultSet,
  type Transaction,
} from '@libsql/client'
import { hasCode, SqliteTransaction } from './sqlite-transaction'
import { WriteLock } from './write-lock'

export interface SqliteClientOptions {
  /** A write fails when it has waited this long for a transaction that executes no statement. */
  stallTimeoutMs?: number
  /** A statement fails when another process has locked the file for this long. */
  busyTimeoutMs?: number
  /** Whether each commit waits until the disk holds it. False only where a power failure may undo it: in tests. */
  isDurable?: boolean
}

/** libsql blocks the event loop while it waits for another process, so it waits only briefly; this client retries. */
const blockingWaitMs = 20

/**
 * A libsql client with real transactions on one SQLite file.
 *
 * libsql's own `transaction()` gives its connection away and opens another each time, so that the WAL file and the number of
 * descriptors grow without end. This client keeps two connections, which open with their first statement. The writer executes
 * one statement or transaction at a time, behind a lock; the reader never waits for the lock and sees what is committed.
 */
export class SqliteClient implements Client {
  readonly protocol = 'file'
  closed = false
  #writer: Promise<Client> | undefined
  #reader: Promise<Client> | undefined
  #lock: WriteLock
  #busyTimeoutMs: number
  #isDurable: boolean
  #migrationsUnderWay = 0

  constructor(
    readonly path: string,
    { stallTimeoutMs = 10_000, busyTimeoutMs = 10_000, isDurable = true }: SqliteClientOptions = {},
  ) {
    this.#lock = new WriteLock(stallTimeoutMs)
    this.#busyTimeoutMs = busyTimeoutMs
    this.#isDurable = isDurable
  }

  async execute(statement: InStatement): Promise<ResultSet> {
    const sql = typeof statement === 'string' ? statement : statement.sql
    if (onlyReads(sql)) return this.#retryWhileBusy('reader', (reader) => reader.execute(statement))
    return this.#withLock(`"${sql.trim().slice(0, 60)}"`, (writer) => writer.execute(statement))
  }

  async batch(statements: InStatement[]): Promise<ResultSet[]> {
    return this.#withLock('a batch of statements', (writer) => writer.batch(statements, 'write'))
  }

  async migrate(statements: InStatement[]): Promise<ResultSet[]> {
    return this.#withLock('a migration', (writer) => writer.migrate(statements))
  }

  async executeMultiple(sql: string): Promise<void> {
    return this.#withLock('a script of statements', (writer) => writer.executeMultiple(sql))
  }

  async transaction(): Promise<Transaction> {
    await this.#lock.acquire('a new transaction')
    try {
      const isMigrating = this.#migrationsUnderWay > 0
      const writer = await this.#retryWhileBusy('writer', async (connection) => {
        if (isMigrating) await connection.execute('PRAGMA foreign_keys = OFF')
        await connection.execute('BEGIN IMMEDIATE')
        return connection
      })
      return new SqliteTransaction(writer, this.#lock, isMigrating, async (isUsable) => {
        if (isUsable && isMigrating) await writer.execute('PRAGMA foreign_keys = ON')
        // Closing a connection that is in an unknown state rolls back; the next one is fresh.
        if (!isUsable) this.#discard('writer')
        this.#lock.release()
      })
    } catch (error) {
      this.#discard('writer')
      this.#lock.release()
      throw error
    }
  }

  /**
   * Transactions begun inside `work` do not enforce foreign keys, but check all of them before they commit. A SQLite migration
   * changes a table by copying it and dropping the original. With foreign keys enforced, dropping it would delete every row
   * that references it, and the `PRAGMA foreign_keys = OFF` of generated migrations has no effect inside a transaction.
   */
  async duringMigrations<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#migrationsUnderWay++
    try {
      return await work()
    } finally {
      this.#migrationsUnderWay--
    }
  }

  sync(): never {
    throw new LibsqlError('A SQLite file has nothing to sync with', 'SYNC_NOT_SUPPORTED')
  }

  /** Waits for the queued writes, then closes both connections. */
  async end(): Promise<void> {
    await this.#lock.acquire('closing the database').catch(() => undefined)
    this.close()
    this.#lock.release()
  }

  close(): void {
    this.closed = true
    this.#discard('writer')
    this.#discard('reader')
  }

  async #withLock<Result>(purpose: string, work: (writer: Client) => Promise<Result>): Promise<Result> {
    await this.#lock.acquire(purpose)
    try {
      return await this.#retryWhileBusy('writer', work)
    } finally {
      this.#lock.release()
    }
  }

  #connection(kind: 'reader' | 'writer'): Promise<Client> {
    if (this.closed) throw new LibsqlError('The client is closed', 'CLIENT_CLOSED')
    const current = kind === 'writer' ? this.#writer : this.#reader
    if (current) return current
    const opening = this.#open(kind)
    if (kind === 'writer') this.#writer = opening
    else this.#reader = opening
    opening.catch(() => this.#discard(kind))
    return opening
  }

  async #open(kind: 'reader' | 'writer'): Promise<Client> {
    mkdirSync(dirname(this.path), { recursive: true })
    const connection = createClient({ url: pathToFileURL(this.path).href })
    try {
      // One script, not single statements, for the reason given in #retryWhileBusy.
      await connection.executeMultiple(`
        PRAGMA busy_timeout = ${blockingWaitMs};
        PRAGMA journal_mode = WAL;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA synchronous = ${this.#isDurable ? 'FULL' : 'OFF'};
        PRAGMA foreign_keys = ON;
        PRAGMA query_only = ${kind === 'reader' ? 'ON' : 'OFF'};
      `)
      return connection
    } catch (error) {
      connection.close()
      throw error
    }
  }

  #discard(kind: 'reader' | 'writer'): void {
    const connection = kind === 'writer' ? this.#writer : this.#reader
    if (kind === 'writer') this.#writer = undefined
    else this.#reader = undefined
    connection?.then(
      (client) => client.close(),
      () => undefined,
    )
  }

  /** Retries while another process has locked the file, until the busy timeout. */
  async #retryWhileBusy<Result>(
    kind: 'reader' | 'writer',
    work: (connection: Client) => Promise<Result>,
  ): Promise<Result> {
    const started = Date.now()
    for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, 50)) {
      let isFree = false
      try {
        const connection = await this.#connection(kind)
        // A statement that fails with SQLITE_BUSY stays half executed in libsql until it is garbage-collected, and until then
        // its connection cannot commit. A script leaves no such statement behind, so a script tests first whether the file
        // is free; libsql rolls its transaction back at once.
        if (kind === 'writer') await connection.executeMultiple('BEGIN IMMEDIATE')
        isFree = true
        return await work(connection)
      } catch (error) {
        if (!hasCode(error, /^SQLITE_BUSY/)) throw error
        if (isFree) this.#discard(kind)
        if (Date.now() - started > this.#busyTimeoutMs) {
          throw new Error(
            `Could not use the database ${this.path}: another process has held it for ${this.#busyTimeoutMs / 1000} s. ` +
              'Stop the other process (a script, a second server, a database browser) or let it finish, then try again.',
            { cause: error },
          )
        }
        this.#lock.recordProgress()
        await delay(pauseMs)
      }
    }
  }
}

/** Whether the statement certainly reads only. A read that is taken for a write merely waits for the lock. */
function onlyReads(sql: string): boolean {
  if (/^\s*with\b/i.test(sql)) return !/\b(insert|update|delete|replace)\b/i.test(sql)
  return /^\s*(select|values|explain)\b/i.test(sql)
}
