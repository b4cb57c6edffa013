import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishSamples, type SampleIds, sampleOf } from '../../test/sample-documents'
import { startCms, type TestCms, type TestUser } from '../../test/cms'

let cms: TestCms
let ids: SampleIds
let publisher: TestUser
beforeAll(async () => {
  cms = await startCms()
  ;({ ids, as: publisher } = await publishSamples(cms))
})
afterAll(() => cms.stop())

const post = (path: string, body: unknown) => cms.request('POST', path, { as: publisher, body })
const patch = (path: string, body: unknown) => cms.request('PATCH', path, { as: publisher, body })
const draftOf = async (title: string) => (await post('/api/posts?draft=true', { title })).body.doc
const saveDraft = async (id: string, data: unknown) =>
  (await patch(`/api/posts/${id}?draft=true`, data)).body.doc

test('the address is made from the title, and follows it while an editor types', async () => {
  const { id, slug } = await draftOf('What')
  expect(slug).toBe('what')
  expect((await saveDraft(id, { title: 'What’s a DEA' })).slug).toBe('whats-a-dea')
  expect((await saveDraft(id, { title: 'What’s a DEA number?', slug: 'whats-a-dea' })).slug).toBe(
    'whats-a-dea-number',
  )
})

test('an address typed by hand stays', async () => {
  const { id } = await draftOf('Tubes')
  expect((await saveDraft(id, { slug: 'all-about-tubes' })).slug).toBe('all-about-tubes')
  expect((await saveDraft(id, { title: 'Tubes and needles' })).slug).toBe('all-about-tubes')
})

test('the address of a published page stays when its title changes', async () => {
  const { body } = await post('/api/posts', sampleOf('posts', ids, { title: 'Live page', slug: '' }))
  expect(body.doc.slug).toBe('live-page')
  expect((await saveDraft(body.doc.id, { title: 'A better title' })).slug).toBe('live-page')
  const published = await patch(`/api/posts/${body.doc.id}`, { _status: 'published' })
  expect(published.body.doc).toMatchObject({ title: 'A better title', slug: 'live-page' })
})

test('two posts of one title get two addresses, and so does a copy', async () => {
  expect((await draftOf('Twice')).slug).toBe('twice')
  const second = await draftOf('Twice')
  expect(second.slug).toBe('twice-2')
  const copy = await post(`/api/posts/${second.id}/duplicate`, undefined)
  expect(copy.body.doc).toMatchObject({ title: 'Twice', slug: 'twice-3' })
})

test('a title that is one of the site’s own pages gets an address beside it', async () => {
  const { body } = await post('/api/pages?draft=true', { title: 'Courses' })
  expect(body.doc.slug).toBe('courses-2')
})

test('an address that another document has is refused with the title of that document', async () => {
  const expected = [
    {
      path: 'slug',
      message:
        '“order-of-draw” is already the address of “Order of draw”. Choose another, such as order-of-draw-2.',
    },
  ]
  const draft = await post('/api/posts?draft=true', { title: 'Another', slug: 'order-of-draw' })
  expect([draft.status, draft.body.errors[0].data.errors]).toMatchObject([400, expected])
  const other = await draftOf('Another')
  const published = await patch(`/api/posts/${other.id}`, sampleOf('posts', ids))
  expect([published.status, published.body.errors[0].data.errors]).toMatchObject([400, expected])
})

test('the refusal says when the document that has the address is in the trash', async () => {
  const { id } = await draftOf('Thrown away')
  expect((await patch(`/api/posts/${id}`, { deletedAt: new Date().toISOString() })).status).toBe(200)
  const { status, body } = await post('/api/posts', sampleOf('posts', ids, { slug: 'thrown-away' }))
  expect(status).toBe(400)
  expect(body.errors[0].data.errors).toMatchObject([
    {
      path: 'slug',
      message:
        '“thrown-away” belongs to “Thrown away”, which is in the trash. Delete that one for good, restore it, or choose another address.',
    },
  ])
})

const long =
  'How phlebotomy students prepare for the national certification examination while they work evenings and weekend shifts'
const cut =
  'how-phlebotomy-students-prepare-for-the-national-certification-examination-while-they-work-evenings'

test.each(['posts', 'externships', 'certifications'] as const)(
  'the address of %s with a title of 120 characters is cut at a word, also for the second and the copy',
  async (collection) => {
    const title = `${long}!!`
    expect(title).toHaveLength(120)
    const publish = () => post(`/api/${collection}`, sampleOf(collection, ids, { title, slug: '' }))
    const { status, body } = await publish()
    expect([status, body.doc?.slug]).toEqual([201, cut])
    expect((await publish()).body.doc.slug).toBe(`${cut.replace(/-evenings$/, '')}-2`)
    const copy = await post(`/api/${collection}/${body.doc.id}/duplicate`, undefined)
    expect(copy.body.doc.slug).toBe(`${cut.replace(/-evenings$/, '')}-3`)
  },
)

test('an address of 99 characters has room for a number, and one word without an end is cut', async () => {
  const title = `${'a'.repeat(49)} ${'b'.repeat(49)}`
  expect((await draftOf(title)).slug).toBe(title.replace(' ', '-'))
  expect((await draftOf(title)).slug).toBe(`${'a'.repeat(49)}-2`)
  expect((await draftOf('c'.repeat(120))).slug).toBe('c'.repeat(100))
  expect((await draftOf('c'.repeat(120))).slug).toBe(`${'c'.repeat(98)}-2`)
})

test.each([
  ['Straße und Ærø', 'strasse-und-aero'],
  ['Łódź café', 'lodz-cafe'],
  ['Bjørn Łukasz', 'bjorn-lukasz'],
  ['Đặng Văn Đức', 'dang-van-duc'],
  ['STRAẞE, ÞÓR, ĦAL, ŒUVRE, ŊUNDU', 'strasse-thor-hal-oeuvre-nundu'],
  ['Sığır ðæt ĸ ƒ ŧ', 'sigir-daet-q-f-t'],
  ['Mąka\u0308 i co\u00ADop, col·legi', 'maka-i-coop-collegi'],
  ['Первый урок: Київ, щётка', 'pervyy-urok-kiyiv-shchetka'],
  ['Ψυχή και ουρανός', 'psychi-kai-ouranos'],
  ['β-blockers, 5 µg', 'beta-blockers-5-ug'],
  ['Kapiʻolani ‘Rose’ O’Neill', 'kapiolani-rose-oneill'],
  ['Class 静 for nurses', 'class-for-nurses'],
])('the address of “%s” is %s', async (title, slug) => {
  expect((await draftOf(title)).slug).toBe(slug)
})

test.each(['静脉穿刺', 'سحب الدم', '💉🩸', '静脉穿刺课程 IV', '!!!'])(
  'no address is made from “%s”, and publishing asks for one',
  async (title) => {
    const { id } = await draftOf('Starts in English')
    expect((await saveDraft(id, { title })).slug ?? '').toBe('')
    const { status, body } = await post('/api/posts', sampleOf('posts', ids, { title, slug: '' }))
    expect(status).toBe(400)
    expect(body.errors[0].data.errors).toMatchObject([
      {
        path: 'slug',
        message:
          'No address can be made from this title. Type one of lower-case letters, digits and hyphens.',
      },
    ])
    expect((await saveDraft(id, { title: 'In English again' })).slug).toMatch(/^in-english-again/)
  },
)

test('a title whose address is in the trash gets the next one', async () => {
  const { id, slug } = await draftOf('In the bin')
  expect((await patch(`/api/posts/${id}`, { deletedAt: new Date().toISOString() })).status).toBe(200)
  expect((await draftOf('In the bin')).slug).toBe(`${slug}-2`)
})
