import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { schedulePublish } from '../schedule/schedule-access'
import { type BareDocuments, bareDocuments } from '../../test/sample-documents'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let cms: TestCms
let documents: BareDocuments
let author: TestUser, editor: TestUser, publisher: TestUser

beforeAll(async () => {
  cms = await startCms()
  documents = bareDocuments(cms.payload)
  ;[author, editor, publisher] = await Promise.all([
    cms.user('author'),
    cms.user('editor'),
    cms.user('publisher'),
  ])
})
afterAll(() => cms.stop())

/** A live post of the author's, with a newer draft that only staff may see. */
let id: string
let before: Record<string, unknown> | null
beforeEach(async () => {
  id = await documents.live('posts', author.id)
  before = await documents.row('posts', id)
  await cms.payload.update({ collection: 'posts', id, draft: true, data: { title: 'Not for visitors yet' } })
})

const now = '2026-11-23T12:00:00.000Z'

describe('no road leads an editor or an author to the live site', () => {
  const byId = (query: string, body: unknown) =>
    ['PATCH', (post: string) => `/api/posts/${post}?${query}`, body] as const
  const inBulk = (query: string, body: unknown) =>
    ['PATCH', (post: string) => `/api/posts?where[id][equals]=${post}&${query}`, body] as const

  test.each([
    ['saving without saying that it is a draft', ...byId('', { title: 'x' })],
    ['autosaving without saying that it is a draft', ...byId('autosave=true', { title: 'x' })],
    ['publishing by the way of a draft', ...byId('draft=true', { title: 'x', _status: 'published' })],
    ['a status that is a list', ...byId('draft=true', { title: 'x', _status: ['published'] })],
    ['publishing all languages', ...byId('draft=true&publishAllLocales=true', { title: 'x' })],
    ['unpublishing all languages', ...byId('draft=true&unpublishAllLocales=true', { title: 'x' })],
    ['publishing one language', ...byId('draft=true&publishSpecificLocale=en', { title: 'x' })],
    ['unpublishing', ...byId('', { _status: 'draft' })],
    ['the trash', ...byId('', { deletedAt: now })],
    ['the trash, as a draft', ...byId('draft=true', { deletedAt: now })],
    ['the trash, with an edit riding along', ...byId('', { deletedAt: now, title: 'x' })],
    ['restoring what is not in the trash', ...byId('', { deletedAt: null, _status: 'draft' })],
    [
      'restoring what is not in the trash, with the trash',
      ...byId('trash=true', { deletedAt: null, _status: 'draft' }),
    ],
    ['saving in bulk', ...inBulk('', { title: 'x' })],
    ['publishing in bulk', ...inBulk('draft=true', { _status: 'published' })],
    ['unpublishing in bulk', ...inBulk('', { _status: 'draft' })],
    ['the trash in bulk', ...inBulk('', { deletedAt: now })],
    ['the trash in bulk, as a draft', ...inBulk('draft=true', { deletedAt: now })],
    ['restoring in bulk what is not in the trash', ...inBulk('', { deletedAt: null, _status: 'draft' })],
    ['restoring in bulk, with the trash', ...inBulk('trash=true', { deletedAt: null, _status: 'draft' })],
    ['one address for many', ...inBulk('draft=true', { slug: 'same' })],
    ['moving a live page', ...byId('draft=true', { slug: 'moved' })],
    ['deleting', 'DELETE', (post: string) => `/api/posts/${post}`, undefined],
    ['deleting in bulk', 'DELETE', (post: string) => `/api/posts?where[id][equals]=${post}`, undefined],
    ['a method in disguise', 'PUT', (post: string) => `/api/posts/${post}`, { title: 'x' }],
  ] as const)('%s', async (_road, method, path, body) => {
    for (const as of [author, editor]) {
      const answer = await cms.request(method, path(id), { as, body })
      expect([200, 400, 403, 404]).toContain(answer.status)
      if (answer.status === 200) expect(answer.body.docs).toEqual([])
      expect(await documents.row('posts', id)).toEqual(before)
      expect((await documents.version('posts', id)).version).toMatchObject({
        _status: 'draft',
        deletedAt: null,
        slug: before?.slug,
      })
    }
  })

  test('restoring a version, be it published or a draft', async () => {
    const { body } = await cms.request('GET', `/api/posts/versions?where[parent][equals]=${id}`, {
      as: editor,
    })
    const statuses = body.docs.map((doc: { version: { _status: string } }) => doc.version._status)
    expect(statuses).toEqual(expect.arrayContaining(['draft', 'published']))
    for (const { id: version } of body.docs) {
      const answer = await cms.request('POST', `/api/posts/versions/${version}`, { as: editor })
      expect(answer.status).toBe(403)
      expect(answer.body.errors[0].message).toContain('Choose "Restore as draft"')
      expect(await documents.row('posts', id)).toEqual(before)
    }
  })

  test('restoring as a draft a version with another address, or one from the trash', async () => {
    const { id: version, version: data } = await documents.version('posts', id)
    await cms.payload.db.updateVersion({
      collection: 'posts',
      id: version,
      versionData: {
        parent: id,
        latest: true,
        version: { ...data, slug: 'elsewhere', deletedAt: now },
      } as never,
    })
    const answer = await cms.request('POST', `/api/posts/versions/${version}?draft=true`, { as: editor })
    expect(answer.status).toBe(200)
    expect(await documents.row('posts', id)).toEqual(before)
    expect((await documents.version('posts', id)).version).toMatchObject({
      slug: before?.slug,
      deletedAt: null,
    })
  })

  test('only users with the right to publish make or cancel a schedule', async () => {
    const schedule = (user: TestUser) =>
      schedulePublish({
        type: 'publish',
        doc: { relationTo: 'posts', value: id },
        date: new Date('2099-01-01'),
        req: {
          payload: cms.payload,
          user: { ...user, collection: 'users', roles: user === editor ? ['editor'] : ['author'] },
        },
      } as unknown as Parameters<typeof schedulePublish>[0])
    for (const user of [author, editor]) {
      expect(await schedule(user)).toEqual({ error: expect.stringContaining('only publishers decide') })
    }
    expect((await cms.payload.count({ collection: 'payload-jobs' as 'posts' })).totalDocs).toBe(0)
  })

  test('a scheduled draft goes live as the publisher saw it', async () => {
    await cms.payload.jobs.queue({
      task: 'schedulePublish',
      input: {
        type: 'publish',
        doc: { relationTo: 'posts', value: id },
        user: { relationTo: 'users', value: publisher.id },
      },
      waitUntil: new Date('2099-01-01'),
    })
    const { version: seen } = await documents.version('posts', id)
    const body = { title: 'Unseen' }
    for (const as of [author, editor]) {
      const answer = await cms.request('PATCH', `/api/posts/${id}?draft=true&autosave=true`, { as, body })
      expect(answer.status).toBe(403)
      expect(answer.body.errors[0].message).toContain('a publisher has scheduled this')
      await cms.request('PATCH', `/api/posts?where[id][equals]=${id}&draft=true`, { as, body })
      const { id: version } = await documents.version('posts', id)
      expect((await cms.request('POST', `/api/posts/versions/${version}?draft=true`, { as })).status).toBe(
        403,
      )
      expect((await documents.version('posts', id)).version).toEqual(seen)
    }
    const other = await documents.live('posts', author.id)
    const free = await cms.request('PATCH', `/api/posts/${other}?draft=true`, { as: author, body })
    expect(free.status).toBe(200)
    const own = await cms.request('PATCH', `/api/posts/${id}?draft=true`, { as: publisher, body })
    expect(own.status).toBe(200)
    await cms.payload.delete({ collection: 'payload-jobs' as 'posts', where: {} })
  })

  test('a schedule fails when its user has lost the right to publish by the time it falls due', async () => {
    const former = await cms.user('publisher')
    await cms.payload.jobs.queue({
      task: 'schedulePublish',
      input: {
        type: 'unpublish',
        doc: { relationTo: 'posts', value: id },
        user: { relationTo: 'users', value: former.id },
      },
    })
    await cms.payload.update({ collection: 'users', id: former.id, data: { roles: ['editor'] } })
    await cms.payload.jobs.run({ silent: true })
    expect(await documents.row('posts', id)).toEqual(before)
    await cms.payload.delete({ collection: 'payload-jobs' as 'posts', where: {} })
  })
})

test('no request runs jobs', async () => {
  for (const as of [undefined, author, publisher, await cms.user('admin')]) {
    expect((await cms.request('GET', '/api/payload-jobs/run', { as })).status).toBe(401)
  }
})

test('a publisher may give a live page another address, and editors may continue its draft', async () => {
  const moved = { slug: `moved-${id}`, title: 'Moved' }
  const draft = await cms.request('PATCH', `/api/posts/${id}?draft=true`, { as: publisher, body: moved })
  expect(draft.status).toBe(200)
  const saved = await cms.request('PATCH', `/api/posts/${id}?draft=true`, { as: editor, body: moved })
  expect(saved.status).toBe(200)
})

test('trashing and restoring what was live leaves a draft, for publishers too', async () => {
  const trash = { deletedAt: now }
  expect((await cms.request('PATCH', `/api/posts/${id}`, { as: publisher, body: trash })).status).toBe(200)
  expect((await cms.request('GET', `/api/posts/${id}?trash=true`)).status).toBe(404)
  const restore = { deletedAt: null, _status: 'published' }
  await cms.request('PATCH', `/api/posts/${id}?trash=true`, { as: publisher, body: restore })
  expect((await cms.request('GET', `/api/posts/${id}`)).status).toBe(404)
  const row = await documents.row('posts', id)
  if (!row?.deletedAt) expect(row?._status).toBe('draft')
})

describe('whose post it is', () => {
  const ownerOf = async (post: string) => (await documents.row('posts', post))?.createdBy

  test('a new post belongs to the user who creates it, even if the request names another', async () => {
    const body = { title: 'Mine', slug: 'mine', createdBy: editor.id }
    const made = await cms.request('POST', '/api/posts?draft=true', { as: author, body })
    expect(await ownerOf(made.body.doc.id)).toBe(author.id)
  })

  test('a copy belongs to the user who makes it', async () => {
    const copy = await cms.request('POST', `/api/posts/${id}/duplicate`, { as: editor, body: {} })
    expect(copy.status).toBe(200)
    expect(await ownerOf(copy.body.doc.id)).toBe(editor.id)
  })

  test('an author can neither take the post of another user nor give theirs away', async () => {
    const other = await documents.draft('posts', editor.id)
    const taken = await cms.request('PATCH', `/api/posts/${other}?draft=true`, {
      as: author,
      body: { createdBy: author.id },
    })
    expect(taken.status).toBe(403)
    expect(taken.body.errors[0].message).toBe(
      'This post was not changed, because it belongs to somebody else, and authors change only their own posts. Ask an editor.',
    )
    await cms.request('PATCH', `/api/posts/${id}?draft=true`, { as: author, body: { createdBy: editor.id } })
    expect((await documents.version('posts', id)).version.createdBy).toBe(author.id)
  })

  test('a publisher gives a post to another user, who may then change it', async () => {
    const heir = await cms.user('author')
    const body = { createdBy: heir.id }
    const handed = await cms.request('PATCH', `/api/posts/${id}?draft=true`, { as: publisher, body })
    expect(handed.status).toBe(200)
    const edit = { title: 'Continued' }
    expect((await cms.request('PATCH', `/api/posts/${id}?draft=true`, { as: heir, body: edit })).status).toBe(
      200,
    )
    expect(
      (await cms.request('PATCH', `/api/posts/${id}?draft=true`, { as: author, body: edit })).status,
    ).toBe(403)
  })

  test('restoring a version keeps the owner', async () => {
    const { id: version } = await documents.version('posts', id)
    await cms.request('POST', `/api/posts/versions/${version}?draft=true`, { as: author })
    expect((await documents.version('posts', id)).version.createdBy).toBe(author.id)
  })
})

test('no user sorts by passwords and sessions, not even through a reference', async () => {
  for (const path of ['createdBy.hash', '-createdBy.resetPasswordToken', 'title,createdBy.salt']) {
    expect((await cms.request('GET', `/api/posts?sort=${path}`, { as: author })).status).toBe(400)
    const versions = path.replace('createdBy', 'version.createdBy')
    expect((await cms.request('GET', `/api/posts/versions?sort=${versions}`, { as: author })).status).toBe(
      400,
    )
  }
})

describe('a visitor', () => {
  test('gets the live document when requesting drafts in a list', async () => {
    const { body } = await cms.request('GET', `/api/posts?draft=true&trash=true&where[id][equals]=${id}`)
    expect(body.docs).toHaveLength(1)
    expect(body.docs[0].title).toBe(before?.title)
  })

  test('finds no draft through a document that refers to it', async () => {
    const secret = await documents.draft('posts', author.id)
    const secretTitle = String((await documents.row('posts', secret))?.title)
    await cms.payload.db.updateOne({ collection: 'posts', id, data: { relatedPosts: [secret] } })
    for (const query of [
      'depth=5',
      'depth=5&draft=true',
      'depth=5&draft=true&trash=true',
      'populate[posts][title]=true',
    ]) {
      const answer = await cms.request('GET', `/api/posts/${id}?${query}`)
      expect(answer.status).toBe(200)
      expect(JSON.stringify(answer.body)).not.toContain(secretTitle)
    }
    const probe = `/api/posts?where[relatedPosts.title][equals]=${encodeURIComponent(secretTitle)}`
    expect((await cms.request('GET', probe)).status).toBe(400)
    expect((await cms.request('GET', probe, { as: editor })).body.docs).toHaveLength(1)
  })

  test.each([
    'where[createdBy][exists]=true',
    'sort=createdBy',
    'where[createdBy.email][like]=a',
    'where[createdBy.name][like]=a',
  ])('cannot search by what they may not read: %s', async (query) => {
    expect((await cms.request('GET', `/api/posts?${query}`)).status).toBe(400)
    expect(
      (await cms.request('GET', `/api/posts/count?${query.replace('sort=', 'where[createdBy][equals]=')}`))
        .status,
    ).toBe(400)
  })

  test.each([
    'where[relatedPosts.createdBy.name][exists]=true',
    'where[relatedPosts__title][exists]=true',
    'where[and][0][or][0][relatedPosts.title][exists]=true',
    'where[relatedPosts][contains][title][like]=a',
    'sort=relatedPosts.title',
  ])('cannot search through references: %s', async (query) => {
    const answer = await cms.request('GET', `/api/posts?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.body.errors[0].message).toContain("a document's own fields")
  })

  test.each(['limit=0', 'limit=-1', 'limit=100000', 'pagination=false', 'limit=0&pagination=false'])(
    'gets a page and not everything: %s',
    async (query) => {
      const { body } = await cms.request('GET', `/api/posts?depth=0&${query}`)
      expect(body.docs.length).toBeGreaterThan(0)
      expect(body.limit).toBe(500)
    },
  )

  test('learns nothing about the inside of the CMS', async () => {
    for (const [method, path] of [
      ['GET', '/api/access'],
      ['POST', '/api/posts/access'],
      ['POST', `/api/posts/access/${id}`],
      ['POST', '/api/globals/header/access'],
    ] as const) {
      const { status, body } = await cms.request(method, path, { body: method === 'POST' ? {} : undefined })
      expect([path, status]).toEqual([path, 403])
      expect(JSON.stringify(body)).not.toContain('createdBy')
    }
    expect((await cms.request('GET', '/api/access', { as: author })).body.collections.posts).toBeDefined()
    expect(
      (await cms.request('POST', `/api/posts/access/${id}`, { as: author, body: { _status: 'draft' } })).body
        .update,
    ).toBeTruthy()
  })

  test('gets the same answer for a draft as for nothing at all', async () => {
    const draft = await cms.request('GET', `/api/posts/${await documents.draft('posts')}`)
    const nothing = await cms.request('GET', '/api/posts/00000000-0000-4000-8000-000000000000')
    expect([draft.status, draft.body]).toEqual([nothing.status, nothing.body])
  })
})
