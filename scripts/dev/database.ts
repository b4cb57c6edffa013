import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { getPayload } from 'payload'
import { sqlitePath } from '../../cms/src/database/adapter'
import { env } from '../../cms/src/env'
import { createFirstUser } from '../../cms/src/auth/first-user'
import config from '../../cms/src/payload.config'
import { Refusal } from '../bootstrap/refusal.mjs'
import { seed } from '../seed/seed'
import type { DatabaseMessage } from './messages'

const tell = (message: DatabaseMessage) => process.send?.(message)

// Started with a channel to its parent. When that closes, the parent is gone, and so are we.
process.once('disconnect', () => process.exit(1))

/**
 * Migrates; on a new database also makes the first user and the sample school. Run as a program of its own, before anything
 * listens: nobody can register first, and its memory is free again when the servers run.
 */
async function prepare(): Promise<void> {
  const isSqlite = env.DATABASE_URL.startsWith('file:')
  const file = isSqlite ? sqlitePath(env.DATABASE_URL) : undefined
  const isUnfinished = file ? `${file}.unfinished` : undefined
  if (file && isUnfinished) {
    mkdirSync(dirname(file), { recursive: true })
    if (existsSync(isUnfinished)) {
      tell({ kind: 'progress', line: 'the first start was cut short; its half-made database begins anew' })
      for (const end of ['', '-wal', '-shm', '-journal']) rmSync(file + end, { force: true })
      rmSync(env.MEDIA_DIR, { recursive: true, force: true })
    }
    if (!existsSync(file)) writeFileSync(isUnfinished, 'This database is being made.\n')
  }

  const payload = await getPayload({ config, cron: false })
  tell({ kind: 'progress', line: `${isSqlite ? 'SQLite' : 'MongoDB'} is open and migrated` })
  const users = await payload.count({ collection: 'users', overrideAccess: true })
  const isNew = users.totalDocs === 0
  let isSeeded = false
  if (isNew && !env.isProduction) {
    const posts = await payload.count({ collection: 'posts', overrideAccess: true })
    if (posts.totalDocs === 0) {
      await seed(payload, new Date(), (line) => tell({ kind: 'progress', line }))
      isSeeded = true
    }
  }
  // Last, so that a database with a user is whole.
  const firstUser = isNew ? await createFirstUser(payload) : undefined
  await payload.destroy()
  if (isUnfinished) rmSync(isUnfinished, { force: true })
  tell({ kind: 'ready', firstUser, isSeeded })
}

try {
  await prepare()
  process.disconnect?.()
  process.exit(0)
} catch (error) {
  console.error(error)
  const message =
    error instanceof Refusal ? error.message : error instanceof Error ? error.message : String(error)
  tell({ kind: 'refused', message })
  // Only now: the message is on its way through the channel.
  setImmediate(() => process.exit(1))
}
