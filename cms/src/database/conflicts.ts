import { setTimeout as delay } from 'node:timers/promises'
import { APIError } from 'payload'
import { DatabaseUnreachable, isUnreachable } from './unreachable'

/** After the first conflict. */
const timeLimitMs = 5_000
const firstPauseMs = 20
const longestPauseMs = 1_000

type Rejection = Error & { code?: unknown; hasErrorLabel?: (label: string) => boolean }

/** Whether one of the error and its causes is so. */
function some(error: unknown, test: (rejection: Rejection) => boolean): boolean {
  return error instanceof Error && (test(error) || some(error.cause, test))
}

const hasLabel = (error: unknown, label: string) =>
  some(error, (rejection) => rejection.hasErrorLabel?.(label) === true)

/** Whether the database rolled a transaction back because another one was in its way: the whole operation may be tried again. */
export const isConflict = (error: unknown): boolean =>
  hasLabel(error, 'TransientTransactionError') ||
  some(error, ({ code }) => String(code).startsWith('SQLITE_BUSY'))

/** Whether the database did not say if a commit succeeded: the commit may be tried again, even if it did. */
const isUnknownCommit = (error: unknown): boolean => hasLabel(error, 'UnknownTransactionCommitResult')

/** Tries again while the error is of that kind, with growing random pauses. After 5 s it throws what `explain` makes of the error. */
async function retry<Result>(
  attempt: () => Promise<Result>,
  isTransient: (error: unknown) => boolean,
  explain: (error: unknown) => unknown,
): Promise<Result> {
  let started: number | undefined
  for (let mostMs = firstPauseMs; ; mostMs = Math.min(mostMs * 2, longestPauseMs)) {
    try {
      return await attempt()
    } catch (error) {
      if (!isTransient(error)) throw error
      started ??= performance.now()
      if (performance.now() - started > timeLimitMs) throw explain(error)
      await delay(Math.random() * mostMs)
    }
  }
}

/**
 * Runs a whole operation again when its transaction collided with another one, or lost its server. Each attempt has to start from what
 * was sent: hooks change the data that they get. After 5 s it throws a 409, or what the database throws that cannot be reached.
 */
export const retryConflicts = <Result>(attempt: () => Promise<Result>): Promise<Result> =>
  retry(attempt, isConflict, (error) => {
    if (isUnreachable(error)) return error
    const message = `Nothing was saved, because others changed the same documents at the same moment, and the CMS tried for ${timeLimitMs / 1000} s. Wait a moment, then try again.`
    return Object.assign(new APIError(message, 409, null, true), { cause: error })
  })

/** After 5 s it throws a 503, which a form answers with the same request, and a program must not. */
export const retryUnknownCommit = (commit: () => Promise<void>): Promise<void> =>
  retry(
    commit,
    isUnknownCommit,
    (error) =>
      new DatabaseUnreachable(
        `It is not known whether this was saved, because the database did not confirm it within ${timeLimitMs / 1000} s. Load the document again and look, before you save it again.`,
        error,
      ),
  )
