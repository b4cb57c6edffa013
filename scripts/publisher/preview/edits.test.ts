import fc from 'fast-check'
import { DomUtils, ElementType, parseDocument } from 'htmlparser2'
import {
  type CollectionSlug,
  type PreviewAnswer,
  PreviewAnswerSchema,
  type PreviewEdit,
  type PreviewRequest,
} from 'shared-types'
import { fieldsOf } from 'shared-types/test/generated-documents'
import { sampleId } from 'shared-types/test/sample-documents'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestPublisher } from '../test/publisher'
import { TestSchool, type Fields, ids } from '../test/school'

let publisher: TestPublisher
beforeAll(async () => {
  publisher = await TestPublisher.start({ school: new TestSchool({ posts: 4 }) })
})
afterAll(() => publisher?.close())

const at = '2027-01-04T15:30:00.000Z'
type Page = Extract<PreviewAnswer, { state: 'page' }>

const asDocument = (slug: string, data: Fields): PreviewRequest['documents'][number] => ({
  ...{ slug, id: String(data.id ?? ''), updatedAt: at, data: { updatedAt: at, ...data } },
})

async function ask(request: PreviewRequest): Promise<PreviewAnswer> {
  const response = await publisher.post(request, { path: '/preview' })
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error(JSON.stringify(answer))
  return PreviewAnswerSchema.parse(answer)
}

async function pageWithEdits(slug: string, data: Fields, more: Partial<PreviewRequest> = {}): Promise<Page> {
  const documents = [asDocument(slug, data), ...(more.documents ?? [])]
  const answer = await ask({ withEdits: true, ...more, documents })
  if (answer.state !== 'page') throw new Error(JSON.stringify(answer))
  return answer
}

const document = (slug: CollectionSlug, id: string, fields: Fields = {}) => ({
  ...publisher.school.document(slug, id),
  ...fields,
})

const withoutEdits = (html: string) => html.replace(/ data-edit="[\d ]+"/g, '')

/** The edits of the first element in the body with a text directly in it, or with an attribute that has it. */
function editsAt({ html, edits }: Page, text: string): (PreviewEdit | undefined)[] {
  const body = DomUtils.getElementsByTagName('body', parseDocument(html))
  const found = DomUtils.findOne(
    ({ name, children, attribs }) =>
      name !== 'script' &&
      (children.some((child) => child.type === ElementType.Text && child.data.includes(text)) ||
        Object.values(attribs).some((value) => value.includes(text))),
    body,
  )
  const numbers = found?.attribs['data-edit']?.split(' ') ?? []
  return numbers.map((number) => edits[Number(number)])
}

const fieldsAt = (page: Page, text: string) =>
  editsAt(page, text).map((edit) => edit && `${edit.slug} ${edit.field}`)

test('each text of a page says which field it comes from', async () => {
  const page = await pageWithEdits(
    'courses',
    document('courses', ids.course, { title: 'Phlebotomy by night' }),
  )
  expect(editsAt(page, 'Phlebotomy by night')[0]).toEqual({
    ...{ slug: 'courses', id: ids.course, field: 'title', title: 'Phlebotomy by night' },
  })
  expect(fieldsAt(page, 'Learn to draw blood.')[0]).toBe('courses summary')
  expect(fieldsAt(page, 'Exam fee')[0]).toBe('courses costs.1.label')
  expect(fieldsAt(page, 'Eight weeks of class')[0]).toBe('courses overview.root.children.0.children.0.text')
})

test('so does what cannot carry a mark: a price, a number and a picture', async () => {
  const page = await pageWithEdits('courses', document('courses', ids.course))
  expect(fieldsAt(page, '$129')[0]).toBe('courses costs.1.cents')
  expect(fieldsAt(page, '$300')).toContain('courses paymentPlan.installment')
  expect(fieldsAt(page, '/media/')).toContain('courses picture')
})

test('so do days, times and choices, on the page of another document, too', async () => {
  const own = await pageWithEdits('cohorts', document('cohorts', ids.cohort))
  expect(own.path).toBe('/courses/phlebotomy-technician/')
  expect(fieldsAt(own, 'Mon, January 11, 2027')[0]).toBe('cohorts start')
  expect(fieldsAt(own, 'Mon and Wed, 5:30')).toEqual(
    expect.arrayContaining(['cohorts days.0', 'cohorts days.1', 'cohorts startTime', 'cohorts endTime']),
  )
  expect(fieldsAt(own, '9 left')[0]).toBe('cohorts seatsTaken')
  expect(fieldsAt(own, '$129')[0]).toBe('courses costs.1.cents')
  const inCourse = await pageWithEdits('courses', document('courses', ids.course))
  expect(editsAt(inCourse, 'Mon, January 11, 2027')[0]).toEqual({
    ...{ slug: 'cohorts', id: ids.cohort, field: '', title: 'PHL-2027-01' },
  })
})

/** The fields of all elements with their own text in the parts that run in the browser, by their texts. */
function fieldsInIslands({ html, edits }: Page): Map<string, string[]> {
  const islands = DomUtils.getElementsByTagName('astro-island', parseDocument(html))
  const elements = DomUtils.findAll(({ attribs }) => 'data-edit' in attribs, islands)
  return new Map(
    elements.map(({ children, attribs }) => [
      children
        .map((child) => (child.type === ElementType.Text ? child.data : ''))
        .join('')
        .trim(),
      attribs['data-edit']!.split(' ').map((number) => {
        const { slug, field } = edits[Number(number)]!
        return `${slug} ${field}`
      }),
    ]),
  )
}

test('so do texts and prices in lists that visitors filter', async () => {
  const course = await pageWithEdits('courses', document('courses', ids.course), { path: '/courses/' })
  const inCourses = fieldsInIslands(course)
  expect(inCourses.get('Phlebotomy Technician')?.[0]).toBe('courses title')
  expect(inCourses.get('$1,579')?.[0]).toBe('courses costs.0.cents')
  const start = await pageWithEdits('cohorts', document('cohorts', ids.cohort), { path: '/start-dates/' })
  const inStarts = fieldsInIslands(start)
  expect(inStarts.get('Mon, Jan 11, 2027')?.[0]).toBe('cohorts start')
  expect(inStarts.get('Ask for PHL-2027-01')?.[0]).toBe('cohorts code')
})

test('a gap says which field is missing', async () => {
  const page = await pageWithEdits('posts', document('posts', 'post-2', { excerpt: null }))
  expect(page.gaps.map(({ field }) => field)).toEqual(['excerpt'])
  expect(fieldsAt(page, '[excerpt]')[0]).toBe('posts excerpt')
  expect(fieldsAt(page, 'Post number 2')[0]).toBe('posts title')
})

test('a global says so, too', async () => {
  const page = await pageWithEdits('site-settings', publisher.school.globals['site-settings']!)
  const own = page.edits.filter(({ slug }) => slug === 'site-settings')
  expect(own.filter(({ title }) => title !== undefined)).toEqual([])
  const fields = own.map(({ field }) => field)
  expect(fields).toEqual(expect.arrayContaining(['schoolName', 'address.street', 'phone']))
})

test('a text that looks like a mark, or like an attribute, changes nothing', async () => {
  const title = 'Blood \uE000\uE010\uE001 data-edit="0" <b data-edit="1">'
  const page = await pageWithEdits('courses', document('courses', ids.course, { title }))
  const plain = await ask({ documents: [asDocument('courses', document('courses', ids.course, { title }))] })
  expect(plain.state === 'page' && plain.html).toBe(withoutEdits(page.html))
  expect(fieldsAt(page, 'Learn to draw blood.')[0]).toBe('courses summary')
})

test('a page that is only looked at overtakes, and the other one still gets all of its places', async () => {
  const course = document('courses', ids.course)
  const alone = await pageWithEdits('courses', course)
  const [withEdits, ...plain] = await Promise.all([
    pageWithEdits('courses', course),
    ...[1, 2].map(() => ask({ documents: [asDocument('courses', course)] })),
  ])
  expect(plain.map(({ state }) => state)).toEqual(['page', 'page'])
  expect(withEdits).toEqual(alone)
})

/** The part of the page that is not the same on every page. */
const mainOf = (html: string) => /<main.*<\/main>/s.exec(html)?.[0] ?? ''

async function countPages(documents: PreviewRequest['documents'], paths: readonly string[]) {
  const without: string[] = []
  for (const path of paths) {
    const request = { documents, path }
    const plain = await ask(request)
    // A generated document may be one that no page can be made of.
    if (plain.state !== 'page') continue
    const answer = await ask({ ...request, withEdits: true })
    if (answer.state !== 'page') throw new Error(JSON.stringify(answer))
    expect([path, withoutEdits(answer.html) === plain.html]).toEqual([path, true])
    expect(answer.html).not.toMatch(/[\uE000\uE001]/)
    if (!mainOf(answer.html).includes(' data-edit="')) without.push(path)
  }
  return { share: 1 - without.length / paths.length, without }
}

const pathsOfSchool = async () =>
  (await pageWithEdits('site-settings', publisher.school.globals['site-settings']!)).places

test('every page of a school has places, and is the same without them, byte for byte', async () => {
  const paths = await pathsOfSchool()
  const { share, without } = await countPages([asDocument('posts', document('posts', 'post-2'))], paths)
  console.log(`Click to edit: ${100 * share} % of ${paths.length} pages`)
  expect(without).toEqual([])
}, 120_000)

test('so has nearly every page of edge-case content', async () => {
  const { collections } = publisher.school
  const idsOf = (slug: CollectionSlug) => collections[slug].map(({ id }) => String(id))
  const generated = (slug: CollectionSlug, seed: number) => {
    const [data = {}] = collections[slug]
    const [fields] = fc.sample(fieldsOf(slug, idsOf, false), { seed, numRuns: 1 })
    // The addresses stay.
    return asDocument(slug, { ...data, ...fields, slug: data.slug, filename: data.filename })
  }
  const slugs = ['locations', 'faqs', 'people', 'courses', 'cohorts', 'posts', 'categories'] as const
  const documents = slugs.map((slug, index) => generated(slug, index + 1))
  const paths = [
    '/',
    '/courses/phlebotomy-technician/',
    '/blog/order-of-draw/',
    '/people/dana-reyes/',
  ].concat([
    '/courses/',
    '/courses/compare/',
    '/start-dates/',
    '/questions/',
    '/contact/',
    '/blog/',
    '/people/',
  ])
  const { share, without } = await countPages(documents, paths)
  console.log(`Click to edit with edge-case content: ${(100 * share).toFixed(1)} % of ${paths.length} pages`)
  expect([share >= 0.95, without]).toEqual([true, without])
}, 120_000)

test('nothing of it goes live', async () => {
  await pageWithEdits('courses', document('courses', ids.course))
  await publisher.publish((school) => school.change('courses', ids.course, { hardPart: 'The second stick.' }))
  await publisher.publish((school) => school.change('faqs', sampleId('faqs'), { question: 'Is it hard?' }))
  for (const [file, { text }] of publisher.liveFiles()) {
    expect([file, /data-edit|preview-place|[\uE000-\uE01F]/.test(text)]).toEqual([file, false])
  }
})
