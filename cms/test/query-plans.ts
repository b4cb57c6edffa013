import type { MongooseAdapter } from '@payloadcms/db-mongodb'
import type { Payload } from 'payload'
import type { SqliteClient } from '../src/database/sqlite-client'
import { onMongodbCommand, onSqlStatement, type SqlStatement } from './statements'

/** Statements that read a whole table or collection, each with its plan. */
export interface FullScans {
  /** Those that the database has executed since the last call. */
  take: () => Promise<string[]>
}

/** Watches what Payload sends to its database. */
export const watchFullScans = (payload: Payload): FullScans =>
  payload.db.name === 'mongoose' ? watchMongodb(payload) : watchSqlite(payload)

function watchSqlite(payload: Payload): FullScans {
  const { config, db } = payload
  // A global is one row.
  const globals = new Set(config.globals.map(({ slug }) => `SCAN ${slug.replaceAll('-', '_')}`))
  const { client } = db as unknown as { client: SqliteClient }
  const { execute } = client
  const statements: SqlStatement[] = []
  onSqlStatement(payload, (statement) => {
    if (/^\s*(select|update|delete)/i.test(statement.sql)) statements.push(statement)
  })
  const take = async () => {
    const scans: string[] = []
    for (const { sql, args } of statements.splice(0)) {
      const { rows } = await execute.call(client, { sql: `EXPLAIN QUERY PLAN ${sql}`, args: args ?? [] })
      const plan = rows.map(({ detail, parent }) => ({ detail: String(detail), parent }))
      const scan = plan.find(isFullScan)
      if (scan && !globals.has(scan.detail)) scans.push(`${scan.detail}: ${sql}`)
    }
    return scans
  }
  return { take }
}

interface PlanStep {
  detail: string
  parent: unknown
}

/** https://www.sqlite.org/eqp.html: an index gives the order, so that a list with a limit stops; or its whole table is read and sorted. */
function isFullScan({ detail, parent }: PlanStep, _: number, plan: PlanStep[]): boolean {
  const [, name, index] = /^SCAN (\S+)( USING .*)?$/.exec(detail) ?? []
  if (!name || name === 'CONSTANT') return false
  // The rows of a subquery, whose own step is in the plan too.
  if (plan.some((step) => step.detail === `CO-ROUTINE ${name}` || step.detail === `MATERIALIZE ${name}`))
    return false
  const isSorted = (step: PlanStep) =>
    step.parent === parent && step.detail === 'USE TEMP B-TREE FOR ORDER BY'
  return !index || plan.some(isSorted)
}

type Values = Record<string, unknown>
interface Query {
  collection: string
  filter?: Values
  sort?: Values
}

/**
 * Compares what is sent with the indexes of the collection, because compatible servers plan otherwise than `mongod` and explain it in
 * other words. The URL of the database needs the option `monitorCommands`.
 */
function watchMongodb(payload: Payload): FullScans {
  const { connection } = payload.db as unknown as MongooseAdapter
  const queries: Query[] = []
  onMongodbCommand(payload, (command) => queries.push(...queriesOf(command)))
  const take = async () => {
    if (queries.length === 0) throw new Error('No query was seen: the URL needs monitorCommands=true.')
    const scans: string[] = []
    for (const { collection, filter = {}, sort = {} } of queries.splice(0)) {
      const indexes = await connection.db!.collection(collection).indexes()
      const first = new Set(indexes.map(({ key }) => Object.keys(key)[0]!))
      const [sorted = '_id'] = Object.keys(sort)
      const isOrdered = Object.keys(filter).length === 0 && first.has(sorted)
      if (!isOrdered && !isSelective(filter, first))
        scans.push(`${collection} ${JSON.stringify(filter)} by ${sorted}`)
    }
    return scans
  }
  return { take }
}

/** Whether an index finds what a filter selects: one of its conditions, or each of its alternatives. */
const isSelective = (filter: Values, first: Set<string>): boolean =>
  Object.entries(filter).some(([name, condition]) => {
    if (name === '$and') return (condition as Values[]).some((part) => isSelective(part, first))
    if (name === '$or') return (condition as Values[]).every((part) => isSelective(part, first))
    const isNegative = ['$ne', '$nin', '$not'].some((operator) => operator in Object(condition))
    return first.has(name) && !isNegative
  })

function queriesOf(command: Values): Query[] {
  const { aggregate, filter, find, findAndModify, pipeline = [], query, sort } = command as Command
  if (find) return [{ collection: find, filter, sort }]
  if (findAndModify) return [{ collection: findAndModify, filter: query }]
  if (aggregate) {
    const sorted = pipeline.find(({ $sort }) => $sort)
    const unions = pipeline.flatMap(({ $unionWith }) => ($unionWith ? [$unionWith] : []))
    return [
      { collection: aggregate, filter: pipeline[0]?.$match, sort: sorted?.$sort },
      ...unions.map(({ coll, pipeline }) => ({ collection: coll, filter: pipeline[0]?.$match })),
    ]
  }
  const changes = (command.updates ?? command.deletes ?? []) as { q: Values }[]
  return changes.map(({ q }) => ({ collection: String(command.update ?? command.delete), filter: q }))
}

interface Command {
  aggregate?: string
  find?: string
  findAndModify?: string
  filter?: Values
  pipeline?: Stage[]
  query?: Values
  sort?: Values
}

interface Stage {
  $match?: Values
  $sort?: Values
  $unionWith?: { coll: string; pipeline: Stage[] }
}
