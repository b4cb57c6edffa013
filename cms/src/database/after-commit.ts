import type { PayloadRequest } from 'payload'

type Database = PayloadRequest['payload']['db']

interface Callbacks {
  afterCommit: (() => void)[]
  afterRollback: (() => Promise<void>)[]
}

const pendingCallbacks = new WeakMap<Database, Map<number | string, Callbacks>>()

/**
 * Runs the callback after the request's transaction has committed, and never when it is rolled back. Without a transaction it
 * runs at once. Payload has no such hook: all of its hooks run before the commit.
 */
export async function afterCommit(req: PayloadRequest, callback: () => void): Promise<void> {
  const callbacks = await callbacksOf(req)
  if (!callbacks) return callback()
  callbacks.afterCommit.push(callback)
}

/**
 * Runs the callback when the request's transaction is rolled back, or its commit fails, before the request is tried again. A commit
 * that fails may still have been carried out.
 */
export async function afterRollback(req: PayloadRequest, callback: () => Promise<void>): Promise<void> {
  const callbacks = await callbacksOf(req)
  callbacks?.afterRollback.push(callback)
}

/** Undefined without a transaction. */
async function callbacksOf(req: PayloadRequest): Promise<Callbacks | undefined> {
  const transaction = await req.transactionID
  if (!transaction) return undefined
  const pending = pendingCallbacks.get(req.payload.db) ?? wrapTransactions(req.payload.db)
  const callbacks = pending.get(transaction) ?? { afterCommit: [], afterRollback: [] }
  pending.set(transaction, callbacks)
  return callbacks
}

function wrapTransactions(db: Database): Map<number | string, Callbacks> {
  const pending = new Map<number | string, Callbacks>()
  pendingCallbacks.set(db, pending)
  const take = async (transaction: Parameters<Database['commitTransaction']>[0]) => {
    const id = await transaction
    const callbacks = pending.get(id)
    pending.delete(id)
    return callbacks
  }
  const { commitTransaction, rollbackTransaction } = db
  db.commitTransaction = async (transaction) => {
    const callbacks = await take(transaction)
    try {
      await commitTransaction.call(db, transaction)
    } catch (error) {
      for (const callback of callbacks?.afterRollback ?? []) await callback()
      throw error
    }
    for (const callback of callbacks?.afterCommit ?? []) callback()
  }
  db.rollbackTransaction = async (transaction) => {
    const callbacks = await take(transaction)
    await rollbackTransaction.call(db, transaction)
    for (const callback of callbacks?.afterRollback ?? []) await callback()
  }
  return pending
}
