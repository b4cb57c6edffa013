import type { Endpoint, Payload } from 'payload'
import { collectionSchemas, type ContentVersion, globalSchemas, revisionOfLines } from 'shared-types'
import { liveVersionLines, liveVersions } from '../database/live-versions'

const shownContent = { collections: Object.keys(collectionSchemas), globals: Object.keys(globalSchemas) }

/** The version of each document that visitors can read now, of every collection and global that the site shows. */
export const contentVersions = (payload: Payload): Promise<ContentVersion[]> =>
  liveVersions(payload, shownContent)

/** A hash of those versions. It changes whenever one of them does. */
export const currentContentRevision = async (payload: Payload): Promise<string> =>
  revisionOfLines(await liveVersionLines(payload, shownContent))

const noStore = { headers: { 'Cache-Control': 'no-store' } }

/** Public: they reveal nothing that the published documents do not. */
export const revisionEndpoints: Endpoint[] = [
  {
    path: '/content-revision',
    method: 'get',
    handler: async ({ payload }) =>
      Response.json({ revision: await currentContentRevision(payload) }, noStore),
  },
  {
    path: '/content-versions',
    method: 'get',
    handler: async ({ payload }) => Response.json({ versions: await contentVersions(payload) }, noStore),
  },
]
