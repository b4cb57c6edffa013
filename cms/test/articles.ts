import { buildConfig, type CollectionConfig, getPayload, type Payload } from 'payload'
import { databaseAdapter } from '../src/database/adapter'
import type { SqliteClientOptions } from '../src/database/sqlite-client'
import { withPushedSchema } from './database'
import { wholeBulkWrites } from '../src/database/whole-bulk-writes'

/** What an article's hook does, set in the `context` of the call. */
export interface ArticleContext {
  /** Throw after the article and its record are written: for every article, or for the one with this title. */
  fail?: boolean | string
  /** Write the record without `req`. */
  forgetReq?: boolean
}

const articles: CollectionConfig = {
  slug: 'articles',
  versions: { drafts: true },
  fields: [
    { name: 'title', type: 'text', required: true, unique: true },
    { name: 'label', type: 'text' },
    { name: 'parts', type: 'array', fields: [{ name: 'text', type: 'text' }] },
  ],
  hooks: {
    afterChange: [
      async ({ doc, req, context }) => {
        const { fail, forgetReq } = context as ArticleContext
        const data = { article: doc.id, label: doc.label }
        await req.payload.create({ collection: 'records', data, ...(forgetReq ? {} : { req }) })
        if (fail === true || fail === doc.title) throw new Error('The hook failed')
      },
    ],
  },
}

const records: CollectionConfig = {
  slug: 'records',
  fields: [
    { name: 'article', type: 'text' },
    { name: 'label', type: 'text' },
  ],
}

interface ArticlesOptions extends SqliteClientOptions {
  /** Creates the tables. False when another process has created them. */
  push?: boolean
  /** SQLite: called before each statement. */
  onStatement?: (sql: string) => void
}

/** Payload with articles that have versions, array rows, and a hook that writes a record beside each article. */
export async function openArticles(
  url: string,
  { push = true, onStatement, ...options }: ArticlesOptions = {},
): Promise<Payload> {
  process.env.PAYLOAD_FORCE_DRIZZLE_PUSH = 'true'
  const adapter = databaseAdapter(url, options)
  const logger = onStatement && { logQuery: onStatement }
  const observed = {
    ...adapter,
    init: (args: { payload: Payload }) => Object.assign(adapter.init(args), { logger }),
  }
  const config = buildConfig({
    secret: 'only for the tests of the database',
    db: push ? withPushedSchema(observed) : observed,
    collections: [articles, records],
    plugins: [wholeBulkWrites],
    telemetry: false,
    typescript: { autoGenerate: false },
    logger: { options: { level: 'silent' } },
  })
  return getPayload({ config, key: crypto.randomUUID() })
}

export const threeParts = [{ text: 'one' }, { text: 'two' }, { text: 'three' }]

/** Describes each article, version and record that was written only in part. */
export async function halfWritten(payload: Payload): Promise<string[]> {
  const everything = { limit: 0, pagination: false, depth: 0 } as const
  const { docs: allArticles } = await payload.find({ collection: 'articles', ...everything })
  const { docs: allRecords } = await payload.find({ collection: 'records', ...everything })
  const { docs: versions } = await payload.findVersions({ collection: 'articles', ...everything })
  const ids = new Set(allArticles.map(({ id }) => id))
  const recorded = new Set(allRecords.map(({ article }) => article))
  const versioned = new Set(versions.map(({ parent }) => parent))
  return [
    ...allArticles.filter(({ id }) => !recorded.has(id)).map(({ id }) => `article ${id} has no record`),
    ...allArticles.filter(({ id }) => !versioned.has(id)).map(({ id }) => `article ${id} has no version`),
    ...allArticles.filter(({ parts }) => parts?.length !== 3).map(({ id }) => `article ${id} lost parts`),
    ...versions.filter(({ parent }) => !ids.has(parent)).map(({ id }) => `version ${id} has no article`),
    ...versions
      .filter(({ version }) => version.parts?.length !== 3)
      .map(({ id }) => `version ${id} lost parts`),
    ...allRecords.filter(({ article }) => !ids.has(article)).map(({ id }) => `record ${id} has no article`),
  ]
}
