import type { Socket } from 'node:net'
import type { MongooseAdapter } from '@payloadcms/db-mongodb'
import mongoose from 'mongoose'
import { getPayload, type Payload, type PayloadRequest } from 'payload'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openArticles } from '../../test/articles'
import { type FakeMongod, startFakeMongod } from '../../test/fake-mongod'
import configured from '../payload.config'
import { databaseAdapter } from './adapter'
import { isConflict } from './conflicts'

interface Index {
  key: Record<string, number>
  name: string
}

type Session = ReturnType<ReturnType<MongooseAdapter['connection']['getClient']>['startSession']>

let mongod: FakeMongod
let payload: Payload

beforeAll(async () => {
  mongod = await startFakeMongod()
  payload = await openArticles(mongod.url)
})
beforeEach(() => {
  mongod.received.length = 0
})
afterAll(async () => {
  await payload.destroy()
  await mongod.stop()
})

async function begin(): Promise<PayloadRequest> {
  return { transactionID: (await payload.db.beginTransaction()) ?? '', payload } as PayloadRequest
}
const commit = async ({ transactionID }: PayloadRequest) =>
  payload.db.commitTransaction((await transactionID) ?? '')
const sent = (name: string) => mongod.received.filter((command) => Object.keys(command)[0] === name)
const create = (req: PayloadRequest | undefined, title: string | null) =>
  payload.db.create({ collection: 'articles', data: { title }, req })

test('documents and versions are counted in a transaction, which mongod refuses to the command count', async () => {
  const req = await begin()
  expect(await payload.db.count({ collection: 'articles', req })).toEqual({ totalDocs: 0 })
  expect(await payload.db.countVersions({ collection: 'articles', req })).toEqual({ totalDocs: 0 })
  await payload.db.find({ collection: 'articles', req })
  await commit(req)
  expect(sent('commitTransaction')).toHaveLength(1)
})

test('statements of one transaction that Payload sends in parallel arrive one by one', async () => {
  const req = await begin()
  const numbers = Array.from({ length: 5 }, (_, index) => index)
  await Promise.all(
    numbers.flatMap((number) => [
      create(req, `parallel ${number}`),
      payload.db.find({ collection: 'articles', where: { title: { equals: 'x' } }, req }),
    ]),
  )
  await commit(req)
  const sessions = mongod.received.map(({ lsid, txnNumber }) => `${lsid?.id.toString('hex')} ${txnNumber}`)
  expect(new Set(sessions).size).toBe(1)
  expect(sent('insert')).toHaveLength(5)
  expect(mongod.received.at(-1)).toHaveProperty('commitTransaction')
})

test('two transactions do not wait for each other', async () => {
  const [one, two] = [await begin(), await begin()]
  await create(one, 'one')
  await create(two, 'two')
  await commit(two)
  await create(one, 'one again')
  await commit(one)
  expect(sent('insert')).toHaveLength(3)
})

/** A transaction, and what its statements look like in the driver. */
async function inDriver() {
  const req = await begin()
  const session = (payload.db.sessions as Record<string, Session>)[String(await req.transactionID)]!
  const articles = adapter().collections.articles!.collection
  return { req, session, insert: (title: string) => articles.insertOne({ title }, { session }) }
}
const commandNames = () => mongod.received.map((command) => Object.keys(command)[0])

test.each(['commitTransaction', 'abortTransaction'] as const)(
  '%s waits for the statements that were sent before it',
  async (end) => {
    const { insert, session } = await inDriver()
    await Promise.all([insert('a'), insert('b'), session[end]()])
    expect(commandNames()).toEqual(['insert', 'insert', end])
    expect(sent('insert').every(({ autocommit }) => autocommit === false)).toBe(true)
  },
)

test('a statement that comes when its transaction ends is not sent', async () => {
  const { insert, session } = await inDriver()
  const aborted = session.abortTransaction()
  await expect(insert('late')).rejects.toThrow('The transaction was over before this statement of it began.')
  await aborted
  expect(mongod.received).toEqual([])
})

test('a statement that fails lets the next one begin', async () => {
  const { insert, req, session } = await inDriver()
  const { collection } = adapter().collections.records!
  const outcomes = await Promise.allSettled([
    insert('first'),
    collection.estimatedDocumentCount({ session } as object),
    insert('third'),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  await payload.db.rollbackTransaction((await req.transactionID) ?? '')
})

/** Payload names it by the type of any adapter. */
const adapter = () => payload.db as unknown as MongooseAdapter

/** Loses the connection of the next command, as the driver reports it when another connection was lost first: without a label. */
function loseNextCommand(): void {
  const client = adapter().connection.getClient()
  const { topology } = client as unknown as { topology: { s: { servers: Map<string, object> } } }
  for (const server of topology.s.servers.values()) {
    const { command } = server as { command: (...args: unknown[]) => Promise<unknown> }
    Object.assign(server, {
      command: () => {
        Object.assign(server, { command })
        return Promise.reject(new mongoose.mongo.MongoNetworkError('connection 7 closed'))
      },
    })
  }
}

test('a statement whose connection is lost after that of another one may be tried again with its transaction', async () => {
  const transaction = await inDriver()
  loseNextCommand()
  const outcome = await transaction.insert('lost').catch((error: unknown) => isConflict(error))
  expect(outcome).toBe(true)
  await payload.db.rollbackTransaction((await transaction.req.transactionID) ?? '')
})

test('a commit whose connection is lost after that of another one is sent again', async () => {
  const transaction = await inDriver()
  await transaction.insert('kept')
  loseNextCommand()
  await transaction.session.commitTransaction()
  expect(commandNames()).toEqual(['insert', 'commitTransaction'])
})

interface Driver {
  topology: { s: { servers: Map<string, { pool: { connections: Iterable<{ socket: Socket }> } }> } }
}

/** The connections of the driver are destroyed, and have not said so yet. */
function closeConnections(): void {
  const { topology } = adapter().connection.getClient() as unknown as Driver
  for (const { pool } of topology.s.servers.values())
    for (const { socket } of pool.connections) socket.destroy()
}

test('a statement that is written to a connection which is just being closed is an error, and does not wait for ever', async () => {
  const transaction = await inDriver()
  closeConnections()
  const outcome = await transaction.insert('lost').catch((error: unknown) => isConflict(error))
  expect(outcome).toBe(true)
  await payload.db.rollbackTransaction((await transaction.req.transactionID) ?? '')
})

test('a unique field without a value is left out, because null may be there only once', async () => {
  await create(undefined, null)
  expect(sent('insert')[0]?.documents).toEqual([expect.not.objectContaining({ title: null })])

  const id = '0123456789abcdef01234567'
  const data = { title: null, label: null }
  await payload.db.updateOne({ collection: 'articles', id, data: { ...data } })
  await payload.db.updateOne({ collection: 'articles', id, data: { ...data }, returning: false })
  const update = { $set: expect.objectContaining({ label: null }), $unset: { title: true } }
  expect(sent('findAndModify')[0]?.update).toEqual(update)
  expect((sent('update')[0]?.updates as { u: unknown }[])[0]?.u).toEqual(update)
})

test('ids of another form in a list match no document, and are no error', async () => {
  const id = '0123456789abcdef01234567'
  const where = { and: [{ id: { in: ['another', id] } }, { id: { not_in: ['third'] } }] }
  await payload.db.find({ collection: 'articles', where, pagination: false })
  await payload.db.updateMany({
    collection: 'articles',
    where,
    data: { title: 'x' },
    returning: false,
  } as never)
  await payload.db.deleteMany({ collection: 'articles', where })
  const sentIds = mongod.received.map((command) =>
    JSON.stringify(command).match(/another|third|0123456789abcdef01234567/g),
  )
  expect(sentIds.flat().filter(Boolean).length).toBeGreaterThan(2)
  expect(new Set(sentIds.flat().filter(Boolean))).toEqual(new Set([id]))
})

test('each index of the CMS has its own name and fields, and is made once', async () => {
  const started = await startFakeMongod()
  const mongodb = { db: databaseAdapter(started.url) }
  const config = Object.assign({ ...(await configured) }, mongodb)
  config.jobs = { ...config.jobs, autoRun: undefined }
  config.typescript = { ...config.typescript, autoGenerate: false }
  const cms = await getPayload({ config, key: crypto.randomUUID() })
  const made = started.received.flatMap(({ createIndexes: collection, indexes }) =>
    collection
      ? (indexes as Index[]).map(({ key, name }) => ({ collection, fields: Object.keys(key), name }))
      : [],
  )
  await cms.destroy()
  await started.stop()
  expect(made).toContainEqual({ collection: 'globals', fields: ['globalType'], name: 'globalType_1' })
  expect(made).toContainEqual({ collection: 'redirects', fields: ['createdAt'], name: 'createdAt_1' })
  const inWords = made.map(({ collection, fields }) => `${String(collection)} by ${fields.join(', ')}`)
  expect(inWords.filter((index, at) => inWords.indexOf(index) !== at)).toEqual([])
})
