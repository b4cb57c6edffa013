import type { Field, FieldHook, JobsConfig, SanitizedConfig } from 'payload'
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
  for (const collection of config.collections) {
    const { access, endpoints, fields, slug } = collection
    if (!slug.startsWith('payload-')) continue
    if (slug === 'payload-locked-documents') {
      // The admin records here which user is editing which document; a user who takes over makes the row their own.
      Object.assign(access, { create: staff, read: staff, update: staff, delete: staff })
      recordOwnUser(fields)
    } else if (slug === 'payload-preferences') {
      // Payload's rules limit each user to their own rows, but leave create open.
      Object.assign(access, { create: staff })
      // Fails for a key that is not there (docs/upstream.md), and the admin never deletes a preference.
      collection.endpoints =
        endpoints && endpoints.filter(({ method, path }) => method !== 'delete' || path !== '/:key')
    } else {
      Object.assign(access, { create: noAccess, read: noAccess, update: noAccess, delete: noAccess })
    }
    Object.assign(access, { readVersions: noAccess, unlock: noAccess })
  }
  return config
}

const useOwnUser: FieldHook = ({ req: { user }, value }) =>
  user ? { relationTo: user.collection, value: user.id } : value

/** Whatever user a request names in the field `user`, it writes the one who is signed in. Preferences have such a hook. */
function recordOwnUser(fields: Field[]): void {
  for (const field of fields) {
    if (field.type === 'relationship' && field.name === 'user')
      field.hooks = { ...field.hooks, beforeValidate: [useOwnUser] }
  }
}
