import type { CollectionConfig, GlobalConfig, Plugin } from 'payload'

interface OperationArgs {
  data?: Record<string, unknown>
  draft?: boolean
}

/**
 * Payload unpublishes by saving the newest draft, and checks all of it, so an unfinished sentence would keep a page on
 * the site. With this argument, made for sites in several languages, it checks only what was sent: the status.
 */
function withoutValidation<Args>(args: Args): Args {
  const { data, draft } = args as OperationArgs
  const isUnpublish = draft !== true && data?._status === 'draft' && Object.keys(data).length === 1
  return isUnpublish ? { ...args, unpublishAllLocales: true } : args
}

const hasDrafts = ({ versions }: CollectionConfig | GlobalConfig) =>
  typeof versions === 'object' && Boolean(versions.drafts)

/** Taking something off the site is never blocked. */
export const unpublishAlways: Plugin = (config) => ({
  ...config,
  collections: config.collections?.map((collection) =>
    hasDrafts(collection)
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
    hasDrafts(global)
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
