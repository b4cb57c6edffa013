import type { sqliteAdapter } from '@payloadcms/db-sqlite'
import type { Payload, SanitizedCollectionConfig } from 'payload'
import { type ContentVersion, versionLine } from 'shared-types'

type SqliteAdapter = ReturnType<ReturnType<typeof sqliteAdapter>['init']>

/** What of Payload's adapter for MongoDB is used here; Mongoose's own types say `any` of a document. */
interface MongodbAdapter {
  beginTransaction: (options: { readConcern: { level: 'snapshot' } }) => Promise<string>
  collections: Record<string, Model>
  globals: Model
  sessions: Record<string, unknown>
}
interface Model {
  find: (
    where: Record<string, unknown>,
    projection: Record<string, 1>,
    options: { lean: true; session: unknown },
  ) => Promise<{ _id: unknown; updatedAt: Date; globalType: string }[]>
}

interface Asked {
  collections: readonly string[]
  globals: readonly string[]
}

/**
 * The versions of what visitors can read, published and not in the trash, as one moment of the database. In its own language, because
 * this is asked at every publish: 10,000 documents take some 15 ms, and ten times that through Payload.
 */
export async function liveVersions(payload: Payload, asked: Asked): Promise<ContentVersion[]> {
  const versions =
    payload.db.name === 'sqlite' ? await onSqlite(payload, asked) : await onMongodb(payload, asked)
  // As REST writes it, whatever wrote the row.
  return versions.map(({ slug, id, updatedAt }) => ({
    slug,
    id: String(id),
    updatedAt: new Date(updatedAt).toISOString(),
  }))
}

/**
 * The same versions as the sorted lines that the content revision is made of. On SQLite the database writes them: 10,000 rows
 * cost less there than handing them over.
 */
export async function liveVersionLines(payload: Payload, asked: Asked): Promise<string> {
  if (payload.db.name !== 'sqlite') {
    return (await liveVersions(payload, asked)).map(versionLine).sort().join('')
  }
  const tables = sqliteTables(payload, asked).toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
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
  /** Its name in SQL, what its id is, and which of its rows visitors can read. */
  table: string
  id: string
  where: string
}

function sqliteTables(payload: Payload, { collections, globals }: Asked): Table[] {
  const { tableNameMap } = payload.db as unknown as SqliteAdapter
  const tableOf = (slug: string) => {
    const table = tableNameMap.get(slug.replaceAll('-', '_'))
    if (!table) throw new Error(`There is no table for ${slug}.`)
    return `"${table}"`
  }
  const ofCollections = collections.map((slug): Table => {
    const { trash, versions } = configOf(payload, slug)
    const conditions = [
      ...(versions?.drafts ? ["_status = 'published'"] : []),
      ...(trash ? ['deleted_at is null'] : []),
    ]
    const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''
    return { slug, table: tableOf(slug), id: 'id', where }
  })
  const ofGlobals = globals.map((slug): Table => {
    return { slug, table: tableOf(slug), id: "''", where: "where _status = 'published'" }
  })
  return [...ofCollections, ...ofGlobals]
}

/** One statement, so that all its tables are read at one moment. */
async function onSqlite(payload: Payload, asked: Asked): Promise<Row[]> {
  const selects = sqliteTables(payload, asked).map(
    ({ slug, table, id, where }) =>
      `select '${slug}' as slug, ${id} as id, updated_at as updatedAt from ${table} ${where}`,
  )
  const { client } = payload.db as unknown as SqliteAdapter
  const { rows } = await client.execute(selects.join(' union all '))
  return rows as unknown as Row[]
}

/** In one transaction, so that all collections are read at one moment. */
async function onMongodb(payload: Payload, { collections, globals }: Asked): Promise<Row[]> {
  const db = payload.db as unknown as MongodbAdapter
  const transaction = await db.beginTransaction({ readConcern: { level: 'snapshot' } })
  const options = { lean: true, session: db.sessions[transaction] } as const
  try {
    const rows: Row[] = []
    for (const slug of collections) {
      const { trash, versions } = configOf(payload, slug)
      const where = {
        ...(versions?.drafts ? { _status: 'published' } : {}),
        // Finds what has no such field, too.
        ...(trash ? { deletedAt: null } : {}),
      }
      const found = (await db.collections[slug]?.find(where, { updatedAt: 1 }, options)) ?? []
      rows.push(...found.map(({ _id, updatedAt }) => ({ slug, id: _id, updatedAt })))
    }
    const where = { globalType: { $in: [...globals] }, _status: 'published' }
    const found = await db.globals.find(where, { globalType: 1, updatedAt: 1 }, options)
    return [...rows, ...found.map(({ globalType, updatedAt }) => ({ slug: globalType, id: '', updatedAt }))]
  } finally {
    await payload.db.rollbackTransaction(transaction)
  }
}
