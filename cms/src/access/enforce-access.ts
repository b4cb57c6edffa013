import type { CollectionConfig, Config, GlobalConfig, Plugin } from 'payload'
import { hasDraftsEnabled } from 'payload/shared'
import { contentAccess, liveOrStaff } from './rules'
import { explainGlobalRefusal, explainRefusal } from './explain-refusal'
import { keepTrashOffTheLiveSite, protectLiveContent } from './live-content'
import { accessEndpoint, documentAccessEndpoint, globalAccessEndpoint } from './permissions-endpoints'
import { keepScheduledDrafts } from './scheduled-drafts'
import { limitVisitorQueries } from './visitor-queries'

const collectionOperations = [
  'admin',
  'create',
  'delete',
  'read',
  'readVersions',
  'unlock',
  'update',
] as const
const globalOperations = ['read', 'readVersions', 'update'] as const

/**
 * Adds the guards of live content to every collection and global. Throws when a collection or global has no rule for an
 * operation, because Payload's default allows it to every user who is signed in.
 */
export const enforceAccess: Plugin = (config: Config): Config => ({
  ...config,
  endpoints: [accessEndpoint, ...(config.endpoints ?? [])],
  collections: (config.collections ?? []).map(protectCollection),
  globals: (config.globals ?? []).map(protectGlobal),
})

function protectCollection(collection: CollectionConfig): CollectionConfig {
  const { access, hooks, slug } = collection
  const missing = collectionOperations.filter((operation) => !access?.[operation])
  if (missing.length > 0) throw new Error(missingRules(`The collection ${slug}`, missing))
  const hasDrafts = hasDraftsEnabled(collection)
  if (!hasDrafts && access?.update === contentAccess.update) {
    throw new Error(
      `The collection ${slug} has no drafts, so every save changes the live site, and its rules let editors save it. Give it drafts, or redirectAccess.`,
    )
  }
  if (!collection.trash && access?.read === liveOrStaff) {
    throw new Error(
      `The collection ${slug} has no trash, and its rule for read asks for documents outside the trash, so visitors would find none. Give it trash, or another rule for read.`,
    )
  }
  return {
    ...collection,
    endpoints: collection.endpoints !== false && [documentAccessEndpoint, ...(collection.endpoints ?? [])],
    hooks: {
      ...hooks,
      beforeOperation: [
        limitVisitorQueries,
        ...(hasDrafts ? [protectLiveContent] : []),
        explainRefusal,
        ...(hooks?.beforeOperation ?? []),
      ],
      beforeChange: [
        ...(hasDrafts ? [keepTrashOffTheLiveSite, keepScheduledDrafts] : []),
        ...(hooks?.beforeChange ?? []),
      ],
    },
  }
}

function protectGlobal(global: GlobalConfig): GlobalConfig {
  const missing = globalOperations.filter((operation) => !global.access?.[operation])
  if (missing.length > 0) throw new Error(missingRules(`The global ${global.slug}`, missing))
  return {
    ...global,
    endpoints: global.endpoints !== false && [globalAccessEndpoint, ...(global.endpoints ?? [])],
    hooks: {
      ...global.hooks,
      beforeOperation: [explainGlobalRefusal, ...(global.hooks?.beforeOperation ?? [])],
    },
  }
}

const missingRules = (what: string, operations: readonly string[]) =>
  `${what} has no access rule for ${operations.join(', ')}, so Payload would allow it to every user who is signed in. Give it one from access/rules.ts.`
