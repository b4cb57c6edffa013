import type { PayloadRequest } from 'payload'

type Database = PayloadRequest['payload']['db']
type Callback = () => void
type CallbacksByTransaction = Map<number | string, Callback[]>

const pendingCallbacks = new WeakMap<Database, CallbacksByTransaction>()

/**
 * Runs the callback after the request's transaction has committed, and never when it is rolled back. Without a transaction it
 * runs at once. Payload has no such hook: all of its hooks run before the commit.
 */
export async function afterCommit(req: PayloadRequest, callback: Callback): Promise<void> {
  const transaction = await req.transactionID
  if (!transaction) return callback()
  const pending = pendingCallbacks.get(req.payload.db) ?? wrapTransactions(req.payload.db)
  pending.set(transaction, [...(pending.get(transaction) ?? []), callback])
}

function wrapTransactions(db: Database): CallbacksByTransaction {
  const pending: CallbacksByTransaction = new Map()
  pendingCallbacks.set(db, pending)
  const take = async (transaction: Parameters<Database['commitTransaction']>[0]) => {
    const id = await transaction
    const callbacks = pending.get(id) ?? []
    pending.delete(id)
    return callbacks
  }
  const { commitTransaction, rollbackTransaction } = db
  db.commitTransaction = async (transaction) => {
    const callbacks = await take(transaction)
    await commitTransaction.call(db, transaction)
    for (const callback of callbacks) callback()
  }
  db.rollbackTransaction = async (transaction) => {
    await take(transaction)
    await rollbackTransaction.call(db, transaction)
  }
  return pending
}
