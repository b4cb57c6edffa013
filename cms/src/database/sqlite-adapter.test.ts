import { mkdtempSync, readdirSync, readlinkSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from '@libsql/client'
import { sql } from '@payloadcms/db-sqlite'
import { buildConfig, getPayload, type Migration, type Payload } from 'payload'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { databaseAdapter } from './adapter'
import type { SqliteMigration } from './sqlite-adapter'
import type { SqliteClientOptions } from './sqlite-client'

let folder: string
let path: string
let payload: Payload
let client: Client
const opened: Payload[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-adapter-'))
  path = join(folder, 'made/when/missing/cms.db')
  payload = await openPayload({ stallTimeoutMs: 300, busyTimeoutMs: 300 })
  client = clientOf(payload)
  await payload.db.migrate({ migrations: [createTables] as Migration[] })
})

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.destroy()))
  rmSync(folder, { recursive: true })
})

async function openPayload(options?: SqliteClientOptions): Promise<Payload> {
  const db = databaseAdapter(`file:${path}`, options)
  const config = buildConfig({
    secret: 'only for this test',
    db,
    logger: { options: { level: 'silent' } },
    typescript: { autoGenerate: false },
  })
  const payload = await getPayload({ config, key: crypto.randomUUID() })
  opened.push(payload)
  return payload
}

const clientOf = (payload: Payload) => (payload.db as unknown as { client: Client }).client

const createTables: SqliteMigration = {
  name: 'create-tables',
  up: async ({ db }) => {
    await db.run(sql`CREATE TABLE payload_migrations (id text PRIMARY KEY, name text, batch numeric,
      updated_at text, created_at text)`)
    await db.run(sql`CREATE TABLE courses (id INTEGER PRIMARY KEY, title TEXT NOT NULL)`)
    await db.run(sql`CREATE TABLE cohorts (id INTEGER PRIMARY KEY,
      course INTEGER NOT NULL REFERENCES courses(id) ON DELETE CASCADE)`)
    await db.run(sql`INSERT INTO courses VALUES (1, 'Phlebotomy')`)
    await db.run(sql`INSERT INTO cohorts VALUES (1, 1), (2, 1)`)
  },
  down: async () => undefined,
}

test('the file is a WAL database that syncs every commit and enforces foreign keys', async () => {
  expect(await valueOf('PRAGMA journal_mode')).toBe('wal')
  expect(await valueOf('PRAGMA synchronous')).toBe(2)
  expect(await valueOf('PRAGMA foreign_keys')).toBe(1)
  await expect(client.execute('INSERT INTO cohorts VALUES (3, 99)')).rejects.toThrow('FOREIGN KEY')
})

test('a write outside the transaction waits for it, a read does not', async () => {
  const transaction = await client.transaction()
  await transaction.execute("INSERT INTO courses VALUES (2, 'Pharmacy')")
  const write = client.execute("INSERT INTO courses VALUES (3, 'Billing')")
  expect(await valueOf('SELECT count(*) FROM courses')).toBe(1)
  await transaction.commit()
  await write
  expect(await valueOf('SELECT count(*) FROM courses')).toBe(3)
})

test.each([
  'WITH one AS (SELECT 1) INSERT INTO courses SELECT 9, title FROM courses',
  "INSERT INTO courses VALUES (9, 'New') RETURNING id",
  "\n  update courses set id = 9 where title = 'Phlebotomy' and id = 10",
])('%j is executed by the writer', async (statement) => {
  await expect(client.execute(statement)).resolves.toBeDefined()
})

test('a write that waits while the transaction makes no progress fails, and the error names its statement', async () => {
  const transaction = await client.transaction()
  await expect(client.execute("INSERT INTO courses VALUES (2, 'Pharmacy')")).rejects.toThrow(
    `Could not write to the database: "INSERT INTO courses VALUES (2, 'Pharmacy')" waited 0.3 s for the transaction`,
  )
  await transaction.commit()
})

test('the first write queued after the last statement of the transaction fails, and the others succeed', async () => {
  const transaction = await client.transaction()
  const before = client.execute("INSERT INTO courses VALUES (2, 'Before')")
  await transaction.execute('SELECT 1')
  const cause = client.execute("INSERT INTO courses VALUES (3, 'Cause')")
  const after = client.execute("INSERT INTO courses VALUES (4, 'After')")
  await expect(cause).rejects.toThrow(`"INSERT INTO courses VALUES (3, 'Cause')" waited 0.3 s`)
  await transaction.rollback()
  await Promise.all([before, after])
  expect(await valueOf('SELECT group_concat(id) FROM courses')).toBe('1,2,4')
})

test('a write waits as long as the transaction makes progress', async () => {
  const transaction = await client.transaction()
  const write = client.execute("INSERT INTO courses VALUES (2, 'Pharmacy')")
  for (let turn = 0; turn < 10; turn++) {
    await new Promise((done) => setTimeout(done, 60))
    await transaction.execute('SELECT 1')
  }
  await transaction.commit()
  await expect(write).resolves.toBeDefined()
})

test('a thousand transactions open no further connection, and the file stays small', async () => {
  const before = openFiles()
  for (let turn = 0; turn < 1_000; turn++) {
    const transaction = await client.transaction()
    await transaction.execute(`UPDATE courses SET title = 'Turn ${turn}'`)
    await (turn % 2 ? transaction.commit() : transaction.rollback())
  }
  expect(openFiles()).toBe(before)
  expect(statSync(path).size).toBeLessThan(100_000)
})

test('a committed migration may rebuild a table, as Payload generates it, and keeps the rows that reference it', async () => {
  const rebuildTable: SqliteMigration = {
    name: 'rebuild-table',
    up: async ({ db }) => {
      await db.run(sql`PRAGMA foreign_keys=OFF;`)
      await db.run(sql`CREATE TABLE __new_courses (id INTEGER PRIMARY KEY, title TEXT NOT NULL, code TEXT)`)
      await db.run(sql`INSERT INTO __new_courses (id, title) SELECT id, title FROM courses;`)
      await db.run(sql`DROP TABLE courses;`)
      await db.run(sql`ALTER TABLE __new_courses RENAME TO courses;`)
      await db.run(sql`PRAGMA foreign_keys=ON;`)
    },
    down: async () => undefined,
  }
  await payload.db.migrate({ migrations: [createTables, rebuildTable] as Migration[] })

  expect(await valueOf('SELECT count(*) FROM cohorts')).toBe(2)
  expect((await client.execute('SELECT code FROM courses WHERE id = 1')).rows).toHaveLength(1)
  await expect(client.execute('INSERT INTO cohorts VALUES (3, 99)')).rejects.toThrow('FOREIGN KEY')
  const { docs } = await payload.find({ collection: 'payload-migrations', sort: 'createdAt' })
  expect(docs.map(({ name }) => name)).toEqual(['create-tables', 'rebuild-table'])
})

test('a migration that would leave a row without its parent fails and is undone', async () => {
  const loseCourses: SqliteMigration = {
    name: 'lose-courses',
    up: async ({ db }) => void (await db.run(sql`DELETE FROM courses`)),
    down: async () => undefined,
  }
  const logged = vi.spyOn(payload.logger, 'error')
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never)
  await payload.db.migrate({ migrations: [createTables, loseCourses] as Migration[] })
  expect(exit).toHaveBeenCalledWith(1)
  expect(logged.mock.calls[0]?.[0]).toMatchObject({
    err: {
      message:
        'Could not migrate: 2 rows would point at rows that do not exist, the first in the table cohorts (row 1) at ' +
        'courses. Nothing was changed. Correct the migration so that it moves or removes those rows.',
    },
  })
  vi.restoreAllMocks()
  expect(await valueOf('SELECT count(*) FROM courses')).toBe(1)
  await expect(client.execute('INSERT INTO cohorts VALUES (3, 99)')).rejects.toThrow('FOREIGN KEY')
})

test('when SQLite rolls back a transaction on a full disk, no later statement is committed alone', async () => {
  const pages = Number(await valueOf('PRAGMA page_count'))
  await client.execute(`PRAGMA max_page_count = ${pages}`)
  const transaction = await client.transaction()
  await expect(transaction.execute('INSERT INTO courses VALUES (2, zeroblob(1000000))')).rejects.toThrow(
    'full',
  )
  await expect(transaction.execute("INSERT INTO courses VALUES (3, 'Billing')")).rejects.toThrow(
    'The transaction was rolled back by SQLite after an error; begin it again.',
  )
  await expect(transaction.commit()).rejects.toThrow('The transaction was rolled back by SQLite')
  await transaction.rollback()
  expect(await valueOf('SELECT count(*) FROM courses')).toBe(1)
  await client.execute("INSERT INTO courses VALUES (4, 'Works on')")
})

test('two processes that write to one file wait for each other', async () => {
  const other = clientOf(await openPayload())
  const writes = [client, other].flatMap((writer, which) =>
    Array.from({ length: 50 }, async (_, turn) => {
      const transaction = await writer.transaction()
      await transaction.execute(`INSERT INTO courses VALUES (${1000 * (which + 1) + turn}, 'Course')`)
      await new Promise(setImmediate)
      await transaction.commit()
    }),
  )
  await Promise.all(writes)
  expect(await valueOf('SELECT count(*) FROM courses')).toBe(101)
})

test('a file that another process locks for too long is reported', async () => {
  const other = clientOf(await openPayload())
  const transaction = await other.transaction()
  const before = openFiles()
  await expect(client.execute("INSERT INTO courses VALUES (2, 'Pharmacy')")).rejects.toThrow(
    `Could not use the database ${path}: another process has held it for 0.3 s. Stop the other process (a script, ` +
      'a second server, a database browser) or let it finish, then try again.',
  )
  expect(openFiles()).toBe(before)
  await transaction.rollback()

  await client.execute("INSERT INTO courses VALUES (2, 'Pharmacy')")
  const { rows } = await other.execute('SELECT count(*) AS courses FROM courses')
  expect(rows[0]?.courses).toBe(2)
})

async function valueOf(statement: string): Promise<unknown> {
  const { rows } = await client.execute(statement)
  return rows[0]?.[0]
}

/** The number of this process's descriptors that lead to the database. */
function openFiles(): number {
  return readdirSync('/proc/self/fd').filter((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`).startsWith(folder)
    } catch {
      return false
    }
  }).length
}
