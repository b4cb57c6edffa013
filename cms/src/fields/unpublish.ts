import { hasDraftsEnabled } from 'payload/shared'
import { addContentHooks } from '../content-hooks'

interface OperationArgs {
  data?: Record<string, unknown>
  draft?: boolean
}

/**
 * Payload unpublishes by saving the newest draft, and validates all of its fields, so an unfinished draft would keep a
 * page on the site. `unpublishAllLocales`, made for sites in several languages, limits the validation to the fields of
 * the request: the status.
 */
function withoutValidation<Args>(args: Args): Args {
  const { data, draft } = args as OperationArgs
  const isUnpublish = draft !== true && data?._status === 'draft' && Object.keys(data).length === 1
  return isUnpublish ? { ...args, unpublishAllLocales: true } : args
}

/** Allows unpublishing a document whose draft is not valid. */
export const unpublishAlways = addContentHooks(
  {
    collection: {
      beforeOperation: [({ args, operation }) => (operation === 'update' ? withoutValidation(args) : args)],
    },
    global: {
      beforeOperation: [({ args, operation }) => (operation === 'update' ? withoutValidation(args) : args)],
    },
  },
  hasDraftsEnabled,
)
