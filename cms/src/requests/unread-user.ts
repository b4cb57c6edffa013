import {
  APIError,
  type AuthStrategyFunctionArgs,
  type AuthStrategyResult,
  type Payload,
  type PayloadRequest,
} from 'payload'
import { DatabaseUnreachable, refuseUnreachable, withoutDatabase } from '../database/unreachable'

const contextKey = 'errorOfReadingUser'

/**
 * For the config's `onInit`: a user whom the database does not give is not one who is signed out. Payload ignores the error, so that
 * editors would get 403, and the sign-in in place of their page.
 */
export function noteUnreadUsers(payload: Payload): void {
  payload.authStrategies = payload.authStrategies.map((strategy) => ({
    ...strategy,
    authenticate: async (args) => {
      let failure: unknown
      const findByID: Payload['findByID'] = (options) =>
        args.payload.findByID(options).catch((error: unknown) => {
          if (!isAnswer(error)) failure = error
          throw error
        })
      const noting = Object.create(args.payload, { findByID: { value: findByID } }) as Payload
      const result = await strategy.authenticate({ ...args, payload: noting })
      return result.user || !failure ? result : unread(args, failure)
    },
  }))
}

/** The database has answered: there is no such user. */
const isAnswer = (error: unknown) => error instanceof APIError && error.status < 500

function unread({ req }: AuthStrategyFunctionArgs, error: unknown): AuthStrategyResult {
  if (req) {
    req.context[contextKey] = error
    return { user: null }
  }
  // A page of the admin, which has no request yet. What a strategy throws, Payload ignores; it reads the user outside of that.
  return {
    get user(): never {
      throw new DatabaseUnreachable(withoutDatabase, error)
    },
  }
}

/** Throws if the user of the request could not be read. */
export function refuseUnreadUser(req: PayloadRequest): void {
  const error = req.context[contextKey]
  if (error) throw refuseUnreachable(error, req)
}
