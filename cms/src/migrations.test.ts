import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseAdapter } from './database/adapter'
import { testDatabaseUrl, type TestDatabase } from '../test/database'
import { migrations } from './migrations'
import configured from './payload.config'
import { getPayload, type Payload } from 'payload'

interface Kit {
  generateDrizzleJson: (schema: unknown) => Promise<unknown>
  generateMigration: (before: unknown, after: unknown) => Promise<string[]>
}
interface SqliteDatabase {
  schema: unknown
  client: { execute: (statement: string) => Promise<unknown> }
  requireDrizzleKit: () => Kit
  migrate: (args: { migrations: typeof migrations }) => Promise<void>
}

const folder = new URL('migrations/', import.meta.url)
let database: TestDatabase
let payload: Payload

beforeAll(async () => {
  database = await testDatabaseUrl('sqlite')
  const config = await configured
  config.jobs.autoRun = undefined
  config.typescript.autoGenerate = false
  Object.assign(config, { db: databaseAdapter(database.url) })
  payload = await getPayload({ config, key: 'migrations' })
}, 60_000)
afterAll(() => database.remove(payload))

test('the committed migrations make the tables that the collections need', async () => {
  const db = payload.db as unknown as SqliteDatabase
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .at(-1)
  const { generateDrizzleJson, generateMigration } = db.requireDrizzleKit()
  const before: unknown = JSON.parse(readFileSync(new URL(newest ?? '', folder), 'utf8'))
  const missing = await generateMigration(before, await generateDrizzleJson(db.schema))
  expect(missing, 'a migration is missing: run `npm run payload -w cms -- migrate:create <name>`').toEqual([])
})

test('an empty database is ready after the migrations, and pictures of an older one stay live', async () => {
  const db = payload.db as unknown as SqliteDatabase
  const count = migrations.findIndex(({ name }) => name.endsWith('_published_pictures'))
  await db.migrate({ migrations: migrations.slice(0, count) })
  await db.client.execute(`insert into media (id, alt, filename) values ('old', 'Tubes', 'tubes.png')`)
  await db.migrate({ migrations })
  expect((await payload.findByID({ collection: 'media', id: 'old' })).published).toBe(true)

  const course = await payload.create({ collection: 'courses', draft: true, data: { title: 'Phlebotomy' } })
  expect(course).toMatchObject({ title: 'Phlebotomy', slug: 'phlebotomy', _status: 'draft' })
  const found = await payload.find({ collection: 'courses', draft: true })
  expect(found.totalDocs).toBe(1)
})
