import { APIError, type SanitizedCollectionConfig } from 'payload'

/**
 * A refusal with a message for the editor: what happened, why, what to do. The response is 403, and the admin shows the
 * message.
 */
export class Refusal extends APIError {
  constructor(message: string) {
    super(message, 403, null, true)
  }
}

/** An endpoint's response that refuses a request, in the form of Payload's own. */
export const refuse = (status: number, message: string) =>
  Response.json({ errors: [{ message }] }, { status })

/** What a refusal calls a document of the collection: `post`, `start date`. */
export const documentLabel = ({ labels }: SanitizedCollectionConfig): string =>
  typeof labels.singular === 'string' ? labels.singular.toLowerCase() : 'document'
