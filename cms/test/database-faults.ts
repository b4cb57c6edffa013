import type { BaseDatabaseAdapter, DatabaseAdapterObj } from 'payload'

/** What fails next in a transaction, as MongoDB fails. Nothing while `left` is 0. */
export interface Faults {
  /**
   * A number: the statement with that number, the first is 0, ends in a conflict. `commit`: the commit does. `committed` and
   * `not committed`: the database does not say whether the commit succeeded, and that is what happened.
   */
  at: number | 'commit' | 'committed' | 'not committed'
  /** How many transactions fail. */
  left: number
}

class DatabaseFault extends Error {
  constructor(readonly label: 'TransientTransactionError' | 'UnknownTransactionCommitResult') {
    super(`${label}, made by a test`)
  }
  hasErrorLabel(label: string): boolean {
    return label === this.label
  }
}
const conflict = () => new DatabaseFault('TransientTransactionError')

interface Arguments {
  req?: { transactionID?: Promise<number | string> | number | string }
}
type Statement = (args: Arguments) => Promise<unknown>

const isStatement = (name: string) => /^(count|create|delete|find|query|update|upsert)/.test(name)

/** The adapter, with faults. After a conflict, every statement of the transaction and its commit fail too. */
export function withFaults(adapter: DatabaseAdapterObj, faults: Faults): DatabaseAdapterObj {
  return { ...adapter, init: (args) => addFaults(adapter.init(args), faults) }
}

function addFaults<Adapter extends BaseDatabaseAdapter>(db: Adapter, faults: Faults): Adapter {
  const statements = new Map<number | string, number>()
  const failed = new Set<number | string>()
  const methods = db as unknown as Record<string, unknown>
  for (const name of Object.keys(db).filter(isStatement)) {
    const execute = methods[name]
    if (typeof execute !== 'function' || ['createMigration'].includes(name)) continue
    methods[name] = (async (args) => {
      const id = await args.req?.transactionID
      if (id) {
        const number = statements.get(id) ?? 0
        statements.set(id, number + 1)
        if (faults.left > 0 && faults.at === number) {
          faults.left--
          failed.add(id)
        }
        if (failed.has(id)) throw conflict()
      }
      return execute.call(db, args) as Promise<unknown>
    }) satisfies Statement
  }

  async function commit(id: number | string, transaction: Transaction): Promise<void> {
    const isFault = faults.left > 0 && typeof faults.at !== 'number' && (statements.get(id) ?? 0) > 0
    if (isFault) faults.left--
    if (failed.has(id) || (isFault && faults.at === 'commit')) {
      await transaction.abort()
      throw conflict()
    }
    if (!isFault || faults.at === 'committed') await transaction.commit()
    if (isFault) throw new DatabaseFault('UnknownTransactionCommitResult')
  }
  const { beginTransaction, commitTransaction, rollbackTransaction } = db
  if (db.name === 'mongoose') {
    // Where the driver commits: a commit of unknown result is committed again there.
    db.beginTransaction = async (options) => {
      const id = (await beginTransaction.call(db, options))!
      const session = (db.sessions as unknown as Record<string, DriverSession>)[id]!
      const transaction = {
        commit: session.commitTransaction.bind(session),
        abort: session.abortTransaction.bind(session),
      }
      session.commitTransaction = () => commit(id, transaction)
      return id
    }
    return db
  }
  db.commitTransaction = async (given) => {
    const id = await given
    await commit(id, {
      commit: () => commitTransaction.call(db, id),
      abort: () => rollbackTransaction.call(db, id),
    })
  }
  return db
}

interface Transaction {
  commit: () => Promise<unknown>
  abort: () => Promise<unknown>
}
interface DriverSession {
  commitTransaction: Transaction['commit']
  abortTransaction: Transaction['abort']
}
