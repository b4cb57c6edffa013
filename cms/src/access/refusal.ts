import { APIError } from 'payload'

/** A refusal in an editor's words: what happened, why, what to do. Answers 403, and the admin shows the message. */
export class Refusal extends APIError {
  constructor(message: string) {
    super(message, 403, null, true)
  }
}
