import type { JobsConfig, SanitizedConfig } from 'payload'
import { nobody, publishers, staff } from './rules'

/** For `jobs.access`: jobs are run by the server's own clock, never over the network. */
export const jobsAccess: NonNullable<JobsConfig['access']> = {
  run: nobody,
  queue: publishers,
  cancel: publishers,
}

/**
 * Payload adds collections of its own after plugins have run, and lets anybody who is signed in use some of them. Apply
 * to the built config: `buildConfig({ ... }).then(restrictPayloadCollections)`.
 */
export function restrictPayloadCollections(config: SanitizedConfig): SanitizedConfig {
  for (const { access, slug } of config.collections) {
    if (!slug.startsWith('payload-')) continue
    if (slug === 'payload-locked-documents') {
      // Who is editing what: the admin reads and writes it for whoever works in it.
      Object.assign(access, { create: staff, read: staff, update: staff, delete: staff })
    } else if (slug === 'payload-preferences') {
      // Payload's own rules give each user their own rows; only its create has none.
      Object.assign(access, { create: staff })
    } else {
      Object.assign(access, { create: nobody, read: nobody, update: nobody, delete: nobody })
    }
    Object.assign(access, { readVersions: nobody, unlock: nobody })
  }
  return config
}
