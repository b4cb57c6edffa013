import { hasDraftsEnabled } from 'payload/shared'
import { expect } from 'vitest'
import type { TestCms, TestResponse, TestUser } from './cms'
import { type BareDocuments, barePicture, bareRedirect } from './sample-documents'

/** A person who sends requests to one collection. */
export interface Requester {
  slug: string
  as: TestUser | undefined
  send: (method: string, path: string, body?: unknown) => Promise<TestResponse>
}

/**
 * Whether access was granted. A publish that fails the check of the fields (400, with the fields at fault) was granted:
 * access is decided before that check.
 */
export function wasAllowed({ status, body }: TestResponse): boolean {
  // One document stops a bulk write; its failure tells whether access or the check of the fields did.
  if (Array.isArray(body?.docs) && Array.isArray(body?.errors)) {
    return body.docs.length > 0 || body.errors.some(({ fields }: { fields?: unknown[] }) => fields?.length)
  }
  if (status < 300) return true
  if (status === 400 && body?.errors?.[0]?.name === 'ValidationError') return true
  if (status === 403 || status === 404) return false
  throw new Error(
    `The answer shows neither that access was granted nor that it was refused: ${status} ${JSON.stringify(body)}`,
  )
}

export const found = ({ status, body }: TestResponse, id: string) =>
  status === 200 &&
  (body.docs ?? [body]).some((doc: { id?: string; parent?: string }) => doc.id === id || doc.parent === id)

const now = () => new Date().toISOString()
const ids = (id: string) => `where[id][equals]=${id}`

/** Every operation on a collection of content. Each returns whether it was allowed, and checks its effect. */
export function contentActions(cms: TestCms, documents: BareDocuments) {
  const { configOf } = documents
  /** Reading changes nothing, so all requesters share one document of each collection. */
  const read = {
    live: shared(documents.live),
    draft: shared(documents.draft),
    trashed: shared(documents.trashed),
    newerDraft: shared(async (slug) => {
      const id = await documents.live(slug)
      const data = { [textField(slug)]: 'Unpublished' }
      await cms.payload.update({ collection: slug as 'posts', id, draft: true, data })
      return id
    }),
  }

  /** Documents that a refused request has left as they were: the next requester tries the same one. By what they are. */
  const untouched = new Map<string, string>()
  const kinds = new Map<string, string>()
  async function take(kind: 'live' | 'draft' | 'trashed', slug: string, owner?: string): Promise<string> {
    const hasOwner = configOf(slug).flattenedFields.some(({ name }) => name === 'createdBy')
    const what = [kind, slug, hasOwner ? owner : ''].join(' ')
    const id = untouched.get(what) ?? (await documents[kind](slug, owner))
    untouched.delete(what)
    kinds.set(id, what)
    return id
  }
  const putBack = (id: string) => untouched.set(kinds.get(id)!, id)

  async function change(requester: Requester, id: string, query: string, body: unknown, bulk = false) {
    const { slug, send } = requester
    const path = bulk ? `/api/${slug}?${ids(id)}&${query}` : `/api/${slug}/${id}?${query}`
    const before = await documents.row(slug, id)
    const allowed = wasAllowed(await send('PATCH', path, body))
    if (!allowed) {
      expect(await documents.row(slug, id)).toEqual(before)
      putBack(id)
    }
    return allowed
  }

  async function remove(requester: Requester, id: string, bulk = false) {
    const { slug, send } = requester
    const answer = await send('DELETE', bulk ? `/api/${slug}?${ids(id)}` : `/api/${slug}/${id}`)
    const allowed = wasAllowed(answer)
    expect((await documents.row(slug, id)) === null).toBe(allowed)
    if (!allowed) putBack(id)
    return allowed
  }

  /** A field that takes any text: the title, except where the CMS makes it. */
  const textField = (slug: string) =>
    ({ cohorts: 'note', media: 'alt', redirects: 'address' })[slug] ??
    configOf(slug).admin.useAsTitle ??
    'title'

  /** A field that every document of the collection has, with a new value. */
  const edited = ({ slug }: Requester) => ({ [textField(slug)]: 'https://example.org/new' })

  async function create({ slug, as }: Requester) {
    if (slug === 'media') {
      const { data, file } = await barePicture()
      const form = new FormData()
      form.set('file', new Blob([new Uint8Array(file.data)], { type: file.mimetype }), file.name)
      form.set('_payload', JSON.stringify(data))
      return cms.request('POST', '/api/media', { as, body: form })
    }
    const data = slug === 'redirects' ? bareRedirect().data : { _status: 'published' }
    return cms.request('POST', `/api/${slug}`, { as, body: data })
  }

  const own = ({ as }: Requester) => as?.id

  const isDrafted = (slug: string) => hasDraftsEnabled(configOf(slug))

  async function restoreVersion({ slug, send }: Requester, query: string) {
    const id = await take('live', slug)
    const before = await documents.row(slug, id)
    const { id: version } = await documents.version(slug, id)
    const allowed = wasAllowed(await send('POST', `/api/${slug}/versions/${version}?${query}`))
    if (!allowed || query) expect(await documents.row(slug, id)).toEqual(before)
    if (!allowed) putBack(id)
    return allowed
  }

  return {
    'read a live document': async ({ slug, send }) => {
      const id = await read.live(slug)
      return found(await send('GET', `/api/${slug}/${id}`), id)
    },
    'find a live document': async ({ slug, send }) => {
      const id = await read.live(slug)
      return found(await send('GET', `/api/${slug}?${ids(id)}`), id)
    },
    'count live documents': async ({ slug, send }) => {
      const id = await read.live(slug)
      return (await send('GET', `/api/${slug}/count?${ids(id)}`)).body.totalDocs === 1
    },
    'read a draft': async ({ slug, send }) => {
      const id = await read.draft(slug)
      return found(await send('GET', `/api/${slug}/${id}?draft=true&trash=true`), id)
    },
    'find a draft': async ({ slug, send }) => {
      const id = await read.draft(slug)
      const count = await send('GET', `/api/${slug}/count?${ids(id)}`)
      const answer = await send('GET', `/api/${slug}?draft=true&trash=true&${ids(id)}`)
      expect(count.body.totalDocs).toBe(found(answer, id) ? 1 : 0)
      return found(answer, id)
    },
    'read the draft of a live document': async ({ slug, send }) => {
      const id = await read.newerDraft(slug)
      const one = await send('GET', `/api/${slug}/${id}?draft=true`)
      const list = await send('GET', `/api/${slug}?draft=true&${ids(id)}`)
      const seesDraft = JSON.stringify(one.body).includes('Unpublished')
      expect(JSON.stringify(list.body).includes('Unpublished')).toBe(seesDraft)
      return seesDraft
    },
    'read what is in the trash': async ({ slug, send }) => {
      const id = await read.trashed(slug)
      return found(await send('GET', `/api/${slug}/${id}?trash=true`), id)
    },
    'find what is in the trash': async ({ slug, send }) => {
      const id = await read.trashed(slug)
      return found(await send('GET', `/api/${slug}?trash=true&${ids(id)}`), id)
    },
    'read versions': async ({ slug, send }) => {
      const id = await read.live(slug)
      return found(await send('GET', `/api/${slug}/versions?where[parent][equals]=${id}`), id)
    },
    'read a version': async ({ slug, send }) => {
      const id = await read.live(slug)
      return found(await send('GET', `/api/${slug}/versions/${(await documents.version(slug, id)).id}`), id)
    },
    'create a draft': async ({ slug, send }) => wasAllowed(await send('POST', `/api/${slug}?draft=true`, {})),
    'create a published document': async (requester) => wasAllowed(await create(requester)),
    'copy a document': async ({ slug, send }) => {
      const answer = await send('POST', `/api/${slug}/${await read.live(slug)}/duplicate`, {})
      if (answer.status < 300) expect(answer.body.doc._status).toBe('draft')
      return wasAllowed(answer)
    },
    "change another user's draft": async (requester) =>
      change(requester, await take('draft', requester.slug), 'draft=true', edited(requester)),
    'change a draft of their own': async (requester) =>
      change(requester, await take('draft', requester.slug, own(requester)), 'draft=true', edited(requester)),
    'autosave a draft over a live document': async (requester) => {
      const id = await take('live', requester.slug)
      const before = await documents.row(requester.slug, id)
      const allowed = await change(requester, id, 'draft=true&autosave=true', edited(requester))
      expect(await documents.row(requester.slug, id)).toEqual(before)
      return allowed
    },
    'change a live document': async (requester) =>
      change(requester, await take('live', requester.slug, own(requester)), '', edited(requester)),
    'change live documents in bulk': async (requester) =>
      change(requester, await take('live', requester.slug, own(requester)), '', edited(requester), true),
    'publish a draft': async (requester) =>
      change(requester, await take('draft', requester.slug, own(requester)), '', { _status: 'published' }),
    'unpublish a live document': async (requester) =>
      change(requester, await take('live', requester.slug, own(requester)), '', { _status: 'draft' }),
    "trash another user's draft": async (requester) =>
      change(requester, await take('draft', requester.slug), '', { deletedAt: now() }),
    'trash a draft of their own': async (requester) =>
      change(requester, await take('draft', requester.slug, own(requester)), '', { deletedAt: now() }),
    'trash a live document': async (requester) =>
      change(requester, await take('live', requester.slug, own(requester)), '', { deletedAt: now() }),
    'trash live documents in bulk': async (requester) =>
      change(requester, await take('live', requester.slug, own(requester)), '', { deletedAt: now() }, true),
    'restore from the trash': async (requester) => {
      const id = await take('trashed', requester.slug)
      const allowed = await change(requester, id, 'trash=true', { deletedAt: null })
      if (allowed && isDrafted(requester.slug)) {
        expect(await documents.row(requester.slug, id)).toMatchObject({ _status: 'draft', deletedAt: null })
      }
      return allowed
    },
    'delete a draft for good': async (requester) =>
      remove(requester, await take('draft', requester.slug, own(requester))),
    'delete a live document for good': async (requester) =>
      remove(requester, await take('live', requester.slug, own(requester))),
    'delete documents in bulk': async (requester) =>
      remove(requester, await take('live', requester.slug, own(requester)), true),
    'restore a version as a draft': (requester) => restoreVersion(requester, 'draft=true'),
    'restore a version': (requester) => restoreVersion(requester, ''),
  } satisfies Record<string, (requester: Requester) => Promise<boolean>>
}

function shared(make: (slug: string) => Promise<string>): (slug: string) => Promise<string> {
  const made = new Map<string, Promise<string>>()
  return (slug) => {
    const document = made.get(slug) ?? make(slug)
    made.set(slug, document)
    return document
  }
}
