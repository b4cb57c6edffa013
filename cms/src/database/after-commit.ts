import type { PayloadRequest } from 'payload'

type Database = PayloadRequest['payload']['db']
type Work = () => void

/** By transaction: what waits for its commit. */
const waiting = new WeakMap<Database, Map<number | string, Work[]>>()

/**
 * Calls `work` once what the request writes is in the database, and never when it is rolled back. Payload has no hook for that: all of
 * its hooks run before the commit. Without a transaction it is called at once.
 */
export async function afterCommit(req: PayloadRequest, work: Work): Promise<void> {
  const transaction = await req.transactionID
  if (!transaction) return work()
  const works = waiting.get(req.payload.db) ?? watch(req.payload.db)
  works.set(transaction, [...(works.get(transaction) ?? []), work])
}

function watch(db: Database): Map<number | string, Work[]> {
  const works = new Map<number | string, Work[]>()
  waiting.set(db, works)
  const take = async (transaction: Parameters<Database['commitTransaction']>[0]) => {
    const id = await transaction
    const taken = works.get(id) ?? []
    works.delete(id)
    return taken
  }
  const { commitTransaction, rollbackTransaction } = db
  db.commitTransaction = async (transaction) => {
    const due = await take(transaction)
    await commitTransaction.call(db, transaction)
    for (const work of due) work()
  }
  db.rollbackTransaction = async (transaction) => {
    await take(transaction)
    await rollbackTransaction.call(db, transaction)
  }
  return works
}
