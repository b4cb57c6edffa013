import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import mongoose from 'mongoose'

const { BSON } = mongoose.mongo

type Document = Record<string, unknown>

/** A command as it arrived, with its documents, as in `{ insert: 'articles', documents: [...] }`. */
export interface MongoCommand extends Document {
  lsid?: { id: { toString: (encoding: 'hex') => string } }
  txnNumber?: bigint | number
  autocommit?: boolean
  startTransaction?: boolean
}

export interface FakeMongod {
  url: string
  received: MongoCommand[]
  stop: () => Promise<void>
}

/**
 * Answers a MongoDB driver as the primary of a replica set with empty collections, and stores nothing. In transactions it refuses what
 * `mongod` refuses: the command `count`, a statement of a transaction that has not begun or is over, and one that arrives while
 * another of the same session runs, which `mongod` does not support.
 */
export async function startFakeMongod(): Promise<FakeMongod> {
  const received: MongoCommand[] = []
  const execute = transactions()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let unread = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      unread = Buffer.concat([unread, bytes])
      while (unread.length >= 4 && unread.length >= unread.readInt32LE(0)) {
        const message = unread.subarray(0, unread.readInt32LE(0))
        unread = unread.subarray(message.length)
        const command = commandIn(message)
        const isHello = 'hello' in command || 'ismaster' in command || 'isMaster' in command
        if (!isHello) received.push(command)
        const answer = isHello ? Promise.resolve(hello(address())) : execute(command)
        void answer.then((document) => socket.write(replyTo(message, document)))
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = () => `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `mongodb://${address()}/fake?replicaSet=rs0`,
    received,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

const hello = (me: string): Document => ({
  ok: 1,
  ismaster: true,
  isWritablePrimary: true,
  helloOk: true,
  setName: 'rs0',
  setVersion: 1,
  hosts: [me],
  me,
  primary: me,
  minWireVersion: 0,
  maxWireVersion: 21,
  maxBsonObjectSize: 16 * 2 ** 20,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  logicalSessionTimeoutMinutes: 30,
})

function transactions(): (command: MongoCommand) => Promise<Document> {
  const open = new Map<string, bigint | number>()
  const busy = new Set<string>()
  const refuse = (session: string, code: number, errmsg: string, ...errorLabels: string[]): Document => {
    open.delete(session)
    return { ok: 0, code, errmsg, errorLabels }
  }
  return async (command) => {
    if (command.autocommit !== false) return answerTo(command)
    const session = command.lsid?.id.toString('hex') ?? ''
    if (busy.has(session)) return refuse(session, 117, 'Another statement of this session runs')
    if (command.startTransaction) open.set(session, command.txnNumber ?? 0)
    if (open.get(session) !== command.txnNumber)
      return refuse(session, 251, 'No such transaction', 'TransientTransactionError')
    if ('count' in command) return refuse(session, 263, "Cannot run 'count' in a multi-document transaction.")
    busy.add(session)
    await delay(2)
    busy.delete(session)
    if ('commitTransaction' in command || 'abortTransaction' in command) open.delete(session)
    return answerTo(command)
  }
}

function answerTo(command: MongoCommand): Document {
  if ('find' in command || 'aggregate' in command || 'listIndexes' in command)
    return { ok: 1, cursor: { id: 0n, ns: 'fake.any', firstBatch: [] } }
  return { ok: 1, n: 1, nModified: 1, value: null }
}

const opReply = 1
const opQuery = 2004
const opMsg = 2013
const headerBytes = 16

/** https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/ */
function commandIn(message: Buffer): MongoCommand {
  if (message.readInt32LE(12) === opQuery) {
    const name = message.indexOf(0, headerBytes + 4)
    return BSON.deserialize(message.subarray(name + 1 + 8)) as MongoCommand
  }
  const command: MongoCommand = {}
  for (let at = headerBytes + 4; at < message.length;) {
    const kind = message.readUInt8(at++)
    const size = message.readInt32LE(at)
    if (kind === 0) Object.assign(command, BSON.deserialize(message.subarray(at, at + size)))
    else {
      const nameEnd = message.indexOf(0, at + 4)
      const documents: Document[] = []
      for (let from = nameEnd + 1; from < at + size; from += message.readInt32LE(from))
        documents.push(BSON.deserialize(message.subarray(from, from + message.readInt32LE(from))))
      command[message.toString('utf8', at + 4, nameEnd)] = documents
    }
    at += size
  }
  return command
}

function replyTo(message: Buffer, document: Document): Buffer {
  const isQuery = message.readInt32LE(12) === opQuery
  const body = BSON.serialize(document)
  // OP_REPLY: flags, cursor id, first document, number of documents. OP_MSG: flags, kind of the section.
  const before = Buffer.alloc(isQuery ? 20 : 5)
  if (isQuery) before.writeInt32LE(1, 16)
  const header = Buffer.alloc(headerBytes)
  header.writeInt32LE(headerBytes + before.length + body.length, 0)
  header.writeInt32LE(message.readInt32LE(4), 8)
  header.writeInt32LE(isQuery ? opReply : opMsg, 12)
  return Buffer.concat([header, before, body])
}
