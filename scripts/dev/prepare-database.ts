import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { execaNode } from 'execa'
import { diskFull } from '../bootstrap/disk.mjs'
import { Refusal } from '../bootstrap/refusal.mjs'
import { inRoot, projectEnv } from '../bootstrap/root.mjs'
import { lastLines, logOf } from './logs'

/** What scripts/dev/database.ts sends to the process that started it, besides its exit code. */
export type DatabaseMessage =
  | { kind: 'progress'; line: string }
  | { kind: 'refused'; message: string }
  | { kind: 'ready'; firstUser?: { email: string; password: string }; isSeeded: boolean }

export type PreparedDatabase = Extract<DatabaseMessage, { kind: 'ready' }>

const timeoutMs = 5 * 60_000

/** Migrates the database. A new one also gets a first user and the sample school. */
export async function prepareDatabase(env: Record<string, string>): Promise<PreparedDatabase> {
  const log = logOf('database')
  mkdirSync(dirname(log), { recursive: true })
  const child = execaNode(inRoot('scripts/dev/database.ts'), {
    cwd: inRoot('cms'),
    nodeOptions: ['--import', 'tsx'],
    // Payload runs the committed migrations in production mode only; in development it would compare schemas instead.
    env: projectEnv({ ...env, NODE_ENV: 'production' }),
    // Ctrl+C ends this process, and so closes the IPC channel, on which database.ts ends itself.
    detached: true,
    stdin: 'ignore',
    stdout: { file: log },
    stderr: { file: log },
    buffer: false,
    timeout: timeoutMs,
    reject: false,
  })
  let result: PreparedDatabase | undefined
  let refused: string | undefined
  for await (const received of child.getEachMessage()) {
    const message = received as DatabaseMessage
    if (message.kind === 'progress') process.stdout.write(`    ${message.line}\n`)
    else if (message.kind === 'refused') refused = message.message
    else result = message
  }
  const { exitCode } = await child
  if (exitCode === 0 && result) return result
  const why = refused ?? lastLines(log)
  if (/ENOSPC|no space left on device|SQLITE_FULL|database or disk is full/i.test(why))
    throw diskFull('the preparation of the database')
  throw new Refusal('the database could not be prepared.', why || `exit code ${exitCode}.`, `cat ${log}`)
}
