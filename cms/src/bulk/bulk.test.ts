import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CategoryList, newSubject } from '../../test/category-list'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { type BareDocuments, bareDocuments, publishSamples, sampleOf } from '../../test/sample-documents'

let cms: TestCms
let list: CategoryList
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
  list = new CategoryList(cms, publisher)
})
afterAll(() => cms.stop())

const now = '2026-11-23T12:00:00.000Z'
const sorted = (ids: string[]) => [...ids].sort()

describe('the documents of a list', () => {
  test('are those that match its filter, on all of its pages', async () => {
    const subject = newSubject()
    const matching = await list.addMany(subject, 30)
    await list.addMany(newSubject(), 3)
    const { status, body } = await list.select({ action: 'unpublish', where: { title: { like: subject } } })
    expect(status).toBe(200)
    expect(body.matched).toBe(30)
    expect(sorted(body.ids)).toEqual(sorted(matching))
    expect(body.titles).toHaveLength(5)
  })

  test('are those that match its search and its filter', async () => {
    const subject = newSubject()
    const [wanted] = await list.addMany(subject, 2)
    const { body } = await list.select({
      action: 'edit',
      search: subject,
      where: { title: { equals: `${subject} 0` } },
    })
    expect(body).toMatchObject({ matched: 1, ids: [wanted], tokens: [1], titles: [`${subject} 0`] })
  })

  test('match by their newest draft, which the list shows, and not by what is live', async () => {
    const subject = newSubject()
    const [renamed = '', other] = await list.addMany(subject, 2)
    await cms.payload.update({ collection: 'categories', id: renamed, draft: true, data: { title: 'Else' } })
    const { body } = await list.select({ action: 'unpublish', where: { title: { like: subject } } })
    expect(body.ids).toEqual([other])
  })

  test('are in the trash or outside it, as the list is', async () => {
    const subject = newSubject()
    const [outside, inside = ''] = await list.addMany(subject, 2)
    await list.bulk({ action: 'trash', ids: [inside] })
    const where = { title: { like: subject } }
    expect((await list.select({ action: 'trash', where })).body.ids).toEqual([outside])
    expect((await list.select({ action: 'delete', where, isTrash: true })).body.ids).toEqual([inside])
  })

  test('of which the action changes none are counted and left out', async () => {
    const subject = newSubject()
    const live = await list.add(`${subject} live`)
    const draft = await list.add(`${subject} draft`, 'draft')
    const both = await list.add(`${subject} both`)
    await cms.payload.update({
      collection: 'categories',
      id: both,
      draft: true,
      data: { description: 'New' },
    })
    const where = { title: { like: subject } }
    const toPublish = (await list.select({ action: 'publish', where })).body
    expect([toPublish.matched, sorted(toPublish.ids)]).toEqual([3, sorted([draft, both])])
    const toUnpublish = (await list.select({ action: 'unpublish', where })).body
    expect([toUnpublish.matched, sorted(toUnpublish.ids)]).toEqual([3, sorted([live, both])])
  })
})

describe('a bulk change', () => {
  test('changes the documents that it names and no other', async () => {
    const named = await list.addMany(newSubject(), 3)
    const others = await list.addMany(newSubject(), 2)
    const { status, body } = await list.bulk({ action: 'unpublish', ids: named })
    expect([status, body.message]).toEqual([200, '3 categories were unpublished.'])
    expect(await list.statusesOf([...named, ...others])).toEqual([
      ...['draft', 'draft', 'draft'],
      ...['published', 'published'],
    ])
  })

  test('takes more documents than fit into an address', async () => {
    const many = await Promise.all(Array.from({ length: 250 }, () => documents.live('categories')))
    const { status, body } = await list.bulk({ action: 'trash', ids: many })
    expect([status, body.message]).toEqual([200, '250 categories were moved to the trash.'])
    expect(new Set(await list.statusesOf(many))).toEqual(new Set(['trashed']))
  })

  test('publishes, edits, restores and deletes', async () => {
    const ids = await list.addMany(newSubject(), 2, 'draft')
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
      const answer = await list.bulk(body)
      expect([body, answer.status, await list.statusesOf(ids)]).toEqual([body, 200, [expected, expected]])
      const row = await documents.row('categories', ids[0] ?? '')
      if (row && expected === 'published') expect(row.title).toMatch(/^subject/)
    }
  })

  test('to fields, saved as a draft, leaves what is live', async () => {
    const ids = await list.addMany(newSubject(), 2)
    await list.bulk({ action: 'edit', ids, data: { description: 'Not yet.' } })
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
    for (const [slug, rows] of [
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
        await list.bulk({ action: 'edit', ids, data: rows }, { slug }),
        await list.bulk({ action: 'publish', ids }, { slug }),
        await list.bulk({ action: 'edit', ids, data: rows, publish: true }, { slug }),
        await cms.request('PATCH', `${patch}&draft=true`, { as: publisher, body: rows }),
        await cms.request('PATCH', patch, { as: publisher, body: { ...rows, _status: 'published' } }),
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
    const id = await list.add('Live title')
    await cms.payload.update({ collection: 'categories', id, draft: true, data: { title: 'Newer title' } })
    await list.bulk({ action: 'unpublish', ids: [id] })
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
    const { status, body } = await list.bulk({ action: 'publish', ids: [one, complete, two] })
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
    expect(await list.statusOf(complete)).toBe('draft')
  })

  test('names a document that a colleague has trashed or deleted since', async () => {
    const [kept = '', trashed = '', deleted = ''] = await list.addMany(newSubject(), 3)
    await list.bulk({ action: 'trash', ids: [trashed] })
    await list.bulk({ action: 'delete', ids: [deleted] })
    const { status, body } = await list.bulk({ action: 'unpublish', ids: [kept, trashed, deleted] })
    expect(status).toBe(404)
    expect(body.errors.map(({ id }: { id: string }) => id)).toEqual([trashed, deleted])
    expect(body.message).toContain('a colleague deleted it, or moved it to or from the trash')
    expect(await list.statusOf(kept)).toBe('published')
  })

  test('does not change what is in the trash and no longer there', async () => {
    const id = await list.add('Restored meanwhile')
    for (const action of ['restore', 'delete']) {
      const { status } = await list.bulk({ action, ids: [id], isTrash: true })
      expect([action, status, await list.statusOf(id)]).toEqual([action, 404, 'published'])
    }
  })

  test('is refused where the same change of one document is, with the reason', async () => {
    const ids = await list.addMany(newSubject(), 2)
    const published = await list.bulk({ action: 'publish', ids }, { as: editor })
    expect([published.status, published.body.message]).toEqual([
      403,
      expect.stringContaining('only publishers may publish'),
    ])
    const others = await documents.draft('posts', editor.id)
    const trashed = await list.bulk({ action: 'trash', ids: [others] }, { as: author, slug: 'posts' })
    expect([trashed.status, trashed.body.message]).toEqual([403, expect.stringContaining('belongs to')])
    expect(await list.statusesOf(ids)).toEqual(['published', 'published'])
    expect(await list.statusOf(others, 'posts')).toBe('draft')
  })

  test('is not for visitors, and needs an action and documents', async () => {
    const ids = [await list.add('For staff')]
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
      const answer = await list.bulk(body)
      expect([body, answer.status]).toEqual([body, 400])
      expect(answer.body.errors[0].message).toMatch(/^Nothing was changed/)
    }
    expect(await list.statusesOf(ids)).toEqual(['published'])
  })
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
    const id = await list.add(newSubject())
    for (const [method, body] of [
      ['PATCH', { _status: 'draft' }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await cms.request(method, query(where), { as: publisher, body })
      expect([method, answer.status]).toEqual([method, 400])
      expect(answer.body.errors[0].message).toContain('where[id][in]=')
    }
    expect(await list.statusOf(id)).toBe('published')
  })

  test('changes those that it names and that match its other conditions', async () => {
    const subject = newSubject()
    const [one = '', two = '', three = ''] = await list.addMany(subject, 3)
    const where = `where[and][0][id][in][0]=${one}&where[and][0][id][in][1]=${two}&where[and][1][title][equals]=${subject} 0`
    const patched = await cms.request('PATCH', query(where), { as: publisher, body: { _status: 'draft' } })
    expect([patched.status, patched.body.docs[0].id]).toEqual([200, one])
    expect(await list.statusesOf([one, two, three])).toEqual(['draft', 'published', 'published'])
    const deleted = await cms.request('DELETE', query(`where[id][in]=${one},${two}`), { as: publisher })
    expect(deleted.body.docs).toHaveLength(2)
    expect(await list.statusesOf([one, two, three])).toEqual(['deleted', 'deleted', 'published'])
  })

  test('that some documents stop names them as a bulk change of the list does', async () => {
    const [one = '', two = ''] = await list.addMany(newSubject(), 2)
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
    const id = await list.add(newSubject())
    const answer = await cms.request('PATCH', query(`where[id][equals]=${id}`), {
      as: editor,
      body: { deletedAt: now, title: 'Also changed' },
    })
    expect([answer.status, await list.statusOf(id)]).toEqual([403, 'published'])
  })
})
