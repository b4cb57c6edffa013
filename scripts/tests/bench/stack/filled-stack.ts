import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gigabyte, requireDisk } from '../../../bootstrap/disk.mjs'
import { inRoot } from '../../../bootstrap/root.mjs'
import { settingsOf, type TestStack } from '../../e2e/test-stack'
import { fingerprintOf } from 'publisher/source-fingerprint'
import { prepareDatabase } from '../../../dev/prepare-database'
import { runToEnd } from '../../../dev/processes'

/** The sources that the databases are made from. */
const sources = [
  ...['cms/src/migrations', 'cms/src/collections', 'cms/src/fields', 'cms/src/globals', 'cms/src/blocks'],
  ...['scripts/seed', 'scripts/tests/bench/stack/fill.ts', 'scripts/tests/bench/stack/sample-text.ts'],
]
const fillTimeoutMs = 20 * 60_000
const contents = ['cms.db', 'media', 'user.json']

interface User {
  email: string
  password: string
}

/**
 * Makes the database and the uploads of a test stack with so many posts, and returns its admin. A SQLite file is made once, then
 * copied from data/bench.
 */
export async function fillStack(stack: TestStack, posts: number): Promise<User> {
  if (!stack.databaseUrl.startsWith('file:')) return makeContent(stack, posts)
  const folder = inRoot('data/bench')
  const name = `stack-${posts || 'sample'}-`
  const kept = join(folder, `${name}${fingerprintOf(sources).slice(0, 12)}`)
  if (!existsSync(kept)) {
    // Made from older sources, and never used again.
    const old = readdirSync(folder).filter((other) => other.startsWith(name))
    for (const other of old) rmSync(join(folder, other), { recursive: true, force: true })
    await makeStack(kept, stack, posts)
  }
  for (const file of contents) cpSync(join(kept, file), join(stack.folder, file), { recursive: true })
  return JSON.parse(readFileSync(join(stack.folder, 'user.json'), 'utf8')) as User
}

async function makeStack(kept: string, stack: TestStack, posts: number): Promise<void> {
  requireDisk(3 * gigabyte, 'the test stacks of the bench')
  const draft = `${kept}.${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  try {
    const databaseUrl = `file:${join(draft, 'cms.db')}`
    const user = await makeContent({ ...stack, folder: draft, databaseUrl }, posts)
    writeFileSync(join(draft, 'user.json'), JSON.stringify(user))
    // Moves the write-ahead log into the database file, which alone is copied.
    const database = new DatabaseSync(join(draft, 'cms.db'))
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()
    if (existsSync(join(draft, 'cms.db-wal'))) throw new Error(`${draft}/cms.db is still open.`)
    renameSync(draft, kept)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

async function makeContent(stack: TestStack, posts: number): Promise<User> {
  // These posts need no events: no service runs yet.
  const env = { ...settingsOf(stack), PUBLISHER_URL: 'none' }
  const { firstUser } = await prepareDatabase(env)
  if (!firstUser) throw new Error(`The database ${stack.databaseUrl} is new, but it had users already.`)
  if (posts > 0) {
    const args = ['--import', 'tsx', inRoot('scripts/tests/bench/stack/fill.ts'), String(posts)]
    const log = join(stack.folder, 'fill.log')
    await runToEnd(
      {
        ...{ name: 'filling the database', args, cwd: inRoot('cms'), log },
        env: { ...env, NODE_ENV: 'production' },
      },
      fillTimeoutMs,
    )
  }
  return firstUser
}
