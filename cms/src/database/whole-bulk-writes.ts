import { APIError, type CollectionAfterOperationHook, type Plugin } from 'payload'

/**
 * Makes a bulk update or delete all or nothing, in every collection.
 *
 * Payload runs it in one transaction. When a hook throws for one document, Payload collects the error and commits: what it had
 * written of that document stays, without the rows that the document's hooks would have written in the same transaction.
 */
export const wholeBulkWrites: Plugin = (config) => ({
  ...config,
  collections: config.collections?.map((collection) => ({
    ...collection,
    hooks: {
      ...collection.hooks,
      afterOperation: [...(collection.hooks?.afterOperation ?? []), refusePartialWrite],
    },
  })),
})

interface BulkResult {
  docs: unknown[]
  errors: { id: number | string; isPublic: boolean; message: string }[]
}

const refusePartialWrite: CollectionAfterOperationHook = ({ operation, req, result }) => {
  if (operation !== 'update' && operation !== 'delete') return result
  const { docs, errors } = result as BulkResult
  if (errors.length === 0) return result

  for (const { id, isPublic, message } of errors) {
    if (!isPublic) req.payload.logger.error(`A bulk ${operation} failed at the document ${id}: ${message}`)
  }
  const reasons = [
    ...new Set(errors.map(({ isPublic, message }) => (isPublic ? message : 'an unexpected error'))),
  ]
  throw new APIError(
    `Nothing was changed, because ${errors.length} of ${docs.length + errors.length} documents could not be ` +
      `${operation === 'update' ? 'saved' : 'deleted'}: ${reasons.join('; ')} ` +
      'Correct those documents or leave them out of the selection, then try again.',
    400,
    { documents: errors.map(({ id }) => id) },
    true,
  )
}
