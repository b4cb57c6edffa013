import type { Endpoint, Payload } from 'payload'
import { collectionSchemas, contentRevision, type ContentVersion, globalSchemas } from 'shared-types'
import { liveVersions } from '../database/live-versions'

/** Which version of which document an anonymous visitor can read now: all that the site shows. */
export const contentVersions = (payload: Payload): Promise<ContentVersion[]> =>
  liveVersions(payload, {
    collections: Object.keys(collectionSchemas),
    globals: Object.keys(globalSchemas),
  })

const noStore = { headers: { 'Cache-Control': 'no-store' } }

/** For anybody: it says no more than the documents, which anybody can read. */
export const revisionEndpoints: Endpoint[] = [
  {
    path: '/content-revision',
    method: 'get',
    handler: async ({ payload }) =>
      Response.json({ revision: await contentRevision(await contentVersions(payload)) }, noStore),
  },
  {
    path: '/content-versions',
    method: 'get',
    handler: async ({ payload }) => Response.json({ versions: await contentVersions(payload) }, noStore),
  },
]
