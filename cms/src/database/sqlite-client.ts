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
  /** ms that a write waits for a transaction that does nothing before it is refused. */
  stallLimit?: number
  /** ms that a statement waits for another process which holds the file. */
  busyLimit?: number
}

/** libsql blocks the event loop while it waits for another process, so it waits this many ms and the rest is ours. */
const BLOCKING_WAIT = 20

/**
 * A libsql client with real transactions on one SQLite file.
 *
 * libsql's own `transaction()` gives its connection away and opens another each time; the file and the descriptors
 * grow without end. This one keeps two connections: one writes, one statement or transaction at a time behind a
 * lock; the other reads, never waits, and sees what is committed. Both open with the first statement.
 */
export class SqliteClient implements Client {
  readonly protocol = 'file'
  closed = false
  #writer: Promise<Client> | undefined
  #reader: Promise<Client> | undefined
  #lock: WriteLock
  #busyLimit: number
  #migrating = 0

  constructor(
    readonly path: string,
    { stallLimit = 10_000, busyLimit = 10_000 }: SqliteClientOptions = {},
  ) {
    this.#lock = new WriteLock(stallLimit)
    this.#busyLimit = busyLimit
  }

  async execute(statement: InStatement): Promise<ResultSet> {
    const sql = typeof statement === 'string' ? statement : statement.sql
    if (onlyReads(sql)) return this.#patiently('reader', (reader) => reader.execute(statement))
    return this.#alone(`"${sql.trim().slice(0, 60)}"`, (writer) => writer.execute(statement))
  }

  async batch(statements: InStatement[]): Promise<ResultSet[]> {
    return this.#alone('a batch of statements', (writer) => writer.batch(statements, 'write'))
  }

  async migrate(statements: InStatement[]): Promise<ResultSet[]> {
    return this.#alone('a migration', (writer) => writer.migrate(statements))
  }

  async executeMultiple(sql: string): Promise<void> {
    return this.#alone('a script of statements', (writer) => writer.executeMultiple(sql))
  }

  async transaction(): Promise<Transaction> {
    await this.#lock.acquire('a new transaction')
    try {
      const isMigrating = this.#migrating > 0
      const writer = await this.#patiently('writer', async (connection) => {
        if (isMigrating) await connection.execute('PRAGMA foreign_keys = OFF')
        await connection.execute('BEGIN IMMEDIATE')
        return connection
      })
      return new SqliteTransaction(writer, this.#lock, isMigrating, async (isSound) => {
        if (isSound && isMigrating) await writer.execute('PRAGMA foreign_keys = ON')
        // A connection that could not roll back is in no known state: closing it rolls back, the next one is fresh.
        if (!isSound) this.#drop('writer')
        this.#lock.release()
      })
    } catch (error) {
      this.#drop('writer')
      this.#lock.release()
      throw error
    }
  }

  /**
   * Transactions begun inside `work` do not enforce foreign keys, and check them all before they commit. SQLite
   * changes a table by making a copy and dropping the original, and dropping a table deletes every row that
   * references it; `PRAGMA foreign_keys = OFF`, which migrations contain, does nothing inside a transaction.
   */
  async duringMigrations<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#migrating++
    try {
      return await work()
    } finally {
      this.#migrating--
    }
  }

  sync(): never {
    throw new LibsqlError('A SQLite file has nothing to sync with', 'SYNC_NOT_SUPPORTED')
  }

  /** Waits for the write that is under way, then closes both connections. */
  async end(): Promise<void> {
    await this.#lock.acquire('closing the database').catch(() => undefined)
    this.close()
    this.#lock.release()
  }

  close(): void {
    this.closed = true
    this.#drop('writer')
    this.#drop('reader')
  }

  async #alone<Result>(purpose: string, work: (writer: Client) => Promise<Result>): Promise<Result> {
    await this.#lock.acquire(purpose)
    try {
      return await this.#patiently('writer', work)
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
    opening.catch(() => this.#drop(kind))
    return opening
  }

  async #open(kind: 'reader' | 'writer'): Promise<Client> {
    mkdirSync(dirname(this.path), { recursive: true })
    const connection = createClient({ url: pathToFileURL(this.path).href })
    try {
      // A script, not single statements, for the same reason as in #patiently.
      await connection.executeMultiple(`
        PRAGMA busy_timeout = ${BLOCKING_WAIT};
        PRAGMA journal_mode = WAL;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON;
        PRAGMA query_only = ${kind === 'reader' ? 'ON' : 'OFF'};
      `)
      return connection
    } catch (error) {
      connection.close()
      throw error
    }
  }

  #drop(kind: 'reader' | 'writer'): void {
    const connection = kind === 'writer' ? this.#writer : this.#reader
    if (kind === 'writer') this.#writer = undefined
    else this.#reader = undefined
    connection?.then(
      (client) => client.close(),
      () => undefined,
    )
  }

  /** Repeats what fails because another process holds the file; that process may well take a few seconds. */
  async #patiently<Result>(
    kind: 'reader' | 'writer',
    work: (connection: Client) => Promise<Result>,
  ): Promise<Result> {
    const started = Date.now()
    for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
      let isFree = false
      try {
        const connection = await this.#connection(kind)
        // A statement that meets a lock stays half executed in libsql until it is garbage, and until then nothing on its
        // connection commits. A script leaves no statement behind, so a script asks first whether the file is free; the
        // client rolls it back at once.
        if (kind === 'writer') await connection.executeMultiple('BEGIN IMMEDIATE')
        isFree = true
        return await work(connection)
      } catch (error) {
        if (!hasCode(error, /^SQLITE_BUSY/)) throw error
        if (isFree) this.#drop(kind)
        if (Date.now() - started > this.#busyLimit) {
          throw new Error(
            `Could not use the database ${this.path}: another process has held it for ${this.#busyLimit / 1000} s. ` +
              'Stop the other process (a script, a second server, a database browser) or let it finish, then try again.',
            { cause: error },
          )
        }
        this.#lock.noteProgress()
        await delay(pause)
      }
    }
  }
}

/** Statements that certainly only read. What is wrongly taken for a write merely waits for the lock. */
function onlyReads(sql: string): boolean {
  if (/^\s*with\b/i.test(sql)) return !/\b(insert|update|delete|replace)\b/i.test(sql)
  return /^\s*(select|values|explain)\b/i.test(sql)
}
