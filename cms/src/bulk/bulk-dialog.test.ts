import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { CategoryList, newSubject } from '../../test/category-list'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { type BareDocuments, bareDocuments } from '../../test/sample-documents'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let cms: TestCms
let list: CategoryList
let documents: BareDocuments
let editor: TestUser, publisher: TestUser
beforeAll(async () => {
  cms = await startCms()
  documents = bareDocuments(cms.payload)
  ;[editor, publisher] = await Promise.all([cms.user('editor'), cms.user('publisher')])
  list = new CategoryList(cms, publisher)
})
afterAll(() => cms.stop())

const of = (ids: string[]) => ({ id: { in: ids } })

describe('a bulk change from its dialog', () => {
  test('leaves what has changed since, changes the others, and says who changed what', async () => {
    const [one = '', changed = '', two = ''] = await list.addMany(newSubject(), 3)
    const dialog = await list.openDialog('unpublish', of([one, changed, two]))
    await list.rename(changed, 'Renamed meanwhile', editor)
    const { status, body } = await list.bulk(dialog)
    expect(status).toBe(200)
    expect(await list.statusesOf([one, changed, two])).toEqual(['draft', 'published', 'draft'])
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
    const ids = await list.addMany(newSubject(), 2, status)
    const dialog = await list.openDialog(action, of(ids))
    for (const id of ids) await list.rename(id, 'Half a ti', editor)
    const { status: answered, body } = await list.bulk({ ...dialog, ...options })
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
    const ids = await list.addMany(newSubject(), 2)
    await list.bulk({ action: 'trash', ids })
    const dialog = await list.openDialog(action, of(ids), { isTrash: true })
    const [kept = '', other = ''] = dialog.ids as string[]
    await list.bulk({ action: 'restore', ids: [kept] })
    await list.bulk({ action: 'publish', ids: [kept] })
    const { status, body } = await list.bulk(dialog)
    expect([status, body.docs]).toEqual([200, [expect.objectContaining({ id: other })]])
    expect(await list.statusesOf([kept, other])).toEqual([
      'published',
      action === 'delete' ? 'deleted' : 'draft',
    ])
    expect(body.changedSince).toMatchObject([
      { id: kept, message: expect.stringContaining('A publisher took it out of the trash') },
    ])
  })

  test('names who deleted or trashed a document since, and changes the others', async () => {
    const [kept = '', trashed = '', deleted = ''] = await list.addMany(newSubject(), 3)
    const dialog = await list.openDialog('unpublish', of([kept, trashed, deleted]))
    await list.bulk({ action: 'trash', ids: [trashed] })
    await list.bulk({ action: 'delete', ids: [deleted] })
    const { status, body } = await list.bulk(dialog)
    expect([status, body.docs]).toEqual([200, [{ id: kept }]])
    const messageOf = (one: string) =>
      body.changedSince.find(({ id }: { id: string }) => id === one)?.message as string
    expect(messageOf(trashed)).toMatch(/^“subject.*”: A publisher moved it to the trash\.$/)
    expect(messageOf(deleted)).toBe(`The category ${deleted}: A publisher deleted it.`)
    expect(await list.statusesOf([kept, trashed])).toEqual(['draft', 'trashed'])
  })

  test('can leave documents out, and is all or nothing in the others', async () => {
    const [one = '', changed = '', left = ''] = await list.addMany(newSubject(), 3, 'draft')
    const incomplete = await cms.payload.create({
      collection: 'categories',
      draft: true,
      data: { title: '', slug: crypto.randomUUID() },
    })
    const dialog = await list.openDialog('publish', of([one, changed, left, String(incomplete.id)]))
    await list.rename(changed, 'Renamed meanwhile', editor)
    const refused = await list.bulk(dialog)
    expect([refused.status, refused.body.docs]).toEqual([400, []])
    expect(refused.body.errors).toMatchObject([{ id: String(incomplete.id), fields: [{ path: 'title' }] }])
    expect(refused.body.changedSince).toMatchObject([{ id: changed }])
    expect(await list.statusesOf([one, changed, left])).toEqual(['draft', 'draft', 'draft'])
    const { status, body } = await list.bulk({ ...dialog, except: [String(incomplete.id), left] })
    expect([status, body.docs]).toEqual([200, [{ id: one }]])
    expect(await list.statusesOf([one, changed, left])).toEqual(['published', 'draft', 'draft'])
  })

  test('takes only the list that was made for this user and collection', async () => {
    const [one = '', two = ''] = await list.addMany(newSubject(), 2)
    const dialog = await list.openDialog('trash', of([one]))
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
      const answer = await list.bulk(body, { as, slug })
      expect([answer.status, answer.body.errors[0].message]).toEqual([
        400,
        expect.stringMatching(/^Nothing was changed.*Load the list again/),
      ])
    }
    expect(await list.statusesOf([one, two])).toEqual(['published', 'published'])
    expect((await list.bulk(dialog)).status).toBe(200)
  })

  test('with the cookie of a session has to bring its list', async () => {
    const id = await list.add(newSubject())
    const withCookie = (body: unknown) =>
      cms.request('POST', '/api/categories/bulk', {
        body,
        headers: { Cookie: `payload-token=${publisher.token}`, Origin: cms.payload.config.serverURL },
      })
    const refused = await withCookie({ action: 'trash', ids: [id] })
    expect([refused.status, await list.statusOf(id)]).toEqual([428, 'published'])
    expect((await withCookie(await list.openDialog('trash', of([id])))).status).toBe(200)
  })

  test('of more than a thousand documents changes all but those that have changed since', async () => {
    const subject = newSubject()
    await Promise.all(Array.from({ length: 1_050 }, (_, at) => list.store(`${subject} ${at}`)))
    const dialog = await list.openDialog('trash', { title: { like: subject } })
    expect(dialog.ids).toHaveLength(1_050)
    const changed = dialog.ids.slice(1_020, 1_030) as string[]
    for (const id of changed) await list.rename(id, 'Renamed meanwhile', editor)
    const { status, body } = await list.bulk(dialog)
    expect([status, body.docs.length, body.changedSince.length]).toEqual([200, 1_040, 10])
    expect(new Set(await list.statusesOf(changed))).toEqual(new Set(['published']))
    expect(body.message).toContain('And 5 more.')
  }, 300_000)
})
