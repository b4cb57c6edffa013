import type { CollectionConfig, Config, GlobalConfig, Plugin } from 'payload'
import { contentAccess, liveOrStaff, notTrashedOrStaff } from './rules'
import { explainGlobalRefusal, explainRefusal } from './explain-refusal'
import { keepTrashOffTheLiveSite, protectLiveContent, restoreGlobalsLive } from './live-content'
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
 * Puts the protection of what is live on every collection and global, and refuses a configuration that leaves an
 * operation to Payload's default, which lets anybody who is signed in do it.
 */
export const enforceAccess: Plugin = (config: Config): Config => ({
  ...config,
  endpoints: [accessEndpoint, ...(config.endpoints ?? [])],
  collections: (config.collections ?? []).map(protectCollection),
  globals: (config.globals ?? []).map(protectGlobal),
})

function protectCollection(collection: CollectionConfig): CollectionConfig {
  const { access, hooks, slug, versions } = collection
  const missing = collectionOperations.filter((operation) => !access?.[operation])
  if (missing.length > 0) throw new Error(missingRules(`The collection ${slug}`, missing))
  const hasDrafts = typeof versions === 'object' && Boolean(versions.drafts)
  if (!hasDrafts && access?.update === contentAccess.update) {
    throw new Error(
      `The collection ${slug} has no drafts, so whoever may save it changes the live site, and its rules let editors save it. Give it drafts, or liveOnlyAccess.`,
    )
  }
  if (!collection.trash && (access?.read === liveOrStaff || access?.read === notTrashedOrStaff)) {
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
      beforeOperation: [restoreGlobalsLive, explainGlobalRefusal, ...(global.hooks?.beforeOperation ?? [])],
    },
  }
}

const missingRules = (what: string, operations: readonly string[]) =>
  `${what} has no access rule for ${operations.join(', ')}, so Payload would let anybody who is signed in do it. Give it one from access.ts.`
