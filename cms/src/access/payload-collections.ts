import type { JobsConfig, SanitizedConfig } from 'payload'
import { noAccess, publishers, staff } from './rules'

/** For `jobs.access`: the server's own schedule runs jobs; no request may. */
export const jobsAccess: NonNullable<JobsConfig['access']> = {
  run: noAccess,
  queue: publishers,
  cancel: publishers,
}

/**
 * Replaces the access rules of Payload's own collections, some of which are open to every user who is signed in.
 * Payload adds them after plugins have run, so apply this to the built config:
 * `buildConfig({ ... }).then(restrictPayloadCollections)`.
 */
export function restrictPayloadCollections(config: SanitizedConfig): SanitizedConfig {
  for (const { access, slug } of config.collections) {
    if (!slug.startsWith('payload-')) continue
    if (slug === 'payload-locked-documents') {
      // The admin records here which user is editing which document.
      Object.assign(access, { create: staff, read: staff, update: staff, delete: staff })
    } else if (slug === 'payload-preferences') {
      // Payload's rules limit each user to their own rows, but leave create open.
      Object.assign(access, { create: staff })
    } else {
      Object.assign(access, { create: noAccess, read: noAccess, update: noAccess, delete: noAccess })
    }
    Object.assign(access, { readVersions: noAccess, unlock: noAccess })
  }
  return config
}
