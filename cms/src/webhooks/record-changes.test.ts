import sharp from 'sharp'
import { collectionSchemas, globalSchemas } from 'shared-types'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { publishSamples, type SampleIds } from '../../test/sample-documents'
import { docOf, makeAllDue, scheduleAs, soon } from '../../test/schedule'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { type Delivery, deliveriesSlug } from './delivery'

let cms: TestCms
let as: TestUser
let ids: SampleIds
beforeAll(async () => {
  cms = await startCms({ PUBLISHER_URL: 'http://127.0.0.1:9' })
  ;({ as, ids } = await publishSamples(cms))
})
afterAll(() => cms.stop())

async function send(method: string, path: string, body?: unknown, expected = 300, user = as) {
  const answer = await cms.request(method, path, { as: user, body })
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(expected)
  return answer.body
}

const now = () => new Date().toISOString()
let count = 0

async function category(status: 'draft' | 'published' = 'published'): Promise<string> {
  const title = `Category ${++count}`
  const body = { title, slug: `category-${count}`, description: 'What it is about.', _status: status }
  const { doc } = await send('POST', `/api/categories${status === 'draft' ? '?draft=true' : ''}`, body)
  return doc.id
}

const categories = (id: string, query = '') => `/api/categories/${id}${query}`
const all = (chosen: string[]) => `/api/categories?${chosen.map((id) => `where[id][in][]=${id}`).join('&')}`
const saveDraft = (id: string) => send('PATCH', categories(id, '?draft=true'), { title: 'Not yet' })
const change = (id: string) => send('PATCH', categories(id), { title: 'Better', _status: 'published' })
const unpublish = (id: string) => send('PATCH', categories(id), { _status: 'draft' })
const trash = (id: string) => send('PATCH', categories(id), { deletedAt: now() })
const newestVersion = async (id: string) => {
  const { docs } = await send(
    'GET',
    `/api/categories/versions?where[parent][equals]=${id}&sort=-createdAt&limit=1`,
  )
  return docs[0].id as string
}

async function recorded(): Promise<Delivery[]> {
  const { docs } = await cms.payload.db.find<Delivery>({
    collection: deliveriesSlug,
    sort: 'createdAt',
    limit: 0,
    pagination: false,
  })
  return docs
}

/** The deliveries that are recorded while `work` runs. */
async function during(work: () => Promise<unknown>): Promise<Delivery[]> {
  await cms.payload.db.deleteMany({ collection: deliveriesSlug, where: {} })
  await work()
  return recorded()
}

const brief = ({ action, slug, document }: Delivery) => `${action} ${slug} ${document}`.trim()
const sorted = (rows: Delivery[]) => rows.map(brief).sort()

/** Makes its documents, and returns the action to test and the deliveries that it must record. */
type Case = () => Promise<{ does: () => Promise<unknown>; records: string[] }>
const one = (make: () => Promise<string>, does: (id: string) => Promise<unknown>, action?: string): Case => {
  return async () => {
    const id = await make()
    return { does: () => does(id), records: action ? [`${action} categories ${id}`] : [] }
  }
}
const two = (
  make: () => Promise<string>,
  does: (chosen: string[]) => Promise<unknown>,
  action?: string,
): Case => {
  return async () => {
    const made = [await make(), await make()]
    const records = action ? made.map((id) => `${action} categories ${id}`).sort() : []
    return { does: () => does(made), records }
  }
}
const live = () => category('published')
const draft = () => category('draft')
const liveWithDraft = async () => {
  const id = await live()
  await saveDraft(id)
  return id
}
const trashed = async () => {
  const id = await live()
  await trash(id)
  return id
}

const cases: Record<string, Case> = {
  'publishing a draft': one(
    draft,
    (id) => send('PATCH', categories(id), { _status: 'published' }),
    'publish',
  ),
  'editing what is live': one(live, change, 'change'),
  'publishing a draft over what is live': one(liveWithDraft, change, 'change'),
  'publishing again what is live, as it is': one(live, (id) => send('PATCH', categories(id), {}), 'change'),
  'saving a draft': one(draft, saveDraft),
  'autosaving a draft': one(draft, (id) =>
    send('PATCH', categories(id, '?draft=true&autosave=true'), { title: 'x' }),
  ),
  'saving a draft over what is live': one(live, saveDraft),
  'autosaving a draft over what is live': one(live, (id) =>
    send('PATCH', categories(id, '?draft=true&autosave=true'), { title: 'x' }),
  ),
  'taking something off the site': one(live, unpublish, 'unpublish'),
  'taking something off the site over which a draft lies': one(liveWithDraft, unpublish, 'unpublish'),
  'moving to the trash what is live': one(live, trash, 'unpublish'),
  'moving a draft to the trash': one(draft, trash),
  'restoring from the trash': one(trashed, (id) =>
    send('PATCH', categories(id, '?trash=true'), { deletedAt: null }),
  ),
  'deleting for good what is live': one(live, (id) => send('DELETE', categories(id)), 'unpublish'),
  'deleting a draft for good': one(draft, (id) => send('DELETE', categories(id))),
  'deleting for good what is in the trash': one(trashed, (id) =>
    send('DELETE', categories(id, '?trash=true')),
  ),
  'copying what is live': one(live, (id) => send('POST', categories(id, '/duplicate'), {})),
  'restoring a version': one(
    live,
    async (id) => send('POST', `/api/categories/versions/${await newestVersion(id)}`),
    'change',
  ),
  'restoring a version as a draft': one(live, async (id) =>
    send('POST', `/api/categories/versions/${await newestVersion(id)}?draft=true`),
  ),
  'a save that is refused': one(live, (id) => send('PATCH', categories(id), { title: '' }, 401)),
  'editing several at once': two(
    live,
    (chosen) => send('PATCH', all(chosen), { description: 'All the same.' }),
    'change',
  ),
  'publishing several at once': two(
    draft,
    (chosen) => send('PATCH', all(chosen), { _status: 'published' }),
    'publish',
  ),
  'taking several off the site at once': two(
    live,
    (chosen) => send('PATCH', all(chosen), { _status: 'draft' }),
    'unpublish',
  ),
  'saving drafts over several live ones': two(live, (chosen) =>
    send('PATCH', `${all(chosen)}&draft=true`, { title: 'Not yet' }),
  ),
  'moving several to the trash': two(
    live,
    (chosen) => send('PATCH', all(chosen), { deletedAt: now() }),
    'unpublish',
  ),
  'deleting several for good': two(live, (chosen) => send('DELETE', all(chosen)), 'unpublish'),
  'emptying the trash': two(trashed, (chosen) => send('DELETE', `${all(chosen)}&trash=true`)),
  'a bulk edit that one document stops': two(live, async ([id, other]) => {
    const chosen = all([id ?? '', other ?? ''])
    await send('PATCH', chosen, { slug: 'one-address-for-both' }, 401)
  }),
}

test.for(Object.entries(cases))('%s', async ([, prepare]) => {
  const { does, records } = await prepare()
  expect(sorted(await during(does))).toEqual(records)
})

test('creating something live is recorded, and creating a draft is not', async () => {
  const rows = await during(live)
  expect(rows).toEqual([expect.objectContaining({ action: 'publish', title: `Category ${count}` })])
  expect(await during(draft)).toEqual([])
})

test('a delivery holds the action, the user, and the title at that time', async () => {
  const id = await live()
  const title = `Category ${count}`
  const rows = await during(async () => {
    await send('PATCH', categories(id), { title: 'A new title', _status: 'published' })
    await send('DELETE', categories(id))
  })
  const common = {
    slug: 'categories',
    document: id,
    title: 'A new title',
    userId: as.id,
    userName: 'A publisher',
    target: 'publisher',
    state: 'waiting',
  }
  expect(title).not.toBe('A new title')
  expect(rows).toMatchObject([
    { ...common, action: 'change' },
    { ...common, action: 'unpublish' },
  ])
  expect(Date.parse(rows[0]?.nextAttemptAt ?? '')).toBeLessThanOrEqual(Date.now())
})

/** Samples with a field that needs a document of another collection. */
const users: Partial<Record<string, string>> = { courses: 'cohorts', people: 'pages', faqs: 'pages' }

test.for(Object.keys(collectionSchemas).filter((slug) => !['media', 'redirects'].includes(slug)))(
  'each collection that the site shows is recorded: %s',
  async (slug) => {
    const id = ids[slug as 'posts']
    const user = users[slug] && `/api/${users[slug]}/${ids[users[slug] as 'posts']}`
    if (user) await send('PATCH', user, { _status: 'draft' })
    const rows = await during(async () => {
      await send('PATCH', `/api/${slug}/${id}`, { _status: 'published' })
      await send('PATCH', `/api/${slug}/${id}`, { _status: 'draft' })
      await send('PATCH', `/api/${slug}/${id}`, { _status: 'published' })
    })
    if (user) await send('PATCH', user, { _status: 'published' })
    expect(rows.map(brief)).toEqual([
      `change ${slug} ${id}`,
      `unpublish ${slug} ${id}`,
      `publish ${slug} ${id}`,
    ])
    expect(rows.every(({ title }) => title)).toBe(true)
  },
)

async function upload(method: 'PATCH' | 'POST', path: string, data: Record<string, unknown>) {
  const background = `#${crypto.randomUUID().slice(0, 6)}`
  const picture = await sharp({ create: { width: 20, height: 10, channels: 3, background } })
    .png()
    .toBuffer()
  const form = new FormData()
  form.append('file', new File([new Uint8Array(picture)], 'new.png', { type: 'image/png' }))
  form.append('_payload', JSON.stringify(data))
  return send(method, path, form)
}

test('a picture is live once it is published: also described, replaced, trashed, restored, deleted', async () => {
  let id = ''
  const rows = await during(async () => {
    id = (await upload('POST', '/api/media', { alt: 'A pipe' })).doc.id
    const path = `/api/media/${id}`
    await send('PATCH', path, { alt: 'A tube', published: true })
    await send('PATCH', path, { alt: 'A red tube' })
    await upload('PATCH', path, { alt: 'A red tube' })
    await send('PATCH', path, { deletedAt: now() })
    await send('PATCH', `${path}?trash=true`, { deletedAt: null })
    await send('DELETE', path)
  })
  const actions = ['publish', 'change', 'change', 'unpublish', 'publish', 'unpublish']
  expect(rows.map(brief)).toEqual(actions.map((action) => `${action} media ${id}`))
  expect(rows[0]?.title).toMatch(/^new-.*\.png$/)
})

test('a redirect is live as soon as it is saved', async () => {
  let id = ''
  const rows = await during(async () => {
    const redirect = { from: '/recorded/', kind: 'address', address: 'https://example.org/' }
    id = (await send('POST', '/api/redirects', redirect)).doc.id
    await send('PATCH', `/api/redirects/${id}`, { address: 'https://example.com/' })
    await send('PATCH', `/api/redirects/${id}`, { deletedAt: now() })
    await send('DELETE', `/api/redirects/${id}?trash=true`)
  })
  expect(rows.map(brief)).toEqual(
    ['publish', 'change', 'unpublish'].map((action) => `${action} redirects ${id}`),
  )
  expect(rows[0]?.title).toBe('/recorded/')
})

test('each global is recorded', async () => {
  expect(Object.keys(globalSchemas).sort()).toEqual(cms.payload.globals.config.map(({ slug }) => slug).sort())
  const admin = await cms.user('admin')
  for (const slug of Object.keys(globalSchemas)) {
    const { config } = cms.payload.globals
    const label = config.find((global) => global.slug === slug)?.label
    const path = `/api/globals/${slug}`
    // Written directly, because some globals have required fields.
    const row = await cms.payload.db.findGlobal<{ updatedAt?: string }>({ slug })
    if (!row?.updatedAt) {
      await cms.payload.db.createGlobal({ slug, data: { _status: 'draft', globalType: slug } })
    }
    await cms.payload.db.updateGlobal({ slug, data: { _status: 'published', updatedAt: now() } })
    const rows = await during(async () => {
      await send('POST', `${path}?draft=true`, {}, 300, admin)
      await send('POST', path, { _status: 'draft' }, 300, admin)
    })
    expect(rows.map(brief), slug).toEqual([`unpublish ${slug}`])
    expect(rows[0]?.title).toBe(label)
  }
})

test('a global that is published, edited and restored is recorded', async () => {
  const path = '/api/globals/announcement'
  const rows = await during(async () => {
    await send('POST', path, { message: 'We are closed today.', _status: 'published' })
    await send('POST', path, { message: 'We are open again.', _status: 'published' })
    const { docs } = await send(
      'GET',
      `${path}/versions?sort=createdAt&where[version._status][equals]=published`,
    )
    await send('POST', `${path}/versions/${docs[0].id}`)
  })
  expect(rows.map(brief)).toEqual(['publish announcement', 'change announcement', 'change announcement'])
})

/** As the admin's schedule drawer does it. */
async function schedule(id: string, type: 'publish' | 'unpublish') {
  await scheduleAs(cms.payload, as.id, { type, date: soon(), ...docOf(id) })
  await makeAllDue(cms.payload)
  await cms.payload.jobs.run({ silent: true })
}

test('a scheduled publish and unpublish is recorded with the user who scheduled it', async () => {
  const id = await draft()
  const rows = await during(async () => {
    await schedule(id, 'publish')
    await schedule(id, 'unpublish')
  })
  expect(rows.map(brief)).toEqual([`publish categories ${id}`, `unpublish categories ${id}`])
  expect(rows.map(({ userId }) => userId)).toEqual([as.id, as.id])
})

test('a change that cannot be recorded is not saved', async () => {
  const id = await live()
  const create = vi.spyOn(cms.payload.db, 'create').mockImplementation(({ collection }) => {
    throw new Error(`The disk is full: no ${collection}.`)
  })
  const answer = await cms.request('PATCH', categories(id), {
    as,
    body: { title: 'Lost', _status: 'published' },
  })
  create.mockRestore()
  expect(answer.status).toBe(500)
  expect((await send('GET', categories(id))).title).not.toBe('Lost')
})

test('users, deliveries and reads are not recorded', async () => {
  const id = await live()
  const rows = await during(async () => {
    await cms.user('author')
    await send('GET', categories(id))
    await send('GET', '/api/globals/home')
  })
  expect(rows).toEqual([])
})
