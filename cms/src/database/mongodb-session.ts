import type { MongooseAdapter } from '@payloadcms/db-mongodb'

type MongoClient = ReturnType<MongooseAdapter['connection']['getClient']>
type ClientSession = ReturnType<MongoClient['startSession']>

/** Of the driver, which exports neither. It calls `selectServer` for each statement, and then `command` of the result once. */
interface Server {
  command: (...args: unknown[]) => Promise<unknown>
}
interface Topology {
  s: { servers: Map<string, { monitor?: { connection?: DriverConnection } }> }
  selectServer: (selector: unknown, options: { session?: ClientSession }) => Promise<Server>
}

interface DriverConnection {
  closed: boolean
  socket: NodeJS.EventEmitter
  cleanup: (error: Error) => void
}

const lastStatement = new WeakMap<ClientSession, Promise<void>>()
/** Their transactions are being committed or aborted. */
const endingSessions = new WeakSet<ClientSession>()
const queuedTopologies = new WeakSet<Topology>()

/**
 * Payload sends statements of one transaction in parallel, which MongoDB does not support. Here, where the driver sends them, each waits
 * for the one before. A statement never sends another one, so none waits for itself.
 */
export function runOneStatementAtATime(client: MongoClient): void {
  const { topology } = client as unknown as { topology: Topology }
  if (queuedTopologies.has(topology)) return
  queuedTopologies.add(topology)
  const selectServer = topology.selectServer.bind(topology)
  topology.selectServer = (selector, options) => {
    const { session } = options
    const select = async () => withLostConnections(await selectServer(selector, options), session)
    return session?.inTransaction() ? queueStatement(session, select) : select()
  }
  const startSession = client.startSession.bind(client)
  client.startSession = (options) => endAfterStatements(startSession(options))
}

async function queueStatement(session: ClientSession, select: () => Promise<Server>): Promise<Server> {
  const before = lastStatement.get(session)
  let end = () => {}
  lastStatement.set(session, new Promise((resolve) => (end = resolve)))
  await before
  try {
    // Otherwise the driver would send it as a statement of no transaction, and what it writes would stay.
    if (!session.inTransaction())
      throw new Error('The transaction was over before this statement of it began.')
    const server = await select()
    return withCommand(server, (...args) => server.command(...args).finally(end))
  } catch (error) {
    end()
    throw error
  }
}

const withCommand = (server: Server, command: Server['command']) =>
  Object.create(server, { command: { value: command } }) as Server

interface DriverError extends Error {
  addErrorLabel: (label: string) => void
}

/**
 * When connections are lost at once, the driver says only of the first statement that it may be tried again: its error makes the other
 * connections stale, and errors of stale connections get no labels.
 */
function withLostConnections(server: Server, session: ClientSession | undefined): Server {
  return withCommand(server, async (...args) => {
    try {
      return await server.command(...args)
    } catch (error) {
      if (error instanceof Error && /^MongoNetwork/.test(error.name)) {
        const isStatement = session?.inTransaction() && !endingSessions.has(session)
        const label = isStatement ? 'TransientTransactionError' : 'RetryableWriteError'
        ;(error as DriverError).addErrorLabel(label)
      }
      throw error
    }
  })
}

/** The driver takes a transaction for empty until it sends the first statement, and ends it without the server. */
function endAfterStatements(session: ClientSession): ClientSession {
  for (const name of ['abortTransaction', 'commitTransaction'] as const) {
    const end = session[name].bind(session)
    session[name] = async (options) => {
      await lastStatement.get(session)
      endingSessions.add(session)
      return end(options)
    }
  }
  return session
}

const mendedConnections = new WeakSet<DriverConnection>()

/**
 * What the driver writes to a socket that is just being closed waits for `drain`, for ever: a request, or the check of the server, without
 * which the driver never finds it again. The wait ends with an error of the socket.
 */
export function endWritesWithConnections(client: MongoClient): void {
  const { topology } = client as unknown as { topology: Topology }
  const connection = [...topology.s.servers.values()].map(({ monitor }) => monitor?.connection).find(Boolean)
  if (!connection) return
  const prototype = Object.getPrototypeOf(connection) as DriverConnection
  if (mendedConnections.has(prototype)) return
  mendedConnections.add(prototype)
  const { cleanup } = prototype
  prototype.cleanup = function (error) {
    const wasOpen = !this.closed
    cleanup.call(this, error)
    if (wasOpen) this.socket.emit('error', error)
  }
}
