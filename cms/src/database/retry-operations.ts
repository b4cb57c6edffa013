import { deepCopyObjectSimple, getDataLoader, type Payload, type PayloadRequest } from 'payload'
import { retryConflicts, retryUnknownCommit } from './conflicts'

/** For the config's `onInit`: an operation of the Local API that collides with another one is tried again, and no commit fails unseen. */
export function retryOperations(payload: Payload): void {
  makeCommitsCertain(payload.db)
  endFailedJobs(payload.db)
  const operations = payload as unknown as Record<string, Operation>
  for (const name of writes) {
    const operate = operations[name]!.bind(payload)
    operations[name] = (options) => {
      // One attempt where the transaction is the caller's, who has to repeat all of it, or where there is none.
      if (options.req?.transactionID || options.disableTransaction) return operate(options)
      const req = options.req && untouchedRequest(options.req)
      return retryConflicts(() =>
        operate({
          ...options,
          ...(options.data && { data: deepCopyObjectSimple(options.data) }),
          req: req?.(),
        }),
      )
    }
  }
}

interface Options {
  data?: Record<string, unknown>
  disableTransaction?: boolean
  req?: PayloadRequest
}
type Operation = (options: Options) => Promise<unknown>

const writes = [
  'create',
  'delete',
  'duplicate',
  'forgotPassword',
  'login',
  'resetPassword',
  'restoreGlobalVersion',
  'restoreVersion',
  'unlock',
  'update',
  'updateGlobal',
  'verifyEmail',
] as const

/**
 * Remembers a request as it is now. Returns a function that puts it back into that state, except for the first time, for a next
 * attempt: hooks and operations change its data, query, file and context.
 */
export function untouchedRequest(req: PayloadRequest): () => PayloadRequest {
  const untouched = { ...req, ...changeableParts(req) }
  let isFirst = true
  return () => {
    if (!isFirst) {
      for (const key of Object.keys(req)) if (!(key in untouched)) Reflect.deleteProperty(req, key)
      // Its cache holds documents of the transaction that was rolled back.
      const payloadDataLoader = untouched.payloadDataLoader && getDataLoader(req)
      Object.assign(req, untouched, changeableParts(untouched), { payloadDataLoader })
    }
    isFirst = false
    return req
  }
}

function changeableParts({ context, data, file, query, responseHeaders, routeParams }: PayloadRequest) {
  return {
    context: context && { ...context },
    data: data && deepCopyObjectSimple(data),
    file: file && { ...file },
    query: query && deepCopyObjectSimple(query),
    responseHeaders: responseHeaders && new Headers(responseHeaders),
    routeParams: routeParams && { ...routeParams },
  }
}

/** The parts of Payload's adapters that differ between databases. */
interface Session {
  commitTransaction?: () => Promise<void>
  inTransaction?: () => boolean
}

/**
 * Payload reports a commit as done when its transaction was rolled back before, as by an operation that failed and whose error a hook
 * caught. And on MongoDB it forgets the transaction of a commit whose result is unknown.
 */
function makeCommitsCertain(db: Payload['db']): void {
  const { commitTransaction } = db
  db.commitTransaction = async (given) => {
    const id = await given
    if (!id) return
    const session = (db.sessions as Record<string, Session> | undefined)?.[id]
    if (!session || session.inTransaction?.() === false) {
      throw new Error(
        'Nothing was saved: the transaction was rolled back before its commit, because one of its operations had failed. Let that error reach the caller of the operation.',
      )
    }
    let commit = () => commitTransaction.call(db, id)
    await retryUnknownCommit(() => {
      const committing = commit()
      if (session.commitTransaction) commit = session.commitTransaction.bind(session)
      return committing
    })
  }
}

/** Payload leaves the transaction in which it marks jobs open when that fails. On SQLite no other write would begin any more. */
function endFailedJobs(db: Payload['db']): void {
  const { updateJobs } = db
  db.updateJobs = async (args) => {
    try {
      return await updateJobs.call(db, args)
    } catch (error) {
      const transaction = await args.req?.transactionID
      if (transaction) await db.rollbackTransaction(transaction)
      throw error
    }
  }
}
