import { hasDraftsEnabled } from 'payload/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Requester, contentActions, found, wasAllowed } from '../../test/content-actions'
import { type BareDocuments, bareDocuments } from '../../test/sample-documents'
import { startCms, type TestCms, type TestResponse, type TestUser } from '../../test/cms'

const people = ['visitor', 'roleless', 'author', 'editor', 'publisher', 'admin'] as const
type Person = (typeof people)[number]

const everybody = [...people]
const staff: Person[] = ['author', 'editor', 'publisher', 'admin']
const editors: Person[] = ['editor', 'publisher', 'admin']
const publishers: Person[] = ['publisher', 'admin']
const admins: Person[] = ['admin']
const noRole: Person[] = []

/** Who may do what. Every other person must be refused, and the live row must stay as it was. */
const content = {
  'read a live document': everybody,
  'find a live document': everybody,
  'count live documents': everybody,
  'read a draft': staff,
  'find a draft': staff,
  'read the draft of a live document': staff,
  'read what is in the trash': staff,
  'find what is in the trash': staff,
  'read versions': staff,
  'read a version': staff,
  'create a draft': editors,
  'create a published document': publishers,
  'copy a document': editors,
  "change another user's draft": editors,
  'change a draft of their own': editors,
  'autosave a draft over a live document': editors,
  'change a live document': publishers,
  'change live documents in bulk': publishers,
  'publish a draft': publishers,
  'unpublish a live document': publishers,
  "trash another user's draft": editors,
  'trash a draft of their own': editors,
  'trash a live document': publishers,
  'trash live documents in bulk': publishers,
  'restore from the trash': editors,
  'delete a draft for good': publishers,
  'delete a live document for good': publishers,
  'delete documents in bulk': publishers,
  'restore a version as a draft': editors,
  'restore a version': publishers,
}
type Action = keyof typeof content

const posts: Record<Action, Person[]> = {
  ...content,
  'create a draft': staff,
  'copy a document': staff,
  'change a draft of their own': staff,
  'trash a draft of their own': staff,
}

const liveOnly: Partial<Record<Action, Person[]>> = {
  'read a live document': everybody,
  'find a live document': everybody,
  'count live documents': everybody,
  'read what is in the trash': staff,
  'find what is in the trash': staff,
  'create a published document': publishers,
  'change a live document': publishers,
  'change live documents in bulk': publishers,
  'trash a live document': publishers,
  'trash live documents in bulk': publishers,
  'restore from the trash': publishers,
  'delete a live document for good': publishers,
  'delete documents in bulk': publishers,
}

const collections: Record<string, Partial<Record<Action, Person[]>>> = {
  posts,
  categories: content,
  courses: content,
  cohorts: content,
  certifications: content,
  externships: content,
  partners: content,
  people: content,
  faqs: content,
  testimonials: content,
  locations: content,
  pages: content,
  media: liveOnly,
  redirects: liveOnly,
}

const users = {
  'find users': staff,
  'read a user': staff,
  'create a user': admins,
  'change oneself': staff,
  'change another user': admins,
  'change users in bulk': noRole,
  'delete a user': admins,
  'delete users in bulk': noRole,
  'unlock a user': admins,
}

/** The collections that Payload adds, and those that only the CMS writes. */
const internal: Record<string, Record<'find' | 'read' | 'create' | 'change' | 'delete', Person[]>> = {
  releases: { find: staff, read: staff, create: noRole, change: noRole, delete: noRole },
  'webhook-deliveries': { find: staff, read: staff, create: noRole, change: noRole, delete: noRole },
  'document-tokens': { find: noRole, read: noRole, create: noRole, change: noRole, delete: noRole },
  edits: { find: noRole, read: noRole, create: noRole, change: noRole, delete: noRole },
  'open-forms': { find: noRole, read: noRole, create: noRole, change: noRole, delete: noRole },
  'draft-links': { find: noRole, read: noRole, create: noRole, change: noRole, delete: noRole },
  'sign-in-attempts': { find: noRole, read: noRole, create: noRole, change: noRole, delete: noRole },
  references: { find: noRole, read: noRole, create: noRole, change: noRole, delete: noRole },
  'live-findings': { find: noRole, read: noRole, create: noRole, change: noRole, delete: noRole },
  'payload-locked-documents': { find: staff, read: staff, create: staff, change: staff, delete: staff },
  // Each user has rows of their own; `read`, `change` and `delete` here try those of another user.
  'payload-preferences': {
    find: ['roleless', ...staff],
    read: noRole,
    create: staff,
    change: noRole,
    delete: noRole,
  },
  'payload-jobs': { find: noRole, read: noRole, create: noRole, change: noRole, delete: noRole },
  'payload-kv': { find: noRole, read: noRole, create: noRole, change: noRole, delete: noRole },
  'payload-migrations': { find: noRole, read: noRole, create: noRole, change: noRole, delete: noRole },
}

const global = {
  'read the live global': everybody,
  'read the draft': staff,
  'read versions': staff,
  'read a version': staff,
  'save a draft': publishers,
  publish: publishers,
  unpublish: publishers,
  'restore a version': publishers,
  'restore a version as a draft': publishers,
}
const settings: typeof global = {
  ...global,
  'save a draft': admins,
  publish: admins,
  unpublish: admins,
  'restore a version': admins,
  'restore a version as a draft': admins,
}
const globals: Record<string, typeof global> = {
  'site-settings': settings,
  header: global,
  footer: global,
  announcement: global,
  home: global,
  disclosures: global,
  claims: { ...settings, 'read the live global': staff },
}

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let cms: TestCms
let documents: BareDocuments
let actions: Record<Action, (requester: Requester) => Promise<boolean>>
const signedIn: Partial<Record<Person, TestUser>> = {}

beforeAll(async () => {
  cms = await startCms()
  documents = bareDocuments(cms.payload)
  actions = contentActions(cms, documents)
  for (const role of staff) signedIn[role] = await cms.user(role)
  signedIn.roleless = await cms.user('author')
  const { id } = signedIn.roleless
  const stored = await cms.payload.db.findOne<{ id: string; sessions: unknown }>({
    collection: 'users',
    where: { id: { equals: id } },
  })
  // On SQLite, an update of roles deletes the rows of arrays that it does not name, and the user would be a visitor.
  const data = { roles: [], sessions: stored?.sessions }
  await cms.payload.db.updateOne({ collection: 'users', id, data })
})
afterAll(() => cms.stop())

const requesterFor = (person: Person, slug: string): Requester => ({
  slug,
  as: signedIn[person],
  send: (method, path, body) => cms.request(method, path, { as: signedIn[person], body }),
})

/** The people for whom `attempt` succeeds. */
async function whoMay(slug: string, attempt: (requester: Requester, person: Person) => Promise<boolean>) {
  const allowed: Person[] = []
  for (const person of people) {
    if (await attempt(requesterFor(person, slug), person)) allowed.push(person)
  }
  return allowed
}

test('the tables cover every collection, every global and every action', () => {
  const { collections: configured, globals: configuredGlobals } = cms.payload.config
  expect([...Object.keys(collections), 'users', ...Object.keys(internal)].sort()).toEqual(
    configured.map(({ slug }) => slug).sort(),
  )
  expect(Object.keys(globals).sort()).toEqual(configuredGlobals.map(({ slug }) => slug).sort())
  expect(Object.keys(content)).toEqual(Object.keys(actions))
  for (const [slug, table] of Object.entries(collections)) {
    const { trash } = documents.configOf(slug)
    expect([slug, hasDraftsEnabled(documents.configOf(slug))]).toEqual([slug, 'read a draft' in table])
    expect([slug, Boolean(trash)]).toEqual([slug, 'restore from the trash' in table])
  }
})

describe.each(Object.entries(collections))('%s', (slug, table) => {
  test.each(Object.entries(table) as [Action, Person[]][])('%s', async (action, allowed) => {
    expect(await whoMay(slug, actions[action])).toEqual(allowed)
  })
})

/** A new user, for requesters to change or delete. */
async function otherUser() {
  return (await newUser()).id
}

const newUser = () => {
  const email = `${crypto.randomUUID()}@example.org`
  // Straight into the database, which saves the slow hash of a password: this user never signs in.
  return cms.payload.db.create({
    collection: 'users',
    data: { name: 'Another user', email, roles: ['author'] },
  })
}

const userActions: Record<keyof typeof users, (requester: Requester) => Promise<boolean>> = {
  'find users': async ({ send }) => {
    const id = await otherUser()
    return found(await send('GET', `/api/users?where[id][equals]=${id}`), id)
  },
  'read a user': async ({ send }) => {
    const id = await otherUser()
    return found(await send('GET', `/api/users/${id}`), id)
  },
  'create a user': async ({ send }) => {
    const email = `${crypto.randomUUID()}@example.org`
    return wasAllowed(
      await send('POST', '/api/users', {
        name: 'New',
        email,
        password: 'a long password',
        roles: ['author'],
      }),
    )
  },
  'change oneself': async ({ as, send }) =>
    as !== undefined && wasAllowed(await send('PATCH', `/api/users/${as.id}`, { name: 'Myself' })),
  'change another user': async ({ send }) =>
    wasAllowed(
      await send('PATCH', `/api/users/${await otherUser()}`, { name: 'Changed', password: 'stolen account' }),
    ),
  'change users in bulk': async ({ send }) =>
    wasAllowed(await send('PATCH', '/api/users?where[name][exists]=true', { name: 'Changed' })),
  'delete a user': async ({ send }) => wasAllowed(await send('DELETE', `/api/users/${await otherUser()}`)),
  'delete users in bulk': async ({ send }) =>
    wasAllowed(await send('DELETE', `/api/users?where[id][equals]=${await otherUser()}`)),
  'unlock a user': async ({ send }) => {
    const { email } = await newUser()
    return wasAllowed(await send('POST', '/api/users/unlock', { email }))
  },
}

describe('users', () => {
  test.each(Object.entries(users) as [keyof typeof users, Person[]][])('%s', async (action, allowed) => {
    expect(await whoMay('users', userActions[action])).toEqual(allowed)
  })
})

/** A row of one of these collections that belongs to another user. */
async function internalRow(slug: string): Promise<string> {
  const user = { relationTo: 'users', value: await otherUser() }
  const id = crypto.randomUUID()
  const now = '2026-11-24T10:00:00.000Z'
  const rows: Record<string, Record<string, unknown>> = {
    'payload-locked-documents': { user, globalSlug: 'header' },
    'payload-preferences': { user, key: 'collection-posts', value: {} },
    'payload-jobs': { taskSlug: 'schedulePublish', input: {}, waitUntil: '2099-01-01T00:00:00.000Z' },
    'payload-kv': { key: id, data: {} },
    'payload-migrations': { name: 'a migration', batch: 1 },
    releases: release(),
    'webhook-deliveries': {
      ...{ slug: 'posts', document: '1', action: 'publish', target: 'publisher', state: 'delivered' },
    },
    'document-tokens': { id, token: 1, edit: '1' },
    edits: { id, slug: 'posts', token: 1, action: 'publish', fields: [], since: now, until: now },
    'open-forms': { id, slug: 'posts', userId: '1', userName: 'Ana', seenAt: now },
    'draft-links': { id, slug: 'posts', signature: 'x', userId: '1', madeAt: now, expiresAt: now },
    'sign-in-attempts': { id, count: 1, endsAt: now },
    references: { slug: 'posts', target: 'people/1', field: 'authors', live: true, newest: true },
    'live-findings': { group: 'facts', slug: 'posts', due: '2026-01-01' },
  }
  const data = { ...rows[slug] }
  const customID = 'id' in data ? id : undefined
  return String((await cms.payload.db.create({ collection: slug, customID, data })).id)
}

const release = () => ({
  title: 'Release 1',
  reportId: crypto.randomUUID(),
  ...{ target: 'publisher', number: 1, state: 'live', reason: 'content', revision: '1', bundle: '1' },
  ...{ startedAt: '2026-11-24T10:00:00.000Z', sentAt: '2026-11-24T10:00:00.000Z', isFull: false },
  ...{ receivedAt: '2026-11-24T10:00:00.000Z', pages: {}, timings: {}, log: [] },
})

describe.each(Object.entries(internal))('%s', (slug, table) => {
  const isThere = async (id: string) =>
    (await cms.payload.db.findOne({ collection: slug, where: { id: { equals: id } } })) !== null
  const door = ({ status, body }: TestResponse) =>
    // Some of Payload's collections have no REST endpoints at all.
    status !== 501 && status !== 401 && wasAllowed({ status, body, headers: new Headers() })

  test('finding', async () => {
    await internalRow(slug)
    expect(await whoMay(slug, async ({ send }) => door(await send('GET', `/api/${slug}`)))).toEqual(
      table.find,
    )
  })
  test('reading', async () => {
    const id = await internalRow(slug)
    const read = await whoMay(slug, async ({ send }) => {
      const list = await send('GET', `/api/${slug}?where[id][equals]=${id}`)
      return list.status === 200 && found(list, id)
    })
    expect(read).toEqual(table.read)
  })
  test('creating', async () => {
    const created = await whoMay(slug, async ({ send, as }) =>
      door(
        await send('POST', `/api/${slug}`, {
          user: { relationTo: 'users', value: as?.id ?? 'nobody' },
          key: 'a key',
        }),
      ),
    )
    expect(created).toEqual(table.create)
  })
  test('changing', async () => {
    const changed = await whoMay(slug, async ({ send }) => {
      const id = await internalRow(slug)
      return door(await send('PATCH', `/api/${slug}/${id}`, {}))
    })
    expect(changed).toEqual(table.change)
  })
  test('deleting', async () => {
    const deleted = await whoMay(slug, async ({ send }) => {
      const id = await internalRow(slug)
      await send('DELETE', `/api/${slug}/${id}`)
      await send('DELETE', `/api/${slug}?where[id][equals]=${id}`)
      return !(await isThere(id))
    })
    expect(deleted).toEqual(table.delete)
  })
})

describe.each(Object.entries(globals))('the global %s', (slug, table) => {
  const path = `/api/globals/${slug}`
  type GlobalSlug = 'header'
  let version: string

  beforeAll(async () => {
    await cms.payload.db.createGlobal({ slug, data: { _status: 'published', globalType: slug } })
  })
  beforeEach(async () => {
    await cms.payload.db.updateGlobal({ slug, data: { _status: 'published' } })
    await cms.payload.updateGlobal({ slug: slug as GlobalSlug, draft: true, data: {} })
    const { docs } = await cms.payload.findGlobalVersions({ slug: slug as GlobalSlug })
    version = String(docs[0]?.id)
  })

  const tries: Record<keyof typeof global, (requester: Requester) => Promise<boolean>> = {
    'read the live global': async ({ send }) => (await send('GET', path)).body._status === 'published',
    'read the draft': async ({ send }) => (await send('GET', `${path}?draft=true`)).body._status === 'draft',
    'read versions': async ({ send }) => wasAllowed(await send('GET', `${path}/versions`)),
    'read a version': async ({ send }) => wasAllowed(await send('GET', `${path}/versions/${version}`)),
    'save a draft': async ({ send }) => wasAllowed(await send('POST', `${path}?draft=true`, {})),
    publish: async ({ send }) => wasAllowed(await send('POST', path, { _status: 'published' })),
    unpublish: async ({ send }) => wasAllowed(await send('POST', path, { _status: 'draft' })),
    'restore a version': async ({ send }) => wasAllowed(await send('POST', `${path}/versions/${version}`)),
    'restore a version as a draft': async ({ send }) =>
      wasAllowed(await send('POST', `${path}/versions/${version}?draft=true`)),
  }

  test.each(Object.entries(table) as [keyof typeof global, Person[]][])('%s', async (action, allowed) => {
    expect(await whoMay(slug, tries[action])).toEqual(allowed)
  })
})
