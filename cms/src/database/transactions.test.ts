import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import type { Payload } from 'payload'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type ArticleContext, halfWritten, openArticles, threeParts } from '../../test/articles'
import type { CrashPoint } from '../../test/crash-writer'
import { missingReason, type TestDatabase, testDatabaseUrl } from '../../test/database'

const stallTimeoutMs = 500
/** `npm run test:faults` does more. */
const kills = Number(process.env.DATABASE_KILLS ?? 10)

/** The first stands between an article and its record. */
const crashStatements = [
  '(insert into "|create )records',
  '^commitTransaction',
  '_articles_v|^createVersion',
  '',
]

for (const kind of ['sqlite', 'mongodb'] as const) {
  const reason = missingReason(kind)
  describe.skipIf(reason)(reason ? `transactions on ${kind} (${reason})` : `transactions on ${kind}`, () => {
    let database: TestDatabase
    let payload: Payload

    beforeAll(async () => {
      database = await testDatabaseUrl(kind)
      payload = await openArticles(database.url, { stallTimeoutMs })
    })

    afterAll(async () => {
      await database?.remove(payload)
    })

    test('a hook that throws after the document is written leaves nothing behind', async () => {
      await expect(create('never', { fail: true })).rejects.toThrow('The hook failed')
      expect(await titles('never')).toEqual([])
      expect(await halfWritten(payload)).toEqual([])
    })

    test('a hook that throws on an update leaves the document as it was', async () => {
      const { id } = await create('original')
      const update = payload.update({
        collection: 'articles',
        id,
        data: { title: 'replaced', parts: [] },
        context: { fail: true },
      })
      await expect(update).rejects.toThrow('The hook failed')
      expect(await titles('original')).toEqual(['original'])
      expect(await titles('replaced')).toEqual([])
      expect(await halfWritten(payload)).toEqual([])
    })

    test('a rolled-back write is gone, a committed write stays', async () => {
      for (const [title, end] of [
        ['rolled back', payload.db.rollbackTransaction],
        ['committed', payload.db.commitTransaction],
      ] as const) {
        const transactionID = (await payload.db.beginTransaction()) ?? ''
        await create(title, {}, { transactionID })
        await end.call(payload.db, transactionID)
      }
      expect(await titles('rolled back')).toEqual([])
      expect(await titles('committed')).toEqual(['committed'])
    })

    test('reads do not wait for an open transaction and do not see it', async () => {
      const transactionID = (await payload.db.beginTransaction()) ?? ''
      await create('not yet', {}, { transactionID })
      const started = performance.now()
      expect(await titles('not yet')).toEqual([])
      expect(performance.now() - started).toBeLessThan(stallTimeoutMs)
      await payload.db.rollbackTransaction(transactionID)
    })

    test('eight writers and eight readers at once do not fail', async () => {
      const writers = range(8).map(async (writer) => {
        for (const turn of range(10)) await create(`parallel ${writer} ${turn}`)
      })
      const readers = range(8).map(async () => {
        for (const _ of range(10)) await payload.find({ collection: 'articles', sort: 'title' })
      })
      await Promise.all([...writers, ...readers])
      expect(await titles('parallel')).toHaveLength(80)
      expect(await halfWritten(payload)).toEqual([])
    })

    test('a bulk update changes all of many documents', async () => {
      for (const turn of range(100)) await create(`bulk ${turn}`)
      const where = { title: { like: 'bulk' } }
      const { docs, errors } = await payload.update({
        collection: 'articles',
        where,
        data: { label: 'changed' },
      })
      expect([docs.length, errors]).toEqual([100, []])
      const records = await payload.count({ collection: 'records', where: { label: { equals: 'changed' } } })
      expect(records.totalDocs).toBe(100)
    })

    test('a bulk update that fails for one document changes none, and says why', async () => {
      for (const turn of range(10)) await create(`whole ${turn}`)
      const update = payload.update({
        collection: 'articles',
        where: { title: { like: 'whole' } },
        data: { label: 'torn' },
        context: { fail: 'whole 7' },
      })
      await expect(update).rejects.toThrow(
        'Nothing was changed, because 1 of 10 documents could not be saved: an unexpected error',
      )
      for (const collection of ['articles', 'records'] as const) {
        const torn = await payload.count({ collection, where: { label: { equals: 'torn' } } })
        expect(torn.totalDocs).toBe(0)
      }
    })

    test('a hundred separate updates at once all succeed', async () => {
      const articles = []
      for (const turn of range(100)) articles.push(await create(`separate ${turn}`))
      await Promise.all(
        articles.map(({ id }) =>
          payload.update({ collection: 'articles', id, data: { label: 'one by one' } }),
        ),
      )
      const { totalDocs } = await payload.count({
        collection: 'articles',
        where: { label: { equals: 'one by one' } },
      })
      expect(totalDocs).toBe(100)
    })

    test(
      `kill -9 between statements, ${kills} times, leaves nothing half-written`,
      { timeout: 120_000 },
      async () => {
        const script = bundleWriter()
        const crashes: Crash[] = []
        let next = startWriter(script, database.url)
        for (const turn of range(kills)) {
          const writer = next
          if (turn < kills - 1) next = startWriter(script, database.url)
          const statement = crashStatements[turn % crashStatements.length] ?? ''
          const crash = await writer.crashAt({ statement, number: 4 + Math.floor((turn * 25) / kills) })
          crashes.push(crash)
          expect(await halfWritten(payload), JSON.stringify(crash)).toEqual([])
        }
        expect(crashes.every(({ signal }) => signal === 'SIGKILL')).toBe(true)
        // The kills prove something only when they hit open transactions.
        expect(crashes.filter(({ openTransactions }) => openTransactions > 0).length).toBeGreaterThan(
          0.8 * kills,
        )

        await create('after the crashes')
        const { totalDocs } = await payload.count({ collection: 'articles' })
        expect(totalDocs).toBeGreaterThan(2 * kills)
      },
    )

    test.runIf(kind === 'sqlite')(
      'a write without req fails with its reason, and later writes succeed',
      async () => {
        await expect(create('forgetful', { forgetReq: true })).rejects.toThrow(
          'Could not write to the database: a new transaction waited 0.5 s for the transaction that is open, and that ' +
            'transaction did nothing meanwhile. SQLite has one writer at a time, so a hook that writes without `req` ' +
            'waits for its own transaction. Pass req to every payload.create, update and delete in hooks: ' +
            'payload.update({ ..., req }).',
        )
        expect(await titles('forgetful')).toEqual([])
        await create('afterwards')
        expect(await titles('afterwards')).toEqual(['afterwards'])
      },
    )

    test.runIf(kind === 'sqlite')(
      'only the write without req fails, not the transactions that were queued before and after it',
      async () => {
        const outcomes = await Promise.allSettled([
          create('first in line', { forgetReq: true }),
          ...range(5).map((turn) => create(`innocent ${turn}`)),
          delay(stallTimeoutMs / 4).then(() => create('innocent, queued behind the cause')),
        ])
        expect(outcomes.map(({ status }) => status)).toEqual(['rejected', ...Array(6).fill('fulfilled')])
        expect(await titles('innocent')).toHaveLength(6)
      },
    )

    test.runIf(kind === 'sqlite')(
      'a queue that moves rejects no transaction, however long it is',
      async () => {
        const turns = range(8).map(async (turn) => {
          const transactionID = (await payload.db.beginTransaction()) ?? ''
          await create(`patient ${turn}`, {}, { transactionID })
          await delay(stallTimeoutMs / 3)
          await payload.db.commitTransaction(transactionID)
        })
        await expect(Promise.all(turns)).resolves.toHaveLength(8)
        expect(await titles('patient')).toHaveLength(8)
      },
    )

    test.runIf(kind === 'sqlite')('a commit that fails is an error and leaves nothing behind', async () => {
      const transactionID = (await payload.db.beginTransaction()) ?? ''
      await create('lost', {}, { transactionID })
      const sessions = payload.db.sessions as unknown as Record<string, { db: RunsSql }>
      const db = sessions[transactionID]?.db
      // SQLite checks these only when it commits, which is the simplest commit that cannot succeed.
      await db?.run('PRAGMA defer_foreign_keys = ON')
      await db?.run("INSERT INTO articles_parts (_order, _parent_id, id) VALUES (1, 'nobody', 'x')")

      await expect(payload.db.commitTransaction(transactionID)).rejects.toThrow('FOREIGN KEY')
      expect(await titles('lost')).toEqual([])
      await create('after the failure')
      expect(await titles('after the failure')).toHaveLength(1)

      const other = await openArticles(database.url, { push: false })
      await other.create({ collection: 'articles', data: { title: 'of another process', parts: threeParts } })
      await other.destroy()
      await create('after another process')
      expect(await titles('after another process')).toHaveLength(1)
    })

    async function create(
      title: string,
      context: ArticleContext = {},
      req?: { transactionID: number | string },
    ) {
      const data = { title, parts: threeParts, _status: 'published' }
      return payload.create({ collection: 'articles', data, context: { ...context }, req })
    }

    async function titles(start: string): Promise<string[]> {
      const { docs } = await payload.find({ collection: 'articles', pagination: false })
      return docs.map(({ title }) => String(title)).filter((title) => title.startsWith(start))
    }
  })
}

interface RunsSql {
  run: (sql: string) => Promise<unknown>
}

interface Crash {
  statement: string
  openTransactions: number
  signal: string
}

/** A bundle starts in a quarter of the time that tsx needs to load Payload's files. */
function bundleWriter(): string {
  const outfile = fileURLToPath(new URL('../../node_modules/.cache/crash-writer.mjs', import.meta.url))
  buildSync({
    entryPoints: [fileURLToPath(new URL('../../test/crash-writer.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['libsql', 'drizzle-kit', 'sharp', 'mongodb-memory-server-core'],
    banner: {
      js:
        "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url); " +
        'const __filename = import.meta.filename, __dirname = import.meta.dirname;',
    },
    logLevel: 'error',
  })
  return outfile
}

function startWriter(script: string, url: string): { crashAt: (point: CrashPoint) => Promise<Crash> } {
  const child = spawn(process.execPath, [script, url], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  // A test that reaches its time limit leaves a writer that waits for its crash point.
  onTestFinished(() => void child.kill('SIGKILL'))
  const output = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ready = output.next()
  return {
    crashAt: async (point) => {
      expect((await ready).value).toBe('ready')
      child.stdin.write(`${JSON.stringify(point)}\n`)
      const report: IteratorResult<string> = await output.next()
      const [, signal] = await exited
      return { ...JSON.parse(report.value), signal }
    },
  }
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index)
}
