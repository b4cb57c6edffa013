import { createLocalReq } from 'payload'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import {
  type BareDocuments,
  bareDocuments,
  publishSamples,
  type SampleIds,
  sampleOf,
} from '../../test/sample-documents'
import { deliveriesSlug } from '../webhooks/delivery'

type Data = Record<string, unknown>

let cms: TestCms
let documents: BareDocuments
let ids: SampleIds
let as: TestUser, editor: TestUser
beforeAll(async () => {
  cms = await startCms({ PUBLISHER_URL: 'http://127.0.0.1:9' })
  documents = bareDocuments(cms.payload)
  ;({ as, ids } = await publishSamples(cms))
  editor = await cms.user('editor')
})
afterAll(() => cms.stop())

let codes = 0
async function live(
  slug: 'cohorts' | 'courses' | 'categories' = 'cohorts',
  changes: Data = {},
): Promise<string> {
  const own: Data =
    slug === 'cohorts'
      ? { code: `REST-${++codes}`, seats: 12, seatsTaken: 3, note: 'Old.' }
      : { slug: crypto.randomUUID() }
  const body = sampleOf(slug, ids, { ...own, ...changes })
  const answer = await cms.request('POST', `/api/${slug}`, { as, body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.doc.id
}
const patch = (path: string, body: Data, user = as) =>
  cms.request('PATCH', `/api/${path}`, { as: user, body })
async function patched(path: string, body: Data, user = as) {
  const answer = await patch(path, body, user)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}
const saveDraft = (slug: string, id: string, body: Data) =>
  patched(`${slug}/${id}?draft=true&autosave=true`, body, editor)
const row = (id: string, slug = 'cohorts') => documents.row(slug, id)
const newest = async (id: string, slug = 'cohorts') => (await documents.version(slug, id)).version
/** As staff read it, with its newest draft. */
const read = async (path: string) => (await cms.request('GET', `/api/${path}`, { as })).body as Data
/** The newest version by its time, as Payload looks for the one that an autosave rewrites. */
async function newestByTime(id: string, slug = 'cohorts') {
  const { docs } = await cms.payload.findVersions({
    collection: slug as 'cohorts',
    where: { parent: { equals: id } },
    sort: '-updatedAt',
    depth: 0,
    limit: 1,
  })
  return docs[0]?.version as unknown as Data
}
const deliveriesOf = async (id: string) => {
  const { docs } = await cms.payload.db.find<Data & { id: string }>({
    collection: deliveriesSlug,
    where: { document: { equals: id } },
    sort: 'createdAt',
  })
  return docs.map(({ action }) => action)
}

describe('an update that says nothing of its status, while a newer draft is open,', () => {
  test('changes what is live and the draft, and nothing else of the draft goes live', async () => {
    const id = await live()
    await saveDraft('cohorts', id, { note: 'Half a sen' })
    const { doc } = await patched(`cohorts/${id}`, { seatsTaken: 9 })
    expect(doc).toMatchObject({ _status: 'published', seatsTaken: 9, note: 'Old.' })
    expect(await row(id)).toMatchObject({ _status: 'published', seatsTaken: 9, note: 'Old.' })
    expect(await newest(id)).toMatchObject({ _status: 'draft', seatsTaken: 9, note: 'Half a sen' })
    expect(await newestByTime(id)).toMatchObject({ _status: 'draft', note: 'Half a sen' })
    expect(await deliveriesOf(id)).toEqual(['publish', 'change'])

    await saveDraft('cohorts', id, { note: 'Half a sentence.' })
    await patched(`cohorts/${id}`, { seatsTaken: 10 })
    expect(await row(id)).toMatchObject({ _status: 'published', seatsTaken: 10, note: 'Old.' })
    await patched(`cohorts/${id}`, { _status: 'published' })
    expect(await row(id)).toMatchObject({ _status: 'published', seatsTaken: 10, note: 'Half a sentence.' })
  })

  test('is refused where the draft has another value in a field that it changes, and changes nothing', async () => {
    const id = await live()
    await saveDraft('cohorts', id, { seatsTaken: 4, note: 'Half a sen' })
    const before = [await row(id), await newest(id)]
    const { body, status } = await patch(`cohorts/${id}`, { seatsTaken: 9, mode: 'online' })
    expect(status).toBe(409)
    expect(body.errors[0].message).toContain(
      'This start date was not changed, because A editor changed “Seats Taken” in a draft that is not published.',
    )
    expect(body.errors[0].data).toMatchObject({
      reason: 'conflicts',
      conflicts: [{ path: 'seatsTaken', base: 3, yours: 9, theirs: 4, by: 'A editor' }],
    })
    expect([await row(id), await newest(id)]).toEqual(before)
    expect(await deliveriesOf(id)).toEqual(['publish'])
  })

  test('is done where it sends values that the draft has too, or that are live', async () => {
    const id = await live()
    await saveDraft('cohorts', id, { seatsTaken: 4, note: 'Half a sen' })
    await patched(`cohorts/${id}`, { seatsTaken: 4, note: 'Old.' })
    expect(await row(id)).toMatchObject({ _status: 'published', seatsTaken: 4, note: 'Old.' })
    expect(await newest(id)).toMatchObject({ _status: 'draft', seatsTaken: 4, note: 'Half a sen' })
  })

  test('may send all fields, as they were read', async () => {
    const id = await live()
    await saveDraft('cohorts', id, { note: 'Half a sen' })
    const { _status, ...all } = (await cms.request('GET', `/api/cohorts/${id}?depth=2`, { as })).body
    expect(_status).toBe('published')
    await patched(`cohorts/${id}`, { ...all, seatsTaken: 9 })
    expect(await row(id)).toMatchObject({ _status: 'published', seatsTaken: 9, note: 'Old.' })
    expect(await newest(id)).toMatchObject({ _status: 'draft', seatsTaken: 9, note: 'Half a sen' })
  })

  test.each([
    ['?autosave=true', {}],
    ['?draft=false', {}],
    ['?publishAllLocales=true', {}],
    ['?trash=true', { deletedAt: null }],
    ['', { _status: null }],
  ])('keeps the page on the site with “%s” and %o too', async (query, more) => {
    const id = await live()
    await saveDraft('cohorts', id, { note: 'Half a sen' })
    await patched(`cohorts/${id}${query}`, { seatsTaken: 9, ...more })
    expect(await row(id)).toMatchObject({ _status: 'published', seatsTaken: 9, note: 'Old.' })
    expect(await newest(id)).toMatchObject({ _status: 'draft', seatsTaken: 9, note: 'Half a sen' })
    expect(await newestByTime(id)).toMatchObject({ _status: 'draft', note: 'Half a sen' })
  })

  test('is checked as what goes live, not as the draft', async () => {
    const id = await live()
    await saveDraft('cohorts', id, { seats: null, note: 'Half a sen' })
    expect((await patch(`cohorts/${id}`, { seatsTaken: 13 })).status).toBe(400)
    expect(await newest(id)).toMatchObject({ seatsTaken: 3, note: 'Half a sen' })
    await patched(`cohorts/${id}`, { seatsTaken: 12 })
    expect(await row(id)).toMatchObject({ _status: 'published', seats: 12, seatsTaken: 12 })
    expect(await newest(id)).toMatchObject({
      _status: 'draft',
      seats: null,
      seatsTaken: 12,
      note: 'Half a sen',
    })
  })

  const stateNotes = [
    { state: 'GA', note: 'First.' },
    { state: 'FL', note: 'Second.' },
  ]
  const notesOf = (document: Data) => (document.stateNotes as Data[]).map(({ note }) => note)

  test('merges groups by their fields and rows by their ids', async () => {
    const id = await live('courses', { stateNotes })
    const before = (await row(id, 'courses')) as { stateNotes: Data[]; meta: Data }
    await saveDraft('courses', id, {
      stateNotes: [...before.stateNotes, { note: 'Half a sen' }],
      meta: { ...before.meta, description: 'A description that is not finished' },
    })
    const [first, second] = before.stateNotes
    const sent = { stateNotes: [{ ...first, note: 'Changed.' }, second], meta: { title: 'A new title' } }
    await patched(`courses/${id}`, sent)
    const after = (await row(id, 'courses')) as Data
    expect(notesOf(after)).toEqual(['Changed.', 'Second.'])
    expect(after.meta).toMatchObject({ title: 'A new title', description: before.meta.description })
    const draft = await newest(id, 'courses')
    expect(notesOf(draft)).toEqual(['Changed.', 'Second.', 'Half a sen'])
    expect(draft.meta).toMatchObject({
      title: 'A new title',
      description: 'A description that is not finished',
    })
  })

  test('takes a list without row ids as one field', async () => {
    const id = await live('courses', { stateNotes })
    await saveDraft('courses', id, { summary: 'Half a sen' })
    await patched(`courses/${id}`, { stateNotes: [{ state: 'TX', note: 'All new.' }] })
    const draft = await newest(id, 'courses')
    expect(draft).toMatchObject({ summary: 'Half a sen' })
    expect(draft.stateNotes).toEqual([{ id: expect.any(String), state: 'TX', note: 'All new.' }])

    const { stateNotes: stored } = (await row(id, 'courses')) as { stateNotes: Data[] }
    await saveDraft('courses', id, { stateNotes: [...stored, { note: 'Half a sen' }] })
    const { body, status } = await patch(`courses/${id}`, { stateNotes: [{ state: 'NY', note: 'Newer.' }] })
    expect(status).toBe(409)
    expect(body.errors[0].data.conflicts.map(({ path }: Data) => path)).toEqual(['stateNotes'])
  })

  test('keeps its address, when only the draft has another one', async () => {
    const id = await live('categories')
    const { slug } = (await row(id, 'categories')) as Data
    await saveDraft('categories', id, { title: 'Half a tit' })
    await patched(`categories/${id}`, { description: 'A better description.' })
    expect(await row(id, 'categories')).toMatchObject({
      _status: 'published',
      slug,
      description: 'A better description.',
    })
  })

  test('works the same way for a program inside the CMS', async () => {
    const id = await live()
    await saveDraft('cohorts', id, { note: 'Half a sen' })
    const user = {
      ...(await cms.payload.findByID({ collection: 'users', id: as.id })),
      collection: 'users' as const,
    }
    const req = await createLocalReq({ user }, cms.payload)
    await cms.payload.update({
      collection: 'cohorts',
      id,
      data: { seatsTaken: 9 },
      overrideAccess: false,
      req,
    })
    await cms.payload.update({ collection: 'cohorts', id, data: { seats: 20 } })
    expect(await row(id)).toMatchObject({ _status: 'published', seats: 20, seatsTaken: 9, note: 'Old.' })
    expect(await newest(id)).toMatchObject({ _status: 'draft', seats: 20, seatsTaken: 9, note: 'Half a sen' })
  })

  test('works the same way for a global', async () => {
    const send = (body: Data, query = '') =>
      cms.request('POST', `/api/globals/announcement${query}`, { as, body })
    await send({ enabled: true, message: 'Open house.', _status: 'published' })
    await send({ message: 'Open hou' }, '?draft=true&autosave=true')
    expect((await send({ until: '2027-01-31T12:00:00.000Z' })).status).toBe(200)
    const shown = { message: 'Open house.', until: '2027-01-31T12:00:00.000Z', _status: 'published' }
    expect(await read('globals/announcement')).toMatchObject(shown)
    const draft = { message: 'Open hou', until: '2027-01-31T12:00:00.000Z', _status: 'draft' }
    expect(await read('globals/announcement?draft=true')).toMatchObject(draft)

    const refused = await send({ message: 'Closed.' })
    expect(refused.status).toBe(409)
    expect(refused.body.errors[0].message).toContain('“Message”')
    expect(await read('globals/announcement')).toMatchObject(shown)
    expect(await read('globals/announcement?draft=true')).toMatchObject(draft)
    await send({ _status: 'published' })
  })
})

test('an update of a document that was never live changes its draft', async () => {
  const answer = await cms.request('POST', '/api/cohorts?draft=true', {
    as,
    body: { code: `REST-${++codes}`, note: 'Half' },
  })
  const { id } = answer.body.doc
  await saveDraft('cohorts', id, { note: 'Half a sen' })
  await patched(
    `cohorts/${id}`,
    sampleOf('cohorts', ids, { code: `REST-${codes}`, seatsTaken: 2, _status: undefined, note: undefined }),
  )
  expect(await newest(id)).toMatchObject({ _status: 'draft', seatsTaken: 2, note: 'Half a sen' })
  expect(await row(id)).toMatchObject({ _status: 'draft' })
})

describe('an update of a document that was never live, while its draft has newer words,', () => {
  const begun = async (slug: 'cohorts' | 'courses', changes: Data) => {
    const own: Data = slug === 'cohorts' ? { code: `REST-${++codes}` } : { slug: crypto.randomUUID() }
    const body = sampleOf(slug, ids, { ...own, ...changes, _status: 'draft' })
    return (await cms.request('POST', `/api/${slug}?draft=true`, { as, body })).body.doc as Data & {
      id: string
    }
  }

  test('keeps them, and changes the other fields', async () => {
    const { id } = await begun('cohorts', { note: 'Half', seatsTaken: 3 })
    await saveDraft('cohorts', id, { note: 'Half a sen' })
    await patched(`cohorts/${id}`, { seatsTaken: 9, note: 'Half' })
    expect(await newest(id)).toMatchObject({ _status: 'draft', seatsTaken: 9, note: 'Half a sen' })
    await patched(`cohorts/${id}`, { seatsTaken: 10, _status: 'draft' })
    expect(await newest(id)).toMatchObject({ _status: 'draft', seatsTaken: 10, note: 'Half a sen' })
    expect(await row(id)).toMatchObject({ _status: 'draft', seatsTaken: 10, note: 'Half a sen' })
  })

  test.each([{}, { _status: 'draft' }])('is refused where both changed a field (%j)', async (status) => {
    const { id } = await begun('cohorts', { note: 'Half', seatsTaken: 3 })
    await saveDraft('cohorts', id, { note: 'Half a sen' })
    const answer = await patch(`cohorts/${id}`, { seatsTaken: 9, note: 'Of a program.', ...status })
    expect(answer.status).toBe(409)
    expect(answer.body.errors[0].message).toBe(
      'This start date was not changed, because A editor changed “Note” in a draft that is not published. Read that draft (draft=true), save this change as a draft too (draft=true), then try again.',
    )
    expect(answer.body.errors[0].data.conflicts).toMatchObject([{ path: 'note', theirs: 'Half a sen' }])
    expect(await newest(id)).toMatchObject({ _status: 'draft', seatsTaken: 3, note: 'Half a sen' })
    await patched(`cohorts/${id}?draft=true`, { note: 'Of a program.' })
    expect(await newest(id)).toMatchObject({ note: 'Of a program.' })
  })

  test('merges rows by their ids', async () => {
    const { id, outcomes } = await begun('courses', { outcomes: [{ text: 'One' }, { text: 'Two' }] })
    const [one, two] = outcomes as { id: string; text: string }[]
    await saveDraft('courses', id, { outcomes: [one, { ...two, text: 'Two, and more' }] })
    await patched(`courses/${id}`, { outcomes: [{ ...one, text: 'The first' }, two] })
    const { outcomes: merged } = await newest(id, 'courses')
    expect((merged as { text: string }[]).map(({ text }) => text)).toEqual(['The first', 'Two, and more'])
  })

  test('does not show them to users who may not change it', async () => {
    const { id } = await begun('cohorts', { note: 'Half' })
    await saveDraft('cohorts', id, { note: 'Secret words' })
    const author = await cms.user('author')
    for (const user of [undefined, author]) {
      const answer = await cms.request('PATCH', `/api/cohorts/${id}`, {
        as: user,
        body: { note: 'Of others' },
      })
      expect([401, 403, 404]).toContain(answer.status)
      expect(JSON.stringify(answer.body)).not.toContain('Secret')
    }
  })

  test('works the same way for a global', async () => {
    const send = (body: Data, query = '') =>
      cms.request('POST', `/api/globals/announcement${query}`, { as, body })
    await send({ enabled: true, message: 'Open house.', until: null, _status: 'draft' })
    await send({ message: 'Open hou' }, '?draft=true')
    const until = '2027-01-31T12:00:00.000Z'
    expect((await send({ message: 'Open house.', until })).status).toBe(200)
    const draft = { message: 'Open hou', until, _status: 'draft' }
    expect(await read('globals/announcement?draft=true')).toMatchObject(draft)
    await send({ message: 'Open ho' }, '?draft=true')
    const refused = await send({ message: 'Closed.' })
    expect(refused.status).toBe(409)
    expect(refused.body.errors[0].message).toContain('“Message”')
    expect(await read('globals/announcement?draft=true')).toMatchObject({ ...draft, message: 'Open ho' })
  })
})

test('publishing by a program publishes what is newest, with its change', async () => {
  const id = await live()
  await saveDraft('cohorts', id, { note: 'A whole sentence.' })
  await patched(`cohorts/${id}`, { seatsTaken: 9, _status: 'published' })
  const whole = { _status: 'published', seatsTaken: 9, note: 'A whole sentence.' }
  expect(await row(id)).toMatchObject(whole)
  expect(await newest(id)).toMatchObject(whole)
})

test.each(['unpublishing', 'the trash'])('%s keeps the words of an open draft', async (what) => {
  const id = await live()
  await saveDraft('cohorts', id, { seats: null, note: 'Half a sen' })
  if (what === 'unpublishing') await patched(`cohorts/${id}`, { _status: 'draft' })
  else {
    await patched(`cohorts/${id}`, { deletedAt: new Date().toISOString() })
    await patched(`cohorts/${id}?trash=true`, { deletedAt: null, _status: 'draft' })
  }
  expect(await row(id)).toMatchObject({ _status: 'draft' })
  expect(await newest(id)).toMatchObject({ _status: 'draft', note: 'Half a sen' })
})

describe('a bulk update', () => {
  const inBulk = (chosen: string[]) => `cohorts?${chosen.map((id) => `where[id][in][]=${id}`).join('&')}`

  test('changes what is live and the draft of each document', async () => {
    const chosen = [await live(), await live()]
    await saveDraft('cohorts', chosen[0]!, { note: 'Half a sen' })
    await patched(inBulk(chosen), { seatsTaken: 9 })
    for (const id of chosen)
      expect(await row(id)).toMatchObject({ _status: 'published', seatsTaken: 9, note: 'Old.' })
    expect(await newest(chosen[0]!)).toMatchObject({ _status: 'draft', seatsTaken: 9, note: 'Half a sen' })
    expect(await newest(chosen[1]!)).toMatchObject({ _status: 'published', seatsTaken: 9 })
  })

  test('changes no document when a draft of one has another value', async () => {
    const chosen = [await live(), await live()]
    await saveDraft('cohorts', chosen[1]!, { seatsTaken: 5 })
    const { body, status } = await patch(inBulk(chosen), { seatsTaken: 9 })
    expect(status).toBe(409)
    expect(body.message).toContain('“Seats Taken”')
    for (const id of chosen) expect(await row(id)).toMatchObject({ _status: 'published', seatsTaken: 3 })
  })

  test('by a program inside the CMS hides no draft', async () => {
    const chosen = [await live(), await live()]
    await saveDraft('cohorts', chosen[0]!, { note: 'Half a sen' })
    const where = { id: { in: chosen } }
    const { errors } = await cms.payload.update({ collection: 'cohorts', where, data: { seatsTaken: 9 } })
    expect(errors).toEqual([])
    expect(await row(chosen[0]!)).toMatchObject({ _status: 'published', seatsTaken: 9, note: 'Old.' })
    expect(await newest(chosen[0]!)).toMatchObject({ _status: 'draft', seatsTaken: 9, note: 'Half a sen' })
    expect(await newest(chosen[1]!)).toMatchObject({ _status: 'published', seatsTaken: 9 })

    await cms.payload.update({ collection: 'cohorts', where, data: { _status: 'draft' } })
    expect(await row(chosen[0]!)).toMatchObject({ _status: 'draft' })
    expect(await newest(chosen[0]!)).toMatchObject({ _status: 'draft', note: 'Half a sen' })

    await cms.payload.update({ collection: 'cohorts', where, data: { _status: 'published' } })
    expect(await row(chosen[0]!)).toMatchObject({ _status: 'published', note: 'Half a sen' })
    expect(await newest(chosen[0]!)).toMatchObject({ _status: 'published', note: 'Half a sen' })
  })
})
