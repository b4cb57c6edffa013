import type { PayloadRequest } from 'payload'
import {
  type CollectionSlug,
  documentKey,
  type LinkedContent,
  leakFinder,
  type NotLive,
  type Reference,
  typedAddressesOf,
} from 'shared-types'
import { isLiveRow, type Liveness, livenessFieldsOf } from '../database/live-row'
import { env } from '../env'
import { findLivePage, findRedirectFrom } from '../redirects/redirect-targets'

type Row = Liveness & Record<string, unknown>

/** What the links of a document lead to, read for this document only. It is checked as if it were live itself. */
export async function linkedContentOf(
  req: PayloadRequest,
  self: { slug: string; id: string },
  document: unknown,
  references: readonly Reference[],
): Promise<LinkedContent> {
  const states = await statesOf(req, references)
  const selfKey = documentKey(self)
  const stateOf = (slug: CollectionSlug, id: string) => states.get(documentKey({ slug, id }))
  const typed = new Set(typedAddressesOf(document, env.SITE_URL).map(({ path }) => path))
  const there = new Set<string>()
  for (const path of typed) if (await isThere(req, path)) there.add(path)
  return {
    siteUrl: env.SITE_URL,
    isLive: (slug, id) => documentKey({ slug, id }) === selfKey || stateOf(slug, id) === 'live',
    whyNotLive: (slug, id) => {
      const state = stateOf(slug, id) ?? { state: 'gone' }
      return state === 'live' ? undefined : state
    },
    pageAt: (path) => (there.has(path) ? { slug: 'pages', id: '' } : undefined),
    redirectAt: () => undefined,
    // The templates have files of their own, which the publisher knows.
    isFile: (path) => /\.[a-z0-9]+$/.test(path) || there.has(path),
    findLeak: leakFinder({ siteUrl: env.SITE_URL, cmsUrls: [env.CMS_URL] }),
  }
}

async function isThere(req: PayloadRequest, path: string): Promise<boolean> {
  if (await findLivePage(path, req)) return true
  const redirect = await findRedirectFrom(path, undefined, req)
  return redirect !== undefined && !redirect.isTrashed
}

/** Whether each document is live, by its key; none for one that does not exist. One query for each collection. */
async function statesOf(
  req: PayloadRequest,
  references: readonly Reference[],
): Promise<Map<string, NotLive | 'live'>> {
  const { payload } = req
  const states = new Map<string, NotLive | 'live'>()
  for (const slug of new Set(references.map((reference) => reference.slug))) {
    const ids = new Set(references.filter((reference) => reference.slug === slug).map(({ id }) => id))
    const { config } = payload.collections[slug]!
    const title = config.admin.useAsTitle ?? 'id'
    const names = [...livenessFieldsOf(config), title]
    const { docs } = await payload.db.find<Row>({
      collection: slug,
      req,
      where: { id: { in: [...ids] } },
      select: Object.fromEntries(names.map((name) => [name, true])),
      pagination: false,
    })
    for (const row of docs) {
      // A picture that waits is published with the document that shows it.
      const isLive = slug === 'media' ? !row.deletedAt : isLiveRow(config, row)
      const state = row.deletedAt ? 'trash' : 'draft'
      const name = row[title]
      const key = documentKey({ slug, id: String(row.id) })
      states.set(key, isLive ? 'live' : { state, title: typeof name === 'string' ? name : undefined })
    }
  }
  return states
}
