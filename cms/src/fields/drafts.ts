import type { CollectionConfig, GlobalConfig } from 'payload'

/**
 * A draft is saved without validation, even if incomplete or wrong, so that no typing is lost. The fields' validations
 * run when it is published. Payload's autosave is off: admin/saving saves what is typed.
 */
const drafts = { schedulePublish: true } as const

/** Without Payload's limit, which deletes the live version too: saves/prune-versions.ts keeps the newest 50. */
export const documentVersions: CollectionConfig['versions'] = { maxPerDoc: 0, drafts }
export const globalVersions: GlobalConfig['versions'] = { max: 0, drafts }

/** For the admin's list and the site's fetch, which filter by status and sort by creation. */
export const contentIndexes: NonNullable<CollectionConfig['indexes']> = [{ fields: ['_status', 'createdAt'] }]
