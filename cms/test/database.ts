import { randomUUID } from 'node:crypto'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { MongoMemoryReplSet } from 'mongodb-memory-server-core'
import type { BaseDatabaseAdapter, DatabaseAdapterObj, Payload } from 'payload'

export type DatabaseKind = 'mongodb' | 'sqlite'

export interface TestDatabase {
  kind: DatabaseKind
  url: string
  /** Closes the connections of the Payload instance and deletes the database. */
  remove: (payload?: Payload) => Promise<void>
}

/** MongoDB when `DATABASE_URL` is a MongoDB URL, else SQLite. */
export const defaultKind: DatabaseKind = isMongodb(process.env.DATABASE_URL) ? 'mongodb' : 'sqlite'

/** Why tests on this database cannot run here; undefined when they can. Shown in the name of a skipped test. */
export function missingReason(kind: DatabaseKind): string | undefined {
  if (kind === 'sqlite' || serverUrl() || mongodBinary()) return undefined
  return 'no MongoDB at hand: set MONGODB_URL, MONGOMS_SYSTEM_BINARY, or put mongod on the PATH'
}

/** A fresh, empty database, by default on the kind that `DATABASE_URL` names. */
export async function testDatabaseUrl(kind: DatabaseKind = defaultKind): Promise<TestDatabase> {
  return kind === 'sqlite' ? sqliteFile() : mongodbDatabase()
}

/**
 * An adapter that creates its tables from the config when Payload connects, for test configs without migrations. Needs
 * `PAYLOAD_FORCE_DRIZZLE_PUSH=true`, or Payload pushes the same config only once per process.
 */
export function withPushedSchema(adapter: DatabaseAdapterObj): DatabaseAdapterObj {
  return {
    ...adapter,
    init: (args) => Object.assign<BaseDatabaseAdapter, { push: boolean }>(adapter.init(args), { push: true }),
  }
}

function sqliteFile(): TestDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'cms-test-'))
  return {
    kind: 'sqlite',
    url: `file:${join(folder, 'cms.db')}`,
    remove: async (payload) => {
      await payload?.destroy()
      rmSync(folder, { recursive: true })
    },
  }
}

let ownServer: Promise<MongoMemoryReplSet> | undefined
let usersOfOwnServer = 0

async function mongodbDatabase(): Promise<TestDatabase> {
  const reason = missingReason('mongodb')
  if (reason) throw new Error(`Could not make a test database: ${reason}.`)
  const given = serverUrl()
  usersOfOwnServer++
  ownServer ??= given ? undefined : startServer()
  const name = `cms-test-${randomUUID()}`
  return {
    kind: 'mongodb',
    url: databaseOnServer(given ?? (await ownServer)?.getUri() ?? '', name),
    remove: async (payload) => {
      await (
        payload?.db as { connection?: { dropDatabase: () => Promise<unknown> } }
      ).connection?.dropDatabase()
      await payload?.destroy()
      usersOfOwnServer--
      if (usersOfOwnServer > 0 || !ownServer) return
      const server = await ownServer
      ownServer = undefined
      await server.stop()
    },
  }
}

async function startServer(): Promise<MongoMemoryReplSet> {
  return MongoMemoryReplSet.create({
    replSet: { count: 1, name: 'rs0' },
    binary: { systemBinary: mongodBinary() },
  })
}

/** The URL of a database on the server of `url`, with the same replica set and credentials. */
export function databaseOnServer(url: string, name: string): string {
  const [, server, query = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/i.exec(url) ?? []
  if (!server) throw new Error(`Could not make a test database: "${url}" is no MongoDB URL.`)
  return `${server}/${name}${query}`
}

function serverUrl(): string | undefined {
  return [process.env.DATABASE_URL, process.env.MONGODB_URL].find(isMongodb)
}

function isMongodb(url: string | undefined): url is string {
  return /^mongodb(\+srv)?:/i.test(url ?? '')
}

function mongodBinary(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const candidates = [process.env.MONGOMS_SYSTEM_BINARY, ...folders.map((folder) => join(folder, 'mongod'))]
  return candidates.find((path) => path && isExecutable(path))
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
