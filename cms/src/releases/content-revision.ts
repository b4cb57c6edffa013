import type { Endpoint, Payload } from 'payload'
import { collectionSchemas, type ContentVersion, globalSchemas, revisionOfLines } from 'shared-types'
import { liveVersionLines, liveVersions } from '../database/live-versions'

const shown = { collections: Object.keys(collectionSchemas), globals: Object.keys(globalSchemas) }

/** Which version of which document an anonymous visitor can read now: all that the site shows. */
export const contentVersions = (payload: Payload): Promise<ContentVersion[]> => liveVersions(payload, shown)

/** One hash over all of them. */
export const currentContentRevision = async (payload: Payload): Promise<string> =>
  revisionOfLines(await liveVersionLines(payload, shown))

const noStore = { headers: { 'Cache-Control': 'no-store' } }

/** For anybody: it says no more than the documents, which anybody can read. */
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
