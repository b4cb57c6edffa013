import { APIError } from 'payload'

/** A refusal in an editor's words: what happened, why, what to do. Answers 403, and the admin shows the message. */
export class Refusal extends APIError {
  constructor(message: string) {
    super(message, 403, null, true)
  }
}

/** The answer of an endpoint that refuses, in the form of Payload's own. */
export const refuse = (status: number, message: string) =>
  Response.json({ errors: [{ message }] }, { status })
