import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { openArticles, threeParts } from './articles'

// A separate process, started by transactions.test.ts. It connects, prints "ready", reads a `CrashPoint` as a line of JSON, writes
// articles, four at a time, and kills itself there.

export interface CrashPoint {
  /** A regular expression; the statements that it finds are counted. */
  statement: string
  /** The process ends before the statement with this number, counted from 1. */
  number: number
}

let crashPoint: CrashPoint | undefined
let statementsFound = 0

const payload = await openArticles(process.argv[2] ?? '', { push: false, onStatement: countDown })
const { db } = payload

/** SIGKILL ends the process inside this call: no handler, no `finally` and no rollback runs. */
function countDown(statement: string): void {
  if (!crashPoint || !new RegExp(crashPoint.statement).test(statement)) return
  statementsFound++
  if (statementsFound < crashPoint.number) return
  const openTransactions = Object.keys(db.sessions ?? {}).length
  writeSync(1, `${JSON.stringify({ statement: statement.slice(0, 60), openTransactions })}\n`)
  process.kill(process.pid, 'SIGKILL')
}

for (const method of ['beginTransaction', 'commitTransaction'] as const) countCallsOf(method)
// MongoDB has no hook before each statement, so count the calls that write instead.
if (db.name !== 'sqlite') for (const method of ['create', 'createVersion'] as const) countCallsOf(method)

function countCallsOf(method: 'beginTransaction' | 'commitTransaction' | 'create' | 'createVersion'): void {
  const original = db[method] as (args: { collection?: string }) => Promise<unknown>
  Object.assign(db, {
    [method]: (args: { collection?: string }) => {
      countDown(`${method} ${args?.collection ?? ''}`)
      return original.call(db, args)
    },
  })
}

createInterface({ input: process.stdin }).once('line', (line) => {
  crashPoint = JSON.parse(line) as CrashPoint
  for (let writer = 0; writer < 4; writer++) void writeForEver()
})
writeSync(1, 'ready\n')

async function writeForEver(): Promise<never> {
  for (;;) {
    const data = { title: crypto.randomUUID(), parts: threeParts, _status: 'published' }
    await payload.create({ collection: 'articles', data })
  }
}
