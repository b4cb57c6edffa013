import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { type BareDocuments, bareDocuments, publishSamples, sampleOf } from '../../test/sample-documents'

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

const now = '2026-11-23T12:00:00.000Z'
let subjects = 0
/** A word that only the documents of one test have. */
const newSubject = () => `subject${++subjects}x`

async function category(title: string, status: 'draft' | 'published' = 'published'): Promise<string> {
  const slug = crypto.randomUUID()
  const { doc } = (
    await cms.request('POST', `/api/categories${status === 'draft' ? '?draft=true' : ''}`, {
      as: publisher,
      body: { title, slug, _status: status },
    })
  ).body
  return doc.id
}

const categories = (subject: string, count: number, status?: 'draft' | 'published') =>
  Promise.all(Array.from({ length: count }, (_, at) => category(`${subject} ${at}`, status)))

/** Stores a live category past Payload's operations, which take ten times as long. */
async function storedCategory(title: string): Promise<void> {
  const data = { title, slug: crypto.randomUUID(), _status: 'published' }
  const now = new Date().toISOString()
  const { id } = await cms.payload.db.create({ collection: 'categories', data })
  await cms.payload.db.createVersion({
    ...{ collectionSlug: 'categories', parent: id, autosave: false, createdAt: now, updatedAt: now },
    versionData: data,
  } as never)
}

const select = (body: unknown, { as = publisher, slug = 'categories' } = {}) =>
  cms.request('POST', `/api/${slug}/selection`, { as, body })
const bulk = (body: unknown, { as = publisher, slug = 'categories' } = {}) =>
  cms.request('POST', `/api/${slug}/bulk`, { as, body })

async function statusOf(id: string, slug = 'categories') {
  const row = await documents.row(slug, id)
  return row === null ? 'deleted' : row.deletedAt ? 'trashed' : row._status
}
/** A dialog: the list that the server made for it, with what confirming sends. */
async function open(
  action: string,
  where: unknown,
  { as = publisher, slug = 'categories', isTrash = false } = {},
) {
  const { body, status } = await select({ action, where, isTrash }, { as, slug })
  expect(status, JSON.stringify(body)).toBe(200)
  const { ids, tokens, signature } = body
  return { action, isTrash, ids, tokens, signature }
}
const of = (ids: string[]) => ({ id: { in: ids } })
const rename = (id: string, title: string, as = editor) =>
  cms.request('PATCH', `/api/categories/${id}?draft=true`, { as, body: { title } })
const statusesOf = (ids: string[]) => Promise.all(ids.map((id) => statusOf(id)))
const sorted = (ids: string[]) => [...ids].sort()

describe('the documents of a list', () => {
  test('are those that match its filter, on all of its pages', async () => {
    const subject = newSubject()
    const matching = await categories(subject, 30)
    await categories(newSubject(), 3)
    const { status, body } = await select({ action: 'unpublish', where: { title: { like: subject } } })
    expect(status).toBe(200)
    expect(body.matched).toBe(30)
    expect(sorted(body.ids)).toEqual(sorted(matching))
    expect(body.titles).toHaveLength(5)
  })

  test('are those that match its search and its filter', async () => {
    const subject = newSubject()
    const [wanted] = await categories(subject, 2)
    const { body } = await select({
      action: 'edit',
      search: subject,
      where: { title: { equals: `${subject} 0` } },
    })
    expect(body).toMatchObject({ matched: 1, ids: [wanted], tokens: [1], titles: [`${subject} 0`] })
  })

  test('match by their newest draft, which the list shows, and not by what is live', async () => {
    const subject = newSubject()
    const [renamed = '', other] = await categories(subject, 2)
    await cms.payload.update({ collection: 'categories', id: renamed, draft: true, data: { title: 'Else' } })
    const { body } = await select({ action: 'unpublish', where: { title: { like: subject } } })
    expect(body.ids).toEqual([other])
  })

  test('are in the trash or outside it, as the list is', async () => {
    const subject = newSubject()
    const [outside, inside = ''] = await categories(subject, 2)
    await bulk({ action: 'trash', ids: [inside] })
    const where = { title: { like: subject } }
    expect((await select({ action: 'trash', where })).body.ids).toEqual([outside])
    expect((await select({ action: 'delete', where, isTrash: true })).body.ids).toEqual([inside])
  })

  test('of which the action changes none are counted and left out', async () => {
    const subject = newSubject()
    const live = await category(`${subject} live`)
    const draft = await category(`${subject} draft`, 'draft')
    const both = await category(`${subject} both`)
    await cms.payload.update({
      collection: 'categories',
      id: both,
      draft: true,
      data: { description: 'New' },
    })
    const where = { title: { like: subject } }
    const toPublish = (await select({ action: 'publish', where })).body
    expect([toPublish.matched, sorted(toPublish.ids)]).toEqual([3, sorted([draft, both])])
    const toUnpublish = (await select({ action: 'unpublish', where })).body
    expect([toUnpublish.matched, sorted(toUnpublish.ids)]).toEqual([3, sorted([live, both])])
  })
})

describe('a bulk change', () => {
  test('changes the documents that it names and no other', async () => {
    const named = await categories(newSubject(), 3)
    const others = await categories(newSubject(), 2)
    const { status, body } = await bulk({ action: 'unpublish', ids: named })
    expect([status, body.message]).toEqual([200, '3 categories were unpublished.'])
    expect(await statusesOf([...named, ...others])).toEqual([
      ...['draft', 'draft', 'draft'],
      ...['published', 'published'],
    ])
  })

  test('takes more documents than fit into an address', async () => {
    const many = await Promise.all(Array.from({ length: 250 }, () => documents.live('categories')))
    const { status, body } = await bulk({ action: 'trash', ids: many })
    expect([status, body.message]).toEqual([200, '250 categories were moved to the trash.'])
    expect(new Set(await statusesOf(many))).toEqual(new Set(['trashed']))
  })

  test('publishes, edits, restores and deletes', async () => {
    const ids = await categories(newSubject(), 2, 'draft')
    const steps: [unknown, string][] = [
      [{ action: 'publish', ids }, 'published'],
      [{ action: 'edit', ids, data: { description: 'Same for all.' }, publish: true }, 'published'],
      [{ action: 'trash', ids }, 'trashed'],
      [{ action: 'restore', ids }, 'draft'],
      [{ action: 'publish', ids }, 'published'],
      [{ action: 'trash', ids }, 'trashed'],
      [{ action: 'delete', ids, isTrash: true }, 'deleted'],
    ]
    for (const [body, expected] of steps) {
      const answer = await bulk(body)
      expect([body, answer.status, await statusesOf(ids)]).toEqual([body, 200, [expected, expected]])
      const row = await documents.row('categories', ids[0] ?? '')
      if (row && expected === 'published') expect(row.title).toMatch(/^subject/)
    }
  })

  test('to fields, saved as a draft, leaves what is live', async () => {
    const ids = await categories(newSubject(), 2)
    await bulk({ action: 'edit', ids, data: { description: 'Not yet.' } })
    for (const id of ids) {
      expect(await documents.row('categories', id)).toMatchObject({ _status: 'published', description: null })
      expect((await documents.version('categories', id)).version.description).toBe('Not yet.')
    }
  })

  test('gives each document rows of its own, in nested lists too', async () => {
    const { ids: samples } = await publishSamples(cms)
    const step = { id: 'b'.repeat(24), title: 'Find a vein', text: 'By touch.' }
    const layout = [{ id: 'a'.repeat(24), blockType: 'steps', heading: 'Draw blood', steps: [step] }]
    const modules = [{ id: 'c'.repeat(24), title: 'Veins', classHours: 100 }]
    for (const [slug, list] of [
      ['courses', { modules }],
      ['pages', { layout }],
    ] as const) {
      const ids = await Promise.all(
        [1, 2].map(async () => {
          const body = sampleOf(slug, samples, { slug: crypto.randomUUID() })
          return (await cms.request('POST', `/api/${slug}`, { as: publisher, body })).body.doc.id
        }),
      )
      const patch = `/api/${slug}?where[id][in]=${ids.join(',')}`
      for (const { status, body } of [
        await bulk({ action: 'edit', ids, data: list }, { slug }),
        await bulk({ action: 'publish', ids }, { slug }),
        await bulk({ action: 'edit', ids, data: list, publish: true }, { slug }),
        await cms.request('PATCH', `${patch}&draft=true`, { as: publisher, body: list }),
        await cms.request('PATCH', patch, { as: publisher, body: { ...list, _status: 'published' } }),
      ]) {
        expect([slug, status, body.message]).toEqual([slug, 200, expect.stringMatching(/^2 /)])
      }
      for (const id of ids) {
        const { body } = await cms.request('GET', `/api/${slug}/${id}`)
        const stored = JSON.stringify(slug === 'pages' ? body.layout : body.modules)
        expect(stored).toContain(slug === 'pages' ? '"Find a vein"' : '"Veins"')
      }
    }
  })

  test('that unpublishes keeps a newer draft', async () => {
    const id = await category('Live title')
    await cms.payload.update({ collection: 'categories', id, draft: true, data: { title: 'Newer title' } })
    await bulk({ action: 'unpublish', ids: [id] })
    expect((await documents.version('categories', id)).version).toMatchObject({
      _status: 'draft',
      title: 'Newer title',
    })
  })

  test('that some documents stop changes none, and names each with its fields', async () => {
    const complete = await documents.draft('categories')
    const incomplete = [1, 2].map((number) =>
      cms.payload.create({
        collection: 'categories',
        draft: true,
        data: { title: '', slug: `unfinished-${number}` },
      }),
    )
    const [one, two] = (await Promise.all(incomplete)).map(({ id }) => String(id))
    const { status, body } = await bulk({ action: 'publish', ids: [one, complete, two] })
    expect(status).toBe(400)
    expect(body.docs).toEqual([])
    expect(body.errors).toEqual(
      [one, two].map((id) => ({
        id,
        title: id,
        message: `“${id}”: Category > Title: This field is required.`,
        fields: [{ path: 'title', label: 'Category > Title', message: 'This field is required.' }],
        status: 400,
      })),
    )
    expect(body.message).toMatch(/^Nothing was changed, because 2 of 3 categories could not be published\. “/)
    expect(await statusOf(complete)).toBe('draft')
  })

  test('names a document that a colleague has trashed or deleted since', async () => {
    const [kept = '', trashed = '', deleted = ''] = await categories(newSubject(), 3)
    await bulk({ action: 'trash', ids: [trashed] })
    await bulk({ action: 'delete', ids: [deleted] })
    const { status, body } = await bulk({ action: 'unpublish', ids: [kept, trashed, deleted] })
    expect(status).toBe(404)
    expect(body.errors.map(({ id }: { id: string }) => id)).toEqual([trashed, deleted])
    expect(body.message).toContain('a colleague deleted it, or moved it to or from the trash')
    expect(await statusOf(kept)).toBe('published')
  })

  test('does not change what is in the trash and no longer there', async () => {
    const id = await category('Restored meanwhile')
    for (const action of ['restore', 'delete']) {
      const { status } = await bulk({ action, ids: [id], isTrash: true })
      expect([action, status, await statusOf(id)]).toEqual([action, 404, 'published'])
    }
  })

  test('is refused where the same change of one document is, with the reason', async () => {
    const ids = await categories(newSubject(), 2)
    const published = await bulk({ action: 'publish', ids }, { as: editor })
    expect([published.status, published.body.message]).toEqual([
      403,
      expect.stringContaining('only publishers may publish'),
    ])
    const others = await documents.draft('posts', editor.id)
    const trashed = await bulk({ action: 'trash', ids: [others] }, { as: author, slug: 'posts' })
    expect([trashed.status, trashed.body.message]).toEqual([403, expect.stringContaining('belongs to')])
    expect(await statusesOf(ids)).toEqual(['published', 'published'])
    expect(await statusOf(others, 'posts')).toBe('draft')
  })

  test('is not for visitors, and needs an action and documents', async () => {
    const ids = [await category('For staff')]
    for (const path of ['selection', 'bulk']) {
      const answer = await cms.request('POST', `/api/categories/${path}`, { body: { action: 'delete', ids } })
      expect(answer.status).toBe(403)
    }
    for (const body of [
      undefined,
      {},
      { action: 'trash' },
      { action: 'trash', ids: [] },
      { action: 'x', ids },
    ]) {
      const answer = await bulk(body)
      expect([body, answer.status]).toEqual([body, 400])
      expect(answer.body.errors[0].message).toMatch(/^Nothing was changed/)
    }
    expect(await statusesOf(ids)).toEqual(['published'])
  })
})

describe('a bulk change from its dialog', () => {
  test('leaves what has changed since, changes the others, and says who changed what', async () => {
    const [one = '', changed = '', two = ''] = await categories(newSubject(), 3)
    const dialog = await open('unpublish', of([one, changed, two]))
    await rename(changed, 'Renamed meanwhile')
    const { status, body } = await bulk(dialog)
    expect(status).toBe(200)
    expect(await statusesOf([one, changed, two])).toEqual(['draft', 'published', 'draft'])
    expect(body.docs).toHaveLength(2)
    expect(body.errors).toEqual([])
    expect(body.changedSince).toMatchObject([
      {
        id: changed,
        title: 'Renamed meanwhile',
        message: '“Renamed meanwhile”: A editor changed “Title”.',
        edits: [{ user: 'A editor', userId: editor.id, action: 'draft', fields: ['Title'] }],
      },
    ])
    expect(body.message).toBe(
      '2 categories were unpublished. 1 was left as it is, because it has changed since you opened the dialog. “Renamed meanwhile”: A editor changed “Title”. Look at the list again.',
    )
    expect(await documents.version('categories', changed)).toMatchObject({
      version: { title: 'Renamed meanwhile' },
    })
  })

  test.each([
    ['publish', 'draft', {}],
    ['unpublish', 'published', {}],
    ['edit', 'published', { data: { description: 'Same for all.' }, publish: true }],
    ['trash', 'published', {}],
    ['delete', 'published', {}],
  ] as const)('to %s changes nothing when all have changed since', async (action, status, options) => {
    const ids = await categories(newSubject(), 2, status)
    const dialog = await open(action, of(ids))
    for (const id of ids) await rename(id, 'Half a ti')
    const { status: answered, body } = await bulk({ ...dialog, ...options })
    expect([answered, body.docs, body.errors]).toEqual([409, [], []])
    expect(body.changedSince.map(({ id }: { id: string }) => id)).toEqual(dialog.ids)
    expect(body.message).toMatch(
      /^Nothing was changed, because all 2 categories have changed since you opened/,
    )
    for (const id of ids) {
      expect(await documents.row('categories', id)).toMatchObject({ _status: status, deletedAt: null })
      expect((await documents.version('categories', id)).version.title).toBe('Half a ti')
    }
  })

  test.each(['restore', 'delete'])('to %s leaves what a colleague took out of the trash', async (action) => {
    const ids = await categories(newSubject(), 2)
    await bulk({ action: 'trash', ids })
    const dialog = await open(action, of(ids), { isTrash: true })
    const [kept = '', other = ''] = dialog.ids as string[]
    await bulk({ action: 'restore', ids: [kept] })
    await bulk({ action: 'publish', ids: [kept] })
    const { status, body } = await bulk(dialog)
    expect([status, body.docs]).toEqual([200, [expect.objectContaining({ id: other })]])
    expect(await statusesOf([kept, other])).toEqual(['published', action === 'delete' ? 'deleted' : 'draft'])
    expect(body.changedSince).toMatchObject([
      { id: kept, message: expect.stringContaining('A publisher took it out of the trash') },
    ])
  })

  test('names who deleted or trashed a document since, and changes the others', async () => {
    const [kept = '', trashed = '', deleted = ''] = await categories(newSubject(), 3)
    const dialog = await open('unpublish', of([kept, trashed, deleted]))
    await bulk({ action: 'trash', ids: [trashed] })
    await bulk({ action: 'delete', ids: [deleted] })
    const { status, body } = await bulk(dialog)
    expect([status, body.docs]).toEqual([200, [{ id: kept }]])
    const messageOf = (one: string) =>
      body.changedSince.find(({ id }: { id: string }) => id === one)?.message as string
    expect(messageOf(trashed)).toMatch(/^“subject.*”: A publisher moved it to the trash\.$/)
    expect(messageOf(deleted)).toBe(`The category ${deleted}: A publisher deleted it.`)
    expect(await statusesOf([kept, trashed])).toEqual(['draft', 'trashed'])
  })

  test('can leave documents out, and is all or nothing in the others', async () => {
    const [one = '', changed = '', left = ''] = await categories(newSubject(), 3, 'draft')
    const incomplete = await cms.payload.create({
      collection: 'categories',
      draft: true,
      data: { title: '', slug: crypto.randomUUID() },
    })
    const dialog = await open('publish', of([one, changed, left, String(incomplete.id)]))
    await rename(changed, 'Renamed meanwhile')
    const refused = await bulk(dialog)
    expect([refused.status, refused.body.docs]).toEqual([400, []])
    expect(refused.body.errors).toMatchObject([{ id: String(incomplete.id), fields: [{ path: 'title' }] }])
    expect(refused.body.changedSince).toMatchObject([{ id: changed }])
    expect(await statusesOf([one, changed, left])).toEqual(['draft', 'draft', 'draft'])
    const { status, body } = await bulk({ ...dialog, except: [String(incomplete.id), left] })
    expect([status, body.docs]).toEqual([200, [{ id: one }]])
    expect(await statusesOf([one, changed, left])).toEqual(['published', 'draft', 'draft'])
  })

  test('takes only the list that was made for this user and collection', async () => {
    const [one = '', two = ''] = await categories(newSubject(), 2)
    const dialog = await open('trash', of([one]))
    const [token] = dialog.tokens
    for (const [body, as, slug] of [
      [{ ...dialog, ids: [one, two], tokens: [token, token] }, publisher, 'categories'],
      [{ ...dialog, ids: [two] }, publisher, 'categories'],
      [{ ...dialog, tokens: [token + 1] }, publisher, 'categories'],
      [{ ...dialog, tokens: [] }, publisher, 'categories'],
      [{ ...dialog, signature: undefined }, publisher, 'categories'],
      [dialog, editor, 'categories'],
      [dialog, publisher, 'posts'],
    ] as const) {
      const answer = await bulk(body, { as, slug })
      expect([answer.status, answer.body.errors[0].message]).toEqual([
        400,
        expect.stringMatching(/^Nothing was changed.*Load the list again/),
      ])
    }
    expect(await statusesOf([one, two])).toEqual(['published', 'published'])
    expect((await bulk(dialog)).status).toBe(200)
  })

  test('with the cookie of a session has to bring its list', async () => {
    const id = await category(newSubject())
    const withCookie = (body: unknown) =>
      cms.request('POST', '/api/categories/bulk', {
        body,
        headers: { Cookie: `payload-token=${publisher.token}`, Origin: cms.payload.config.serverURL },
      })
    const refused = await withCookie({ action: 'trash', ids: [id] })
    expect([refused.status, await statusOf(id)]).toEqual([428, 'published'])
    expect((await withCookie(await open('trash', of([id])))).status).toBe(200)
  })

  test('of more than a thousand documents changes all but those that have changed since', async () => {
    const subject = newSubject()
    await Promise.all(Array.from({ length: 1_050 }, (_, at) => storedCategory(`${subject} ${at}`)))
    const dialog = await open('trash', { title: { like: subject } })
    expect(dialog.ids).toHaveLength(1_050)
    const changed = dialog.ids.slice(1_020, 1_030) as string[]
    for (const id of changed) await rename(id, 'Renamed meanwhile')
    const { status, body } = await bulk(dialog)
    expect([status, body.docs.length, body.changedSince.length]).toEqual([200, 1_040, 10])
    expect(new Set(await statusesOf(changed))).toEqual(new Set(['published']))
    expect(body.message).toContain('And 5 more.')
  }, 300_000)
})

describe('a bulk PATCH or DELETE', () => {
  const query = (where: string) => `/api/categories?${where}`

  test.each([
    '',
    'where[id][not_equals]=',
    'where[id][exists]=true',
    'where[title][exists]=true',
    'where[id][in]=',
    'where[or][0][id][in][0]=1&where[or][1][title][exists]=true',
    'where[and][0][or][0][id][in][0]=1&where[and][0][or][1][title][exists]=true',
  ])('that names no documents is refused: %s', async (where) => {
    const id = await category(newSubject())
    for (const [method, body] of [
      ['PATCH', { _status: 'draft' }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await cms.request(method, query(where), { as: publisher, body })
      expect([method, answer.status]).toEqual([method, 400])
      expect(answer.body.errors[0].message).toContain('where[id][in]=')
    }
    expect(await statusOf(id)).toBe('published')
  })

  test('changes those that it names and that match its other conditions', async () => {
    const subject = newSubject()
    const [one = '', two = '', three = ''] = await categories(subject, 3)
    const where = `where[and][0][id][in][0]=${one}&where[and][0][id][in][1]=${two}&where[and][1][title][equals]=${subject} 0`
    const patched = await cms.request('PATCH', query(where), { as: publisher, body: { _status: 'draft' } })
    expect([patched.status, patched.body.docs[0].id]).toEqual([200, one])
    expect(await statusesOf([one, two, three])).toEqual(['draft', 'published', 'published'])
    const deleted = await cms.request('DELETE', query(`where[id][in]=${one},${two}`), { as: publisher })
    expect(deleted.body.docs).toHaveLength(2)
    expect(await statusesOf([one, two, three])).toEqual(['deleted', 'deleted', 'published'])
  })

  test('that some documents stop names them as a bulk change of the list does', async () => {
    const [one = '', two = ''] = await categories(newSubject(), 2)
    const answer = await cms.request('PATCH', query(`where[id][in]=${one},${two}`), {
      as: publisher,
      body: { slug: 'one-address-for-both' },
    })
    expect([answer.status, answer.body.docs]).toEqual([400, []])
    expect(answer.body.errors).toMatchObject([
      { title: expect.stringMatching(/^subject/), fields: [{ path: 'slug' }] },
    ])
    for (const id of [one, two]) {
      expect((await documents.row('categories', id))?.slug).not.toBe('one-address-for-both')
    }
  })

  test('leaves documents that a user without the right to publish may not change', async () => {
    const id = await category(newSubject())
    const answer = await cms.request('PATCH', query(`where[id][equals]=${id}`), {
      as: editor,
      body: { deletedAt: now, title: 'Also changed' },
    })
    expect([answer.status, await statusOf(id)]).toEqual([403, 'published'])
  })
})
