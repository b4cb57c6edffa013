import type { CollectionConfig, GlobalConfig, Plugin } from 'payload'
import { collectionSchemas, globalSchemas } from 'shared-types'

type Hooks<Config extends CollectionConfig | GlobalConfig> = NonNullable<Config['hooks']>

interface ContentHooks {
  collection: Hooks<CollectionConfig>
  global: Hooks<GlobalConfig>
}

const isContent = ({ slug }: CollectionConfig | GlobalConfig) =>
  slug in collectionSchemas || slug in globalSchemas

/** Adds hooks to each collection and global that the site shows, or to those that `isMeant` selects. They run after the others. */
export const addContentHooks =
  (hooks: ContentHooks, isMeant: (config: CollectionConfig | GlobalConfig) => boolean = isContent): Plugin =>
  (config) => ({
    ...config,
    collections: config.collections?.map((collection) =>
      isMeant(collection) ? { ...collection, hooks: joined(collection.hooks, hooks.collection) } : collection,
    ),
    globals: config.globals?.map((global) =>
      isMeant(global) ? { ...global, hooks: joined(global.hooks, hooks.global) } : global,
    ),
  })

function joined<All extends object>(before: All | undefined, added: All): All {
  const all: Record<string, unknown> = { ...before }
  for (const [name, hooks] of Object.entries(added))
    all[name] = [...((all[name] as unknown[]) ?? []), ...hooks]
  return all as All
}
