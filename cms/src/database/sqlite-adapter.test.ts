import { sql } from '@payloadcms/db-sqlite'
import { buildConfig, getPayload, type Migration } from 'payload'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseAdapter } from './adapter'
import type { SqliteMigration } from './sqlite-adapter'
import { type TestDatabase, testDatabaseUrl } from '../../test/database'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabaseUrl('sqlite')
})

afterAll(async () => {
  await database.remove()
})

test('a committed migration may rebuild a table, as Payload generates it', async () => {
  const db = databaseAdapter(database.url)
  const config = buildConfig({ secret: 'only for this test', db, logger: { options: { level: 'silent' } } })
  const payload = await getPayload({ config, key: crypto.randomUUID() })
  const client = (
    payload.db as unknown as { client: { execute: (sql: string) => Promise<{ rows: unknown[] }> } }
  ).client

  await payload.db.migrate({ migrations: [createTables] as Migration[] })
  await client.execute("INSERT INTO courses VALUES ('course', 'Phlebotomy')")
  await client.execute("INSERT INTO cohorts VALUES ('cohort', 'course')")
  await payload.db.migrate({ migrations: [createTables, rebuildTable] as Migration[] })

  expect((await client.execute('SELECT * FROM cohorts')).rows).toHaveLength(1)
  expect((await client.execute("SELECT code FROM courses WHERE id = 'course'")).rows).toHaveLength(1)
  await expect(client.execute("INSERT INTO cohorts VALUES ('lost', 'nowhere')")).rejects.toThrow(
    'FOREIGN KEY',
  )
  const { docs } = await payload.find({ collection: 'payload-migrations', sort: 'createdAt' })
  expect(docs.map(({ name }) => name)).toEqual(['create-tables', 'rebuild-table'])
  await payload.destroy()
})

const createTables: SqliteMigration = {
  name: 'create-tables',
  up: async ({ db }) => {
    await db.run(sql`CREATE TABLE payload_migrations (id text PRIMARY KEY, name text, batch numeric,
      updated_at text, created_at text)`)
    await db.run(sql`CREATE TABLE courses (id text PRIMARY KEY, title text)`)
    await db.run(
      sql`CREATE TABLE cohorts (id text PRIMARY KEY, course text REFERENCES courses(id) ON DELETE cascade)`,
    )
  },
  down: async () => undefined,
}

const rebuildTable: SqliteMigration = {
  name: 'rebuild-table',
  up: async ({ db }) => {
    await db.run(sql`PRAGMA foreign_keys=OFF;`)
    await db.run(sql`CREATE TABLE __new_courses (id text PRIMARY KEY, title text, code text)`)
    await db.run(sql`INSERT INTO __new_courses (id, title) SELECT id, title FROM courses;`)
    await db.run(sql`DROP TABLE courses;`)
    await db.run(sql`ALTER TABLE __new_courses RENAME TO courses;`)
    await db.run(sql`PRAGMA foreign_keys=ON;`)
  },
  down: async () => undefined,
}
