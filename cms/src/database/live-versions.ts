import type { sqliteAdapter } from '@payloadcms/db-sqlite'
import type { Payload, SanitizedCollectionConfig } from 'payload'
import { type ContentVersion, versionLine } from 'shared-types'
import { livenessFieldsOf } from './live-row'

type SqliteAdapter = ReturnType<ReturnType<typeof sqliteAdapter>['init']>

/** The part of Payload's MongoDB adapter that this file uses; Mongoose's own types make documents `any`. */
interface MongodbAdapter {
  collections: Record<string, Model>
  globals: Model
}
interface Model {
  collection: { collectionName: string }
  aggregate: (
    pipeline: Record<string, unknown>[],
    options: { readConcern: { level: 'snapshot' }; batchSize: number },
  ) => Promise<{ _id: unknown; slug: string; updatedAt: Date }[]>
}

/** Slugs. */
interface Selection {
  collections: readonly string[]
  globals: readonly string[]
}

/**
 * The live version of each document, published and not in the trash, all read at one moment of the database. Queries the
 * database directly, because every publish needs it: 10,000 documents take some 15 ms, and ten times as long through Payload.
 */
export async function liveVersions(payload: Payload, selection: Selection): Promise<ContentVersion[]> {
  const versions =
    payload.db.name === 'sqlite' ? await onSqlite(payload, selection) : await onMongodb(payload, selection)
  // In the form that the REST API sends.
  return versions.map(({ slug, id, updatedAt }) => ({
    slug,
    id: String(id),
    updatedAt: new Date(updatedAt).toISOString(),
  }))
}

/**
 * The same versions as the sorted lines over which the content revision is computed. On SQLite the database joins the lines,
 * which is faster than passing 10,000 rows to JavaScript.
 */
export async function liveVersionLines(payload: Payload, selection: Selection): Promise<string> {
  if (payload.db.name !== 'sqlite') {
    return (await liveVersions(payload, selection)).map(versionLine).sort().join('')
  }
  const tables = sqliteTables(payload, selection).toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
  const columns = tables.map(
    ({ slug, id, table, where }) =>
      `(select group_concat('${slug}' || char(9) || id || char(9) || updated_at || char(10), '')
        from (select ${id} as id, updated_at from ${table} ${where} order by 1)) as "${slug}"`,
  )
  const { client } = payload.db as unknown as SqliteAdapter
  const { rows } = await client.execute(`select ${columns.join(', ')}`)
  const [row] = rows as unknown as Record<string, string | null>[]
  return tables.map(({ slug }) => row?.[slug] ?? '').join('')
}

interface Row {
  slug: string
  id: unknown
  updatedAt: Date | string
}

function configOf(payload: Payload, slug: string): SanitizedCollectionConfig {
  const collection = payload.collections[slug]
  if (!collection) throw new Error(`There is no collection ${slug}, which the site reads.`)
  return collection.config
}

interface Table {
  slug: string
  /** The quoted name in SQL. */
  table: string
  /** SQL expressions: the id, and the clause that selects the live rows. */
  id: string
  where: string
}

const sqlConditions = {
  _status: "_status = 'published'",
  deletedAt: 'deleted_at is null',
  published: 'published = 1',
} as const

function sqliteTables(payload: Payload, { collections, globals }: Selection): Table[] {
  const { tableNameMap } = payload.db as unknown as SqliteAdapter
  const tableOf = (slug: string) => {
    const table = tableNameMap.get(slug.replaceAll('-', '_'))
    if (!table) throw new Error(`There is no table for ${slug}.`)
    return `"${table}"`
  }
  const ofCollections = collections.map((slug): Table => {
    const conditions = livenessFieldsOf(configOf(payload, slug)).map((name) => sqlConditions[name])
    const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''
    return { slug, table: tableOf(slug), id: 'id', where }
  })
  const ofGlobals = globals.map((slug): Table => {
    return { slug, table: tableOf(slug), id: "''", where: "where _status = 'published'" }
  })
  return [...ofCollections, ...ofGlobals]
}

/** One statement reads all tables at one moment. */
async function onSqlite(payload: Payload, selection: Selection): Promise<Row[]> {
  const selects = sqliteTables(payload, selection).map(
    ({ slug, table, id, where }) =>
      `select '${slug}' as slug, ${id} as id, updated_at as updatedAt from ${table} ${where}`,
  )
  const { client } = payload.db as unknown as SqliteAdapter
  const { rows } = await client.execute(selects.join(' union all '))
  return rows as unknown as Row[]
}

/** Null also matches documents without the field. */
const liveValues = { _status: 'published', deletedAt: null, published: true } as const

/** All versions of a large site in one answer. */
const batchSize = 100_000

/**
 * One query reads all collections at one moment, outside a transaction, which does not allow `$unionWith`. A query for each collection
 * would be 16 round trips to the server for every publish.
 */
async function onMongodb(payload: Payload, { collections, globals }: Selection): Promise<Row[]> {
  const db = payload.db as unknown as MongodbAdapter
  const ofCollections = collections.map((slug) => {
    const names = livenessFieldsOf(configOf(payload, slug))
    const where = Object.fromEntries(names.map((name) => [name, liveValues[name]]))
    return versionsIn(modelOf(db, slug), where, { $literal: slug })
  })
  const where = { globalType: { $in: [...globals] }, _status: 'published' }
  const [first, ...others] = [...ofCollections, versionsIn(db.globals, where, '$globalType')]
  if (!first) return []
  const unions = others.map(({ model, pipeline }) => ({
    $unionWith: { coll: model.collection.collectionName, pipeline },
  }))
  const options = { readConcern: { level: 'snapshot' }, batchSize } as const
  const rows = await first.model.aggregate([...first.pipeline, ...unions], options)
  const slugsOfGlobals = new Set(globals)
  return rows.map(({ _id, slug, updatedAt }) => ({
    slug,
    id: slugsOfGlobals.has(slug) ? '' : _id,
    updatedAt,
  }))
}

function modelOf({ collections }: MongodbAdapter, slug: string): Model {
  const model = collections[slug]
  if (!model) throw new Error(`There is no MongoDB collection of ${slug}, which the site reads.`)
  return model
}

const versionsIn = (model: Model, where: Record<string, unknown>, slug: unknown) => ({
  model,
  pipeline: [{ $match: where }, { $project: { slug, updatedAt: 1 } }],
})
