import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { MongooseAdapter } from '@payloadcms/db-mongodb'
import { getPayload, type Payload } from 'payload'
import { sqlitePath } from '../../cms/src/database/adapter'
import { env } from '../../cms/src/env'
import { createFirstUser } from '../../cms/src/auth/first-user'
import config from '../../cms/src/payload.config'
import { Refusal } from '../bootstrap/refusal.mjs'
import { seed } from '../seed/seed'
import { claimFirstStart } from './first-start'
import type { DatabaseMessage } from './prepare-database'

const send = (message: DatabaseMessage) => process.send?.(message)

// The IPC channel closes when the parent ends, however that happens; this process ends with it.
process.once('disconnect', () => process.exit(1))

/**
 * Migrates the database; a new one also gets the first user and the sample school. It runs as a process of its own before the CMS
 * listens: no visitor can register as the first user, and its memory is free again when the servers run.
 */
async function prepare(): Promise<void> {
  const isSqlite = env.DATABASE_URL.startsWith('file:')
  const file = isSqlite ? sqlitePath(env.DATABASE_URL) : undefined
  const isUnfinished = file ? `${file}.unfinished` : undefined
  if (file && isUnfinished) {
    mkdirSync(dirname(file), { recursive: true })
    if (existsSync(isUnfinished)) {
      send({ kind: 'progress', line: 'the first start was cut short; its half-made database begins anew' })
      for (const end of ['', '-wal', '-shm', '-journal']) rmSync(file + end, { force: true })
      rmSync(env.MEDIA_DIR, { recursive: true, force: true })
    }
    if (!existsSync(file)) writeFileSync(isUnfinished, 'This database is being made.\n')
  }

  const payload = await getPayload({ config, cron: false })
  send({ kind: 'progress', line: `${isSqlite ? 'SQLite' : 'MongoDB'} is open and migrated` })
  const progress = (line: string) => send({ kind: 'progress', line })
  const firstStart = isSqlite
    ? undefined
    : await claimFirstStart(payload, { clear: () => clearMongodb(payload), lost: endUnfinished, progress })
  const users = await payload.count({ collection: 'users', overrideAccess: true })
  const isNew = users.totalDocs === 0
  let isSeeded = false
  if (isNew && !env.isProduction) {
    const posts = await payload.count({ collection: 'posts', overrideAccess: true })
    if (posts.totalDocs === 0) {
      await seed(payload, new Date(), progress)
      isSeeded = true
    }
  }
  // Last: a database with a user is complete.
  const firstUser = isNew ? await createFirstUser(payload) : undefined
  await firstStart?.end()
  await payload.destroy()
  if (isUnfinished) rmSync(isUnfinished, { force: true })
  send({ kind: 'ready', firstUser, isSeeded })
}

function endUnfinished(): never {
  send({ kind: 'refused', message: 'another start makes this database now, because this one stood still.' })
  process.exit(1)
}

/** The indexes stay, and the claim of this start. */
async function clearMongodb(payload: Payload): Promise<void> {
  const { connection, collections } = payload.db as unknown as MongooseAdapter
  const { collectionName: claims } = collections['payload-kv']!.collection
  for (const [name, collection] of Object.entries(connection.collections))
    if (name !== claims) await collection.deleteMany({})
  rmSync(env.MEDIA_DIR, { recursive: true, force: true })
}

try {
  await prepare()
  process.disconnect?.()
  process.exit(0)
} catch (error) {
  console.error(error)
  const message =
    error instanceof Refusal ? error.message : error instanceof Error ? error.message : String(error)
  send({ kind: 'refused', message })
  // A moment later: the message must leave through the channel first.
  setImmediate(() => process.exit(1))
}
