import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { addDays, type LivePageClaim } from 'shared-types'
import { documentLink, paragraph, richText, typedLink, words } from 'shared-types/test/rich-text'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { report, reportSecrets, sendReport } from '../../test/release-reports'
import { publishSamples, type SampleIds, type SampleSlug, sampleOf } from '../../test/sample-documents'
import { makeAllDue } from '../../test/schedule'
import { uploadWaiting } from '../../test/uploads'
import { refreshFindings } from './refresh-findings'
import type { Attention, AttentionLines } from './attention'

let cms: TestCms
let publisher: TestUser
let ids: SampleIds
const today = new Date().toISOString().slice(0, 10)

beforeAll(async () => {
  cms = await startCms(reportSecrets())
  ;({ as: publisher, ids } = await publishSamples(cms))
  await refreshFindings(cms.payload)
})
afterAll(() => cms.stop())

const attention = async (query = '', as: TestUser | undefined = publisher) =>
  (await cms.request('GET', `/api/attention${query}`, { as })).body as Attention
const groupOf = async (group: string) =>
  (await attention(`?group=${group}`)).groups[0] as AttentionLines | undefined
const linesOf = async (group: string) =>
  ((await groupOf(group))?.lines ?? []).map(({ title, field, due }) => `${due} ${title}: ${field}`)

let count = 0
/** A live document as a script on the server writes it, which no check refuses. */
async function live(slug: SampleSlug, changes: Record<string, unknown>): Promise<string> {
  const number = ++count
  const own = slug === 'cohorts' ? { code: `ATT-${number}` } : { slug: `attention-${number}` }
  const data = { ...sampleOf(slug, ids, changes), ...own } as never
  return String((await cms.payload.create({ collection: slug, data })).id)
}
const change = async (slug: string, id: string, body: object, method = 'PATCH') => {
  const answer = await cms.request(method, `/api/${slug}/${id}`, { as: publisher, body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
}

test('what is due is listed by its group with its field, the longest due first, until it is mended', async () => {
  const fact = (verifyBy: string) => ({
    ...{ label: 'Wage', value: '$ 20', source: 'BLS', url: 'https://bls.gov', asOf: '2020-01-01' },
    verifyBy: `${verifyBy}T12:00:00.000Z`,
  })
  const course = await live('courses', {
    title: 'Old facts',
    careerFacts: [fact(addDays(today, 20)), fact(addDays(today, -40)), fact(addDays(today, 90))],
    approvals: [{ body: 'Board', status: 'approved', reference: '7', expires: addDays(today, 50) }],
  })
  expect(await linesOf('facts')).toEqual([
    expect.stringMatching(`^${addDays(today, -40)} Old facts: .* › 2 › `),
    expect.stringMatching(`^${addDays(today, 20)} Old facts: .* › 1 › `),
  ])
  expect(await linesOf('approvals')).toHaveLength(1)
  expect(await linesOf('courses')).toContainEqual(expect.stringContaining('Old facts'))
  expect((await groupOf('facts'))?.lines[0]).toMatchObject({
    href: `/admin/collections/courses/${course}#field-careerFacts__1__verifyBy`,
    message: expect.stringContaining('the site does not show it'),
  })
  await change('courses', course, { careerFacts: [], _status: 'published' })
  expect(await groupOf('facts')).toBeUndefined()
  await change('courses', course, { _status: 'draft' })
  expect(await groupOf('approvals')).toBeUndefined()
})

test('reviews, quotes, placeholders and pictures are listed', async () => {
  const clinical = await live('categories', { title: 'Clinical', description: 'd', needsReview: true })
  const post = await live('posts', {
    title: 'Unreviewed TK',
    categories: [clinical],
    reviewedBy: null,
    reviewedOn: null,
  })
  await live('posts', { title: 'Reviewed long ago', reviewedOn: `${addDays(today, -400)}T12:00:00.000Z` })
  await live('testimonials', { attribution: 'Dana R.', isSample: false })
  const picture = await uploadWaiting(cms, publisher)
  await cms.payload.update({ collection: 'media', id: picture.id, data: { published: true, credit: 'me' } })
  expect(await groupOf('pictures')).toBeUndefined()
  await cms.payload.db.updateOne({ collection: 'media', id: picture.id, data: { alt: '' } })
  await cms.payload.kv.delete('live-findings')
  await refreshFindings(cms.payload)

  const found = async (group: string) => ((await groupOf(group))?.lines ?? []).map(({ title }) => title)
  expect(await found('reviews')).toEqual(['Reviewed long ago', 'Unreviewed TK'])
  expect(await linesOf('reviews')).toContainEqual(expect.stringContaining(addDays(today, -35)))
  expect(await found('checks')).toContain('Unreviewed TK')
  expect(await found('testimonials')).toEqual(['Dana R.'])
  expect(await found('pictures')).toEqual([picture.filename])
  await change('posts', post, {}, 'DELETE')
  expect(await found('reviews')).toEqual(['Reviewed long ago'])
})

test('a class that has begun is listed only if its first day was over when it was entered, until that is mended', async () => {
  const days = (from: number) => ({
    start: `${addDays(today, from)}T12:00:00.000Z`,
    end: `${addDays(today, from + 60)}T12:00:00.000Z`,
    applyBy: null,
  })
  /** After `work` on a later day; the session of the publisher is over by then. */
  const listedAfter = async (work: () => Promise<unknown>) => {
    vi.useFakeTimers({ now: new Date(`${addDays(today, 20)}T18:00:00.000Z`), toFake: ['Date'] })
    await work().finally(() => vi.useRealTimers())
    return ((await groupOf('starts'))?.lines ?? []).map(({ title }) => title)
  }
  const free = { seats: 12, seatsTaken: 3, status: 'open' }
  const late = await live('cohorts', { ...days(-30), ...free })
  expect(await linesOf('starts')).toEqual([
    expect.stringContaining(`${addDays(today, -30)} ATT-${count}: First day`),
  ])
  await change('cohorts', late, { status: 'full', _status: 'published' })
  expect(await linesOf('starts')).toEqual([])

  const begins = await live('cohorts', { ...days(10), ...free })
  const write = (data: object) => () => cms.payload.update({ collection: 'cohorts', id: begins, data })
  expect(await listedAfter(() => refreshFindings(cms.payload))).toEqual([])
  expect(await listedAfter(write({ seatsTaken: 4 }))).toEqual([])
  expect(await listedAfter(write(days(15)))).toEqual([`ATT-${count}`])
  expect(await listedAfter(write(days(25)))).toEqual([])
  await cms.payload.kv.delete('live-findings')
  await refreshFindings(cms.payload)
})

test('a course whose last start is cancelled or moved to another course is listed, and one with a new start is not', async () => {
  const course = await live('courses', { title: 'With a start' })
  const titles = async () => ((await groupOf('courses'))?.lines ?? []).map(({ title }) => title)
  expect(await titles()).toContain('With a start')
  const cohort = await live('cohorts', { course })
  expect(await titles()).not.toContain('With a start')
  await change('cohorts', cohort, { course: ids.courses, _status: 'published' })
  expect(await titles()).toContain('With a start')
  await change('cohorts', cohort, { course, _status: 'published' })
  expect(await titles()).not.toContain('With a start')
  await change('cohorts', cohort, { status: 'cancelled', _status: 'published' })
  expect(await titles()).toContain('With a start')
})

test('as days pass, and when a partner takes its name back, the documents that depend on it are checked again', async () => {
  const until = addDays(today, 200)
  const agreed = {
    isSample: false,
    consent: true,
    consentOn: '2026-01-05T12:00:00.000Z',
    consentNote: 'Filed.',
  }
  await live('testimonials', { ...agreed, attribution: 'Lee P.', confirmedUntil: `${until}T12:00:00.000Z` })
  const titles = async (group: string) => ((await groupOf(group))?.lines ?? []).map(({ title }) => title)
  const on = async (day: string) => {
    vi.useFakeTimers({ now: new Date(`${day}T18:00:00.000Z`), toFake: ['Date'] })
    await refreshFindings(cms.payload)
    vi.useRealTimers()
    return (await groupOf('testimonials'))?.lines.find(({ title }) => title === 'Lee P.')?.message
  }
  expect(await on(addDays(until, -61))).toBeUndefined()
  expect(await on(addDays(until, -60))).toMatch(
    /^The person agreed to be quoted until .* Ask them again before then/,
  )
  expect(await on(addDays(until, 1))).toMatch(/that day has passed/)
  // Back to today, which no one passes twice.
  await cms.payload.kv.delete('live-findings')
  await refreshFindings(cms.payload)

  const partner = await live('partners', {
    name: 'Corner Clinic',
    agreementStatus: 'signed',
    mayUseName: true,
  })
  await live('faqs', { question: 'Where?', answer: richText(paragraph(words('At Corner Clinic.'))) })
  await refreshFindings(cms.payload)
  expect(await titles('checks')).not.toContain('Where?')
  await change('partners', partner, { mayUseName: false, _status: 'published' })
  await refreshFindings(cms.payload)
  expect(await titles('checks')).toContain('Where?')
})

test('links to what is scheduled to leave the site are listed until that is cancelled or done, or they are mended', async () => {
  const leaving = await live('categories', { title: 'Leaving soon', description: 'd' })
  const path = `/blog/category/attention-${count}/`
  const link = (node: object) => ({ answer: richText(paragraph(words('See '), node)) })
  const linked = link(documentLink('the category', 'categories', leaving))
  const chosen = await live('faqs', { question: 'Chosen?', ...linked })
  await live('faqs', { question: 'Typed?', ...link(typedLink('typed', path)) })
  await live('faqs', { question: 'Other?', ...link(typedLink('the blog', '/blog/')) })
  const listed = async () => {
    await refreshFindings(cms.payload)
    const lines = (await groupOf('checks'))?.lines ?? []
    return lines.filter(({ message }) => message.includes('scheduled to leave'))
  }
  const at = new Date(Date.now() + 86_400_000).toISOString()
  const send = (method: string, query: string, body?: object) =>
    cms.request(method, `/api/scheduled-changes${query}`, { as: publisher, body })
  const schedule = async () => {
    const { status, body } = await send('POST', `?collection=categories&id=${leaving}`, {
      type: 'unpublish',
      at,
    })
    expect(status).toBe(201)
    return body.id as string
  }
  expect(await listed()).toEqual([])

  const first = await schedule()
  const lines = await listed()
  expect(lines.map(({ title }) => title).toSorted()).toEqual(['Chosen?', 'Typed?'])
  expect(lines.find(({ title }) => title === 'Chosen?')).toMatchObject({
    href: `/admin/collections/faqs/${chosen}#field-answer`,
    message: expect.stringMatching(
      /^The link “the category” leads to “Leaving soon”, which is .* on \w{3}, \w{3} \d/,
    ),
  })
  expect((await send('DELETE', `/${first}`)).status).toBe(200)
  expect(await listed()).toEqual([])

  await schedule()
  expect(await listed()).toHaveLength(2)
  const unlinked = { answer: richText(paragraph(words('No link.'))), _status: 'published' }
  await change('faqs', chosen, unlinked)
  expect((await listed()).map(({ title }) => title)).toEqual(['Typed?'])
  // A link that comes later.
  await cms.payload.update({ collection: 'faqs', id: chosen, data: linked as never })
  expect(await listed()).toHaveLength(2)
  await makeAllDue(cms.payload)
  await cms.payload.jobs.run({ silent: true })
  expect((await cms.request('GET', `/api/categories/${leaving}`)).status).toBe(404)
  expect(await listed()).toEqual([])
})

test('the dashboard gets five lines of each group and its count, and the claims of the newest release', async () => {
  for (let number = 0; number < 7; number++) await live('faqs', { question: `What is TK ${number}?` })
  const checks = (await attention()).groups.find(({ group }) => group === 'checks')
  expect(checks?.lines).toHaveLength(5)
  expect(checks?.count).toBeGreaterThanOrEqual(7)
  expect((await groupOf('checks'))?.lines).toHaveLength(checks!.count)

  const claim = (path: string): LivePageClaim => ({
    ...{ path, rule: 'Promise of a job', level: 'blocks', place: 'alt' },
    ...{ sentence: 'A guaranteed job.', words: 'guaranteed job' },
  })
  const paths = ['/courses/phlebotomy-technician/', '/', '/search/']
  expect((await sendReport(cms, report({ number: 1, claims: paths.map(claim) }))).status).toBe(200)
  expect((await groupOf('claims'))?.lines).toMatchObject([
    {
      title: paths[0],
      href: `/admin/collections/courses/${ids.courses}`,
      message: 'says in the alternative text of a picture: “A guaranteed job.” (Promise of a job)',
    },
    { href: '/admin/globals/home' },
    { href: 'http://localhost:4321/search/' },
  ])
})

test('a claim leads to the field with its words: of the page’s document, of one that it shows, or of a global', async () => {
  const course = await live('courses', { title: 'Sure', summary: 'We train you. We find you a sure job.' })
  const path = `/courses/attention-${count}/`
  await cms.payload.db.updateOne({ collection: 'media', id: ids.media, data: { alt: 'A job, for sure' } })
  await cms.payload.updateGlobal({
    slug: 'announcement',
    data: { enabled: true, message: 'Jobs are certain. Come on Friday.', _status: 'published' },
  })
  const claims = [
    { place: 'text', sentence: 'We find you a sure job.', words: 'sure job' },
    { place: 'alt', sentence: 'A job, for sure', words: 'job for sure' },
    { place: 'text', sentence: 'Jobs are certain.', words: 'jobs are certain' },
    // Put together by the page.
    { place: 'title', sentence: 'Sure: all of it', words: 'sure' },
    { place: 'text', sentence: 'Nobody has these words.', words: 'nobody has' },
  ].map((claim) => ({ ...claim, path, rule: 'Jobs', level: 'warns' }) as LivePageClaim)
  expect((await sendReport(cms, report({ number: 2, claims }))).status).toBe(200)
  const form = `/admin/collections/courses/${course}`
  expect((await groupOf('claims'))?.lines.map(({ title, href, field }) => [title, href, field])).toEqual([
    [path, `${form}#field-summary`, expect.stringMatching(/Summary$/)],
    [
      path,
      `/admin/collections/media/${ids.media}#field-alt`,
      expect.stringMatching(/^picture or pdf “.*” › Alternative text$/),
    ],
    [path, '/admin/globals/announcement#field-message', expect.stringMatching(/^announcement › .*Message$/)],
    [path, `${form}#field-title`, expect.stringMatching(/Title$/)],
    [path, form, undefined],
  ])
})

test('staff of each role get the list, visitors get none, and a wrong group is refused', async () => {
  for (const role of ['admin', 'editor', 'author']) {
    expect((await attention('', await cms.user(role))).isComplete).toBe(true)
  }
  expect((await cms.request('GET', '/api/attention')).status).toBe(403)
  expect((await cms.request('GET', '/api/attention?group=nonsense', { as: publisher })).status).toBe(400)
  const asAdmin = { as: await cms.user('admin') }
  expect((await cms.request('GET', '/api/live-findings', asAdmin)).status).toBe(403)
})
