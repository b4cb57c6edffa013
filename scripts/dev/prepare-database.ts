import { fork } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { diskFull } from '../bootstrap/disk.mjs'
import { Refusal } from '../bootstrap/refusal.mjs'
import { inRoot, projectEnv } from '../bootstrap/root.mjs'
import { logOf } from './cms'
import type { DatabaseMessage } from './messages'
import { lastLines } from './processes'

export type PreparedDatabase = Extract<DatabaseMessage, { kind: 'ready' }>

const limit = 5 * 60_000

/** Migrates the database, and fills a new one with a first user and the sample school. */
export async function prepareDatabase(env: Record<string, string>): Promise<PreparedDatabase> {
  const log = logOf('database')
  mkdirSync(dirname(log), { recursive: true })
  const output = openSync(log, 'w')
  const child = fork(inRoot('scripts/dev/database.ts'), {
    cwd: inRoot('cms'),
    execArgv: ['--import', 'tsx'],
    // Migrations that are committed run in production mode only; in development Payload would compare schemas instead.
    env: projectEnv({ ...env, NODE_ENV: 'production' }),
    // Ctrl+C ends this process, and with it the channel that the other one watches.
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
    timeout: limit,
  })
  closeSync(output)
  let result: PreparedDatabase | undefined
  let refused: string | undefined
  child.on('message', (message: DatabaseMessage) => {
    if (message.kind === 'progress') process.stdout.write(`    ${message.line}\n`)
    else if (message.kind === 'refused') refused = message.message
    else result = message
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code === 0 && result) return result
  const why = refused ?? lastLines(log)
  if (/ENOSPC|no space left on device|SQLITE_FULL|database or disk is full/i.test(why))
    throw diskFull('the preparation of the database')
  throw new Refusal('the database could not be prepared.', why || `exit code ${code}.`, `cat ${log}`)
}
