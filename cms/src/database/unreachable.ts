import { APIError, type PayloadRequest } from 'payload'

/** The database does not answer. The response is 503. */
export class DatabaseUnreachable extends APIError {
  constructor(
    message: string,
    override readonly cause: unknown,
  ) {
    super(message, 503, null, true)
  }
}

/** Errors of MongoDB's driver: it found no server, lost a connection, or got none. */
const namesOfLostServers =
  /^Mongo(Network|NetworkTimeout|NotConnected|PoolCleared|PoolClosed|ServerClosed|ServerSelection|TopologyClosed|WaitQueueTimeout)Error$/

/** Whether the error, or a cause of it, is that the database cannot be reached. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof Error && (namesOfLostServers.test(error.name) || isUnreachable(error.cause))

const retryAfterS = 5

/** The error with which a request ends whose error was this one: a database that cannot be reached is a 503 with `Retry-After`. */
export function explainUnreachable(error: unknown, req: PayloadRequest): unknown {
  if (error instanceof DatabaseUnreachable || !isUnreachable(error)) return error
  return refuseUnreachable(error, req)
}

/** Also sets `Retry-After`, because nothing was done. */
export function refuseUnreachable(cause: unknown, req: PayloadRequest): DatabaseUnreachable {
  req.responseHeaders = new Headers(req.responseHeaders)
  req.responseHeaders.set('Retry-After', String(retryAfterS))
  return new DatabaseUnreachable(withoutDatabase, cause)
}

export const withoutDatabase =
  'Nothing was done, because the CMS cannot reach its database at the moment. Wait a moment, then try again.'
