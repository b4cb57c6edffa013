import type { Plugin } from 'payload'
import { hasDraftsEnabled } from 'payload/shared'

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
export const unpublishAlways: Plugin = (config) => ({
  ...config,
  collections: config.collections?.map((collection) =>
    hasDraftsEnabled(collection)
      ? {
          ...collection,
          hooks: {
            ...collection.hooks,
            beforeOperation: [
              ...(collection.hooks?.beforeOperation ?? []),
              ({ args, operation }) => (operation === 'update' ? withoutValidation(args) : args),
            ],
          },
        }
      : collection,
  ),
  globals: config.globals?.map((global) =>
    hasDraftsEnabled(global)
      ? {
          ...global,
          hooks: {
            ...global.hooks,
            beforeOperation: [
              ...(global.hooks?.beforeOperation ?? []),
              ({ args, operation }) => (operation === 'update' ? withoutValidation(args) : args),
            ],
          },
        }
      : global,
  ),
})
