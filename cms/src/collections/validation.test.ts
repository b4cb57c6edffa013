import type { CollectionSlug } from 'shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { publishSamples, refusalsOf, sampleOf, type SampleSlug } from '../../test/sample-documents'

let cms: TestCms
let ids: Record<CollectionSlug, string>
let publisher: TestUser
beforeAll(async () => {
  cms = await startCms()
  ;({ ids, as: publisher } = await publishSamples(cms))
})
afterAll(() => cms.stop())

const post = (path: string, body: unknown) => cms.request('POST', path, { as: publisher, body })
const patch = (path: string, body: unknown) => cms.request('PATCH', path, { as: publisher, body })

const publish = (slug: SampleSlug, changes: Record<string, unknown>) =>
  refusalsOf(cms, publisher, ids, slug, changes)

const cohort = { code: 'PHL-2027-02' }

test.for<[string, SampleSlug, Record<string, unknown>, string, string]>([
  [
    'a class that ends before it starts',
    'cohorts',
    { ...cohort, end: '2027-01-10' },
    'end',
    'The class ends on January 10, 2027, but it starts on January 11, 2027. The end must be after the start.',
  ],
  [
    'an application after the start',
    'cohorts',
    { ...cohort, applyBy: '2027-01-12' },
    'applyBy',
    'People can apply until January 12, 2027, but the class starts on January 11, 2027. Apply by must not be after the start.',
  ],
  [
    'a beginning without an end',
    'cohorts',
    { ...cohort, endTime: null },
    'endTime',
    'Give both the time when the class begins and the time when it ends, or neither.',
  ],
  [
    'an end before the beginning',
    'cohorts',
    { ...cohort, endTime: '16:00' },
    'endTime',
    'The class ends at 16:00, but it begins at 17:30. The end must be later.',
  ],
  [
    'a time that is none',
    'cohorts',
    { ...cohort, startTime: '5:30 pm' },
    'startTime',
    '“5:30 pm” is not a time. Use a 24-hour clock, such as 08:30 or 17:30.',
  ],
  [
    'times without days',
    'cohorts',
    { ...cohort, days: [] },
    'days',
    'Say on which days the class meets at that time.',
  ],
  [
    'a class in person without a place',
    'cohorts',
    { ...cohort, location: null },
    'location',
    'This class meets in person: say where. Online classes need no location.',
  ],
  [
    'more students than seats',
    'cohorts',
    { ...cohort, seatsTaken: 13 },
    'seatsTaken',
    '13 seats are taken, but the class has 12. Correct one of the two.',
  ],
  ['half a seat', 'cohorts', { ...cohort, seats: 12.5 }, 'seats', '12.5 is not a whole number.'],
  [
    'a time zone that is none',
    'cohorts',
    { ...cohort, timeZone: 'Virginia' },
    'timeZone',
    '“Virginia” is not a time zone. Use a name such as America/New_York.',
  ],
  [
    'an offset as time zone',
    'cohorts',
    { ...cohort, timeZone: '-05:00' },
    'timeZone',
    '“-05:00” is not a time zone. Use a name such as America/New_York.',
  ],
  [
    'a code that is taken',
    'cohorts',
    { code: 'PHL-2027-01' },
    'code',
    '“PHL-2027-01” is already the code of another class. Choose another.',
  ],
  [
    'a code with a space',
    'cohorts',
    { code: 'PHL 27' },
    'code',
    '“PHL 27” is not a code. Use capital letters, digits and hyphens, such as PHL-2027-01.',
  ],
  [
    'a malformed slug',
    'posts',
    { slug: 'Order of Draw!' },
    'slug',
    "“Order of Draw!” can't be an address. Use lower-case letters, digits and single hyphens, such as pharmacy-technician.",
  ],
  [
    'an address of the site’s own',
    'pages',
    { slug: 'courses' },
    'slug',
    "“courses” is one of the site's own pages. Choose another address.",
  ],
  [
    'a title without letters and no slug',
    'posts',
    { title: '???', slug: '' },
    'slug',
    'No address can be made from this title. Type one of lower-case letters, digits and hyphens.',
  ],
  [
    'a reviewer without a day',
    'posts',
    { reviewedOn: null },
    'reviewedOn',
    'Say on which day the review took place, or remove the reviewer.',
  ],
  [
    'a day without a reviewer',
    'posts',
    { reviewedBy: null },
    'reviewedBy',
    'Say who reviewed this post, or remove the day of the review.',
  ],
  [
    'a title that search results cut',
    'posts',
    { meta: { title: 'x'.repeat(61) } },
    'meta.title',
    "This title has 61 characters. Search results cut it after 60: shorten it, or leave it empty to use the page's own title.",
  ],
  [
    'a description that says too little',
    'posts',
    { meta: { description: 'Short.' } },
    'meta.description',
    "This description has 6 characters. Search results want 50 to 160: say a little more, or leave it empty to use the page's own summary.",
  ],
  [
    'a description that is cut',
    'posts',
    { meta: { description: 'x'.repeat(161) } },
    'meta.description',
    "This description has 161 characters. Search results want 50 to 160: shorten it, or leave it empty to use the page's own summary.",
  ],
  [
    'a script as original address',
    'posts',
    { meta: { canonical: 'javascript:alert(1)' } },
    'meta.canonical',
    '“javascript:alert(1)” is not an address of a website. It must start with https://, such as https://www.example.org/page.',
  ],
  [
    'hours that do not add up',
    'courses',
    { clockHours: 120 },
    'clockHours',
    'The modules add up to 100 hours, but the course says 120. Correct one of the two, or explain the difference under “Note on hours”.',
  ],
  [
    'a negative price',
    'courses',
    { costs: [{ label: 'Tuition', cents: -1, paidTo: 'school' }] },
    'costs.0.cents',
    'A price cannot be negative. For a discount, lower the price that it applies to.',
  ],
  [
    'a fraction of a cent',
    'courses',
    { costs: [{ label: 'Tuition', cents: 10.5, paidTo: 'school' }] },
    'costs.0.cents',
    'A price is dollars and whole cents, such as 1450.00.',
  ],
  [
    'a price with digits too many',
    'courses',
    { costs: [{ label: 'Tuition', cents: 9_999_999_999_900, paidTo: 'school' }] },
    'costs.0.cents',
    'A price of more than $1,000,000 must be a slip: look for a digit too many.',
  ],
  [
    'a negative number of hours',
    'courses',
    { hoursNote: 'Yes', modules: [{ title: 'Lab', labHours: -1 }] },
    'modules.0.labHours',
    'Hours cannot be negative.',
  ],
  ['no hours a week', 'courses', { hoursPerWeek: 0 }, 'hoursPerWeek', 'Give more than zero hours a week.'],
  [
    'a course code in small letters',
    'courses',
    { code: 'phl' },
    'code',
    '“phl” is not a code. Use two to five capital letters, such as PHL.',
  ],
  [
    'an occupation code without a hyphen',
    'courses',
    { occupationCode: '319097' },
    'occupationCode',
    '“319097” is not an occupation code. It looks like 31-9097.',
  ],
  [
    'a state in words',
    'courses',
    { stateNotes: [{ state: 'Virginia', note: 'x' }] },
    'stateNotes.0.state',
    '“VIRGINIA” is not a state. Use its two capital letters, such as VA.',
  ],
  [
    'a fact that is stale at once',
    'courses',
    {
      careerFacts: [
        {
          label: 'a',
          value: 'b',
          source: 'c',
          url: 'https://d.example',
          asOf: '2026-05-01',
          verifyBy: '2026-04-01',
        },
      ],
    },
    'careerFacts.0.verifyBy',
    'This fact is of May 1, 2026, but to be verified by April 1, 2026, so it would never be shown. Choose a later day.',
  ],
  [
    'a stale certification',
    'certifications',
    { verifyBy: '2026-11-02' },
    'verifyBy',
    'This fact is of November 2, 2026, but to be verified by November 2, 2026, so it would never be shown. Choose a later day.',
  ],
  [
    'an official page that is no web address',
    'certifications',
    { certifierUrl: 'ftp://nhanow.com' },
    'certifierUrl',
    '“ftp://nhanow.com” is not an address of a website. It must start with https://, such as https://www.example.org/page.',
  ],
  [
    'a website whose address has a password',
    'partners',
    { website: 'https://user:secret@partner.example/' },
    'website',
    "“https://user:secret@partner.example/” can't be used: it has a user name or a password, which every visitor would see. Give an address such as https://www.example.org/page.",
  ],
  [
    'a map at a port that there is not',
    'locations',
    { mapUrl: 'https://maps.example:99999/' },
    'mapUrl',
    "“https://maps.example:99999/” can't be used: it has a port above 65535. Give an address such as https://www.example.org/page.",
  ],
  [
    'a ZIP code with four digits',
    'locations',
    { zip: '2323' },
    'zip',
    '“2323” is not a ZIP code. Use five digits, such as 23233.',
  ],
])('%s cannot be published', async ([, slug, changes, field, message]) => {
  expect(await publish(slug, changes)).toEqual({ [field]: message })
})

const button = (link: Record<string, unknown>) => ({
  layout: [{ blockType: 'callToAction', heading: 'Go', link: { label: 'Go', ...link } }],
})
test.for<[string, Record<string, unknown>, string, string]>([
  [
    'a script',
    { kind: 'url', url: 'javascript:alert(1)' },
    'url',
    '“javascript:alert(1)” is not an address of a website. It must start with https://, such as https://www.example.org/page.',
  ],
  [
    'a name with a space',
    { kind: 'url', url: 'https://x y/' },
    'url',
    "“https://x y/” can't be used: it has a space. Give an address such as https://www.example.org/page.",
  ],
  [
    'a telephone number in words',
    { kind: 'url', url: 'tel:call us' },
    'url',
    "“tel:call us” can't be called or written to. Use tel:+18045550142 or mailto:name@example.org.",
  ],
  ['no address', { kind: 'url' }, 'url', 'Give the address that the link leads to.'],
  ['no document', { kind: 'document' }, 'document', 'Choose the document that the link leads to.'],
  ['no list page', { kind: 'section' }, 'section', 'Choose the list page that the link leads to.'],
])('a link that leads to %s cannot be published', async ([, link, field, message]) => {
  expect(await publish('pages', button(link))).toEqual({ [`layout.0.link.${field}`]: message })
})

test('links to a document, a list page, a telephone and another site can be published', async () => {
  const links = [
    { kind: 'document', document: { relationTo: 'posts', value: ids.posts } },
    { kind: 'section', section: 'courses' },
    { kind: 'url', url: 'tel:+18045550142' },
    { kind: 'url', url: 'https://www.example.org/' },
  ]
  for (const link of links) expect(await publish('pages', button(link))).toEqual({})
})

test('all missing required fields are reported at once, each with its own message', async () => {
  const { status, body } = await post('/api/courses', { _status: 'published' })
  expect(status).toBe(400)
  const fields = body.errors[0].data.errors.map(({ path }: { path: string }) => path)
  expect(fields).toEqual(expect.arrayContaining(['title', 'slug', 'code', 'summary', 'family', 'clockHours']))
})

test('a draft may be incomplete and wrong, and cannot be published until it is right', async () => {
  const { status, body } = await post('/api/cohorts?draft=true', { start: '2027-02-01', end: '2027-01-01' })
  expect(status).toBe(201)
  const refused = await patch(`/api/cohorts/${body.doc.id}`, { _status: 'published' })
  expect(refused.status).toBe(400)
  const fields = refused.body.errors[0].data.errors.map(({ path }: { path: string }) => path)
  expect(fields).toEqual(expect.arrayContaining(['course', 'code', 'end', 'seats']))
  const kept = await cms.request('GET', `/api/cohorts/${body.doc.id}?draft=true&depth=0`, { as: publisher })
  expect(kept.body).toMatchObject({ end: '2027-01-01T12:00:00.000Z', _status: 'draft' })
})

test('a day stays that day, in each form in which it can be sent', async () => {
  for (const start of ['2027-01-11', '2027-01-11T00:00:00.000Z', '2027-01-11T23:30:00.000-05:00']) {
    const { body } = await post('/api/cohorts?draft=true', { start })
    expect(body.doc.start).toBe('2027-01-11T12:00:00.000Z')
  }
})

test('a post cannot be related to itself', async () => {
  const { status, body } = await patch(`/api/posts/${ids.posts}`, {
    relatedPosts: [ids.posts],
    _status: 'published',
  })
  expect(status).toBe(400)
  expect(body.errors[0].data.errors).toMatchObject([
    { path: 'relatedPosts', message: 'A post cannot be related to itself. Take it out of this list.' },
  ])
})

test('the date of a post is its first publish, and stays', async () => {
  const before = Date.now()
  const { body } = await post('/api/posts', sampleOf('posts', ids, { slug: 'dated', publishedAt: undefined }))
  const { publishedAt, id } = body.doc
  expect(Date.parse(publishedAt)).toBeGreaterThanOrEqual(before)
  await patch(`/api/posts/${id}?draft=true`, { title: 'Changed' })
  const again = await patch(`/api/posts/${id}`, { _status: 'published' })
  expect(again.body.doc.publishedAt).toBe(publishedAt)
  const draft = await post('/api/posts?draft=true', { title: 'Not yet' })
  expect(draft.body.doc.publishedAt ?? null).toBeNull()
})

test('what is live can be taken down while its draft is incomplete, and the draft is kept', async () => {
  const { body } = await post('/api/posts', sampleOf('posts', ids, { slug: 'half-rewritten' }))
  const { id } = body.doc
  expect((await patch(`/api/posts/${id}?draft=true`, { excerpt: '', reviewedOn: null })).status).toBe(200)
  const { status, body: answer } = await patch(`/api/posts/${id}`, { _status: 'draft' })
  expect(status, JSON.stringify(answer)).toBe(200)
  expect((await cms.request('GET', `/api/posts/${id}`)).status).toBe(404)
  const kept = await cms.request('GET', `/api/posts/${id}?draft=true&depth=0`, { as: publisher })
  expect(kept.body).toMatchObject({ slug: 'half-rewritten', excerpt: '', _status: 'draft' })
})
