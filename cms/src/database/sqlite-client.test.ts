import { mkdtempSync, readdirSync, readlinkSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SqliteClient } from './sqlite-client'

let folder: string
let client: SqliteClient

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-client-'))
  client = new SqliteClient(join(folder, 'made/when/missing/cms.db'), { stallLimit: 300, busyLimit: 300 })
  await client.executeMultiple(`
    CREATE TABLE courses (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
    CREATE TABLE cohorts (id INTEGER PRIMARY KEY, course INTEGER NOT NULL REFERENCES courses(id) ON DELETE CASCADE);
    INSERT INTO courses VALUES (1, 'Phlebotomy');
    INSERT INTO cohorts VALUES (1, 1), (2, 1);
  `)
})

afterEach(async () => {
  await client.end()
  rmSync(folder, { recursive: true })
})

test('the file is a WAL database that syncs every commit and enforces foreign keys', async () => {
  expect(await valueOf('PRAGMA journal_mode')).toBe('wal')
  expect(await valueOf('PRAGMA synchronous')).toBe(2)
  expect(await valueOf('PRAGMA foreign_keys')).toBe(1)
  await expect(client.execute('INSERT INTO cohorts VALUES (3, 99)')).rejects.toThrow('FOREIGN KEY')
})

test('a write outside waits for the transaction, a read does not', async () => {
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
])('%j goes to the connection that writes', async (sql) => {
  await expect(client.execute(sql)).resolves.toBeDefined()
})

test('a write that waits while the transaction does nothing is refused with its statement', async () => {
  const transaction = await client.transaction()
  await expect(client.execute("INSERT INTO courses VALUES (2, 'Pharmacy')")).rejects.toThrow(
    `Could not write to the database: "INSERT INTO courses VALUES (2, 'Pharmacy')" waited 0.3 s for the transaction`,
  )
  await transaction.commit()
})

test('a long transaction that goes on working refuses nobody', async () => {
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
  expect(statSync(client.path).size).toBeLessThan(100_000)
})

test('a migration that rebuilds a table keeps the rows that point at it', async () => {
  await client.duringMigrations(async () => {
    const transaction = await client.transaction()
    await transaction.batch([
      'PRAGMA foreign_keys=OFF',
      'CREATE TABLE new_courses (id INTEGER PRIMARY KEY, title TEXT NOT NULL, code TEXT)',
      'INSERT INTO new_courses SELECT id, title, NULL FROM courses',
      'DROP TABLE courses',
      'ALTER TABLE new_courses RENAME TO courses',
      'PRAGMA foreign_keys=ON',
    ])
    await transaction.commit()
  })
  expect(await valueOf('SELECT count(*) FROM cohorts')).toBe(2)
  await expect(client.execute('INSERT INTO cohorts VALUES (3, 99)')).rejects.toThrow('FOREIGN KEY')
})

test('a migration that would leave a row without its parent is refused and undone', async () => {
  await client.duringMigrations(async () => {
    const transaction = await client.transaction()
    await transaction.execute('DELETE FROM courses')
    await expect(transaction.commit()).rejects.toThrow(
      'Could not migrate: 2 rows would point at rows that do not exist, the first in the table cohorts (row 1) at ' +
        'courses. Nothing was changed. Correct the migration so that it moves or removes those rows.',
    )
    await transaction.rollback()
  })
  expect(await valueOf('SELECT count(*) FROM courses')).toBe(1)
  await expect(client.execute('INSERT INTO cohorts VALUES (3, 99)')).rejects.toThrow('FOREIGN KEY')
})

test('when SQLite gives up a transaction on a full disk, no later statement is written alone', async () => {
  await client.execute('PRAGMA max_page_count = 5')
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
  const other = new SqliteClient(client.path)
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
  await other.end()
})

test('a file that another process holds for too long is reported', async () => {
  const other = new SqliteClient(client.path)
  const transaction = await other.transaction()
  const before = openFiles()
  await expect(client.execute("INSERT INTO courses VALUES (2, 'Pharmacy')")).rejects.toThrow(
    `Could not use the database ${client.path}: another process has held it for 0.3 s. Stop the other process (a script, ` +
      'a second server, a database browser) or let it finish, then try again.',
  )
  expect(openFiles()).toBe(before)
  await transaction.rollback()

  await client.execute("INSERT INTO courses VALUES (2, 'Pharmacy')")
  const { rows } = await other.execute('SELECT count(*) AS courses FROM courses')
  expect(rows[0]?.courses).toBe(2)
  await other.end()
})

async function valueOf(sql: string): Promise<unknown> {
  const { rows } = await client.execute(sql)
  return rows[0]?.[0]
}

/** How many descriptors of this process lead to the database. */
function openFiles(): number {
  return readdirSync('/proc/self/fd').filter((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`).startsWith(folder)
    } catch {
      return false
    }
  }).length
}
