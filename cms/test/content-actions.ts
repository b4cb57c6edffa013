import { expect } from 'vitest'
import type { TestCms, TestResponse, TestUser } from './cms'
import { type Documents, hasDrafts, picture, redirect } from './documents'

/** One person at the door of one collection. */
export interface Attempt {
  slug: string
  as: TestUser | undefined
  ask: (method: string, path: string, body?: unknown) => Promise<TestResponse>
}

/**
 * Whether the door was open. Publishing also checks what is published: those who got as far as that check (400, with
 * the fields at fault) were let in.
 */
export function wasAllowed({ status, body }: TestResponse): boolean {
  if (Array.isArray(body?.docs) && Array.isArray(body?.errors)) return body.docs.length > 0
  if (status < 300) return true
  if (status === 400 && body?.errors?.[0]?.name === 'ValidationError') return true
  // A bulk write that one document stops. The reason says whether access or the check of the fields stopped it.
  if (status === 400 && /^Nothing was changed/.test(body?.errors?.[0]?.message)) {
    return /fields? (is|are) invalid/i.test(body.errors[0].message)
  }
  if (status === 403 || status === 404) return false
  throw new Error(`An answer that says neither yes nor no: ${status} ${JSON.stringify(body)}`)
}

export const found = ({ status, body }: TestResponse, id: string) =>
  status === 200 &&
  (body.docs ?? [body]).some((doc: { id?: string; parent?: string }) => doc.id === id || doc.parent === id)

const now = () => new Date().toISOString()
const ids = (id: string) => `where[id][equals]=${id}`

/** Everything that can be tried on a collection of content. Each says whether it was allowed, and checks what was done. */
export function contentActions(cms: TestCms, documents: Documents) {
  const { configOf } = documents
  /** For those who only read: one document of each collection serves them all. */
  const read = {
    live: shared(documents.live),
    draft: shared(documents.draft),
    trashed: shared(documents.trashed),
  }
  async function change(attempt: Attempt, id: string, query: string, body: unknown, bulk = false) {
    const { slug, ask } = attempt
    const path = bulk ? `/api/${slug}?${ids(id)}&${query}` : `/api/${slug}/${id}?${query}`
    const before = await documents.row(slug, id)
    const allowed = wasAllowed(await ask('PATCH', path, body))
    if (!allowed) expect(await documents.row(slug, id)).toEqual(before)
    return allowed
  }

  async function remove(attempt: Attempt, id: string, bulk = false) {
    const { slug, ask } = attempt
    const answer = await ask('DELETE', bulk ? `/api/${slug}?${ids(id)}` : `/api/${slug}/${id}`)
    const allowed = wasAllowed(answer)
    expect((await documents.row(slug, id)) === null).toBe(allowed)
    return allowed
  }

  /** A field for free text: titles are, except those that the CMS makes itself. */
  const textField = (slug: string) =>
    ({ cohorts: 'note', media: 'alt', redirects: 'address' })[slug] ??
    configOf(slug).admin.useAsTitle ??
    'title'

  /** A field that every document of the collection has, with a new value. */
  const edited = ({ slug }: Attempt) => ({ [textField(slug)]: 'https://example.org/new' })

  async function create({ slug, as }: Attempt) {
    if (slug === 'media') {
      const { data, file } = await picture()
      const form = new FormData()
      form.set('file', new Blob([new Uint8Array(file.data)], { type: file.mimetype }), file.name)
      form.set('_payload', JSON.stringify(data))
      return cms.request('POST', '/api/media', { as, body: form })
    }
    const data = slug === 'redirects' ? redirect().data : { _status: 'published' }
    return cms.request('POST', `/api/${slug}`, { as, body: data })
  }

  const own = ({ as }: Attempt) => as?.id

  const isDrafted = (slug: string) => hasDrafts(configOf(slug))

  async function restoreVersion({ slug, ask }: Attempt, query: string) {
    const id = await documents.live(slug)
    const before = await documents.row(slug, id)
    const { id: version } = await documents.version(slug, id)
    const allowed = wasAllowed(await ask('POST', `/api/${slug}/versions/${version}?${query}`))
    if (!allowed || query) expect(await documents.row(slug, id)).toEqual(before)
    return allowed
  }

  return {
    'read a live document': async ({ slug, ask }) => {
      const id = await read.live(slug)
      return found(await ask('GET', `/api/${slug}/${id}`), id)
    },
    'find a live document': async ({ slug, ask }) => {
      const id = await read.live(slug)
      return found(await ask('GET', `/api/${slug}?${ids(id)}`), id)
    },
    'count live documents': async ({ slug, ask }) => {
      const id = await read.live(slug)
      return (await ask('GET', `/api/${slug}/count?${ids(id)}`)).body.totalDocs === 1
    },
    'read a draft': async ({ slug, ask }) => {
      const id = await read.draft(slug)
      return found(await ask('GET', `/api/${slug}/${id}?draft=true&trash=true`), id)
    },
    'find a draft': async ({ slug, ask }) => {
      const id = await read.draft(slug)
      const count = await ask('GET', `/api/${slug}/count?${ids(id)}`)
      const answer = await ask('GET', `/api/${slug}?draft=true&trash=true&${ids(id)}`)
      expect(count.body.totalDocs).toBe(found(answer, id) ? 1 : 0)
      return found(answer, id)
    },
    'read the draft of a live document': async ({ slug, ask }) => {
      const id = await documents.live(slug)
      await cms.payload.update({
        collection: slug as 'posts',
        id,
        draft: true,
        data: { [textField(slug)]: 'Unpublished' },
      })
      const one = await ask('GET', `/api/${slug}/${id}?draft=true`)
      const list = await ask('GET', `/api/${slug}?draft=true&${ids(id)}`)
      const seesDraft = JSON.stringify(one.body).includes('Unpublished')
      expect(JSON.stringify(list.body).includes('Unpublished')).toBe(seesDraft)
      return seesDraft
    },
    'read what is in the trash': async ({ slug, ask }) => {
      const id = await read.trashed(slug)
      return found(await ask('GET', `/api/${slug}/${id}?trash=true`), id)
    },
    'find what is in the trash': async ({ slug, ask }) => {
      const id = await read.trashed(slug)
      return found(await ask('GET', `/api/${slug}?trash=true&${ids(id)}`), id)
    },
    'read versions': async ({ slug, ask }) => {
      const id = await read.live(slug)
      return found(await ask('GET', `/api/${slug}/versions?where[parent][equals]=${id}`), id)
    },
    'read a version': async ({ slug, ask }) => {
      const id = await read.live(slug)
      return found(await ask('GET', `/api/${slug}/versions/${(await documents.version(slug, id)).id}`), id)
    },
    'create a draft': async ({ slug, ask }) => wasAllowed(await ask('POST', `/api/${slug}?draft=true`, {})),
    'create a published document': async (attempt) => wasAllowed(await create(attempt)),
    'copy a document': async ({ slug, ask }) => {
      const answer = await ask('POST', `/api/${slug}/${await documents.live(slug)}/duplicate`, {})
      if (answer.status < 300) expect(answer.body.doc._status).toBe('draft')
      return wasAllowed(answer)
    },
    "change somebody else's draft": async (attempt) =>
      change(attempt, await documents.draft(attempt.slug), 'draft=true', edited(attempt)),
    'change a draft of their own': async (attempt) =>
      change(attempt, await documents.draft(attempt.slug, own(attempt)), 'draft=true', edited(attempt)),
    'autosave a draft over a live document': async (attempt) => {
      const id = await documents.live(attempt.slug)
      const before = await documents.row(attempt.slug, id)
      const allowed = await change(attempt, id, 'draft=true&autosave=true', edited(attempt))
      expect(await documents.row(attempt.slug, id)).toEqual(before)
      return allowed
    },
    'change a live document': async (attempt) =>
      change(attempt, await documents.live(attempt.slug, own(attempt)), '', edited(attempt)),
    'change live documents in bulk': async (attempt) =>
      change(attempt, await documents.live(attempt.slug, own(attempt)), '', edited(attempt), true),
    'publish a draft': async (attempt) =>
      change(attempt, await documents.draft(attempt.slug, own(attempt)), '', { _status: 'published' }),
    'unpublish a live document': async (attempt) =>
      change(attempt, await documents.live(attempt.slug, own(attempt)), '', { _status: 'draft' }),
    "trash somebody else's draft": async (attempt) =>
      change(attempt, await documents.draft(attempt.slug), '', { deletedAt: now() }),
    'trash a draft of their own': async (attempt) =>
      change(attempt, await documents.draft(attempt.slug, own(attempt)), '', { deletedAt: now() }),
    'trash a live document': async (attempt) =>
      change(attempt, await documents.live(attempt.slug, own(attempt)), '', { deletedAt: now() }),
    'trash live documents in bulk': async (attempt) =>
      change(attempt, await documents.live(attempt.slug, own(attempt)), '', { deletedAt: now() }, true),
    'restore from the trash': async (attempt) => {
      const id = await documents.trashed(attempt.slug)
      const allowed = await change(attempt, id, 'trash=true', { deletedAt: null })
      if (allowed && isDrafted(attempt.slug)) {
        expect(await documents.row(attempt.slug, id)).toMatchObject({ _status: 'draft', deletedAt: null })
      }
      return allowed
    },
    'delete a draft for good': async (attempt) =>
      remove(attempt, await documents.draft(attempt.slug, own(attempt))),
    'delete a live document for good': async (attempt) =>
      remove(attempt, await documents.live(attempt.slug, own(attempt))),
    'delete documents in bulk': async (attempt) =>
      remove(attempt, await documents.live(attempt.slug, own(attempt)), true),
    'restore a version as a draft': (attempt) => restoreVersion(attempt, 'draft=true'),
    'restore a version': (attempt) => restoreVersion(attempt, ''),
  } satisfies Record<string, (attempt: Attempt) => Promise<boolean>>
}

function shared(make: (slug: string) => Promise<string>): (slug: string) => Promise<string> {
  const made = new Map<string, Promise<string>>()
  return (slug) => {
    const document = made.get(slug) ?? make(slug)
    made.set(slug, document)
    return document
  }
}
