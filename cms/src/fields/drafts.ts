import type { CollectionConfig, GlobalConfig } from 'payload'

/**
 * A draft is saved as it is, incomplete or wrong, so that nothing an editor types is ever lost. Publishing checks
 * everything: every validation of a field runs then, and only then.
 */
const drafts = { autosave: { interval: 1500 }, schedulePublish: true } as const

/** Versions of a document: the oldest of more than 50 is dropped. */
export const documentVersions: CollectionConfig['versions'] = { maxPerDoc: 50, drafts }
export const globalVersions: GlobalConfig['versions'] = { max: 50, drafts }

/** For the list of the admin and the site's fetch: what is published, newest first. */
export const contentIndexes: NonNullable<CollectionConfig['indexes']> = [{ fields: ['_status', 'createdAt'] }]
