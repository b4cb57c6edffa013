import type { CollectionSlug, GlobalSlug } from 'shared-types'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { testSchool } from '../../test/school'
import type { RawSchool } from '../../test/school'
import type { SiteBundle } from './bundle'
import { compiledBundle } from '../../test/builds'
import { createTestPublisher } from '../../test/publisher'
import type { TestPublisher } from '../../test/publisher'

let site: SiteBundle
beforeAll(async () => {
  site = (await compiledBundle()).site
})

const today = '2027-01-04'
let school: RawSchool
let publisher: TestPublisher
beforeEach(async () => {
  school = testSchool()
  publisher = createTestPublisher(site)
  await publisher.publish(school, today)
})

/** Publishes another version of a document. */
function change(collection: CollectionSlug, id: string, fields: Record<string, unknown>): void {
  school.collections[collection] = school.collections[collection].map((document) =>
    document.id === id ? { ...document, ...fields, updatedAt: '2026-12-24T12:00:00.000Z' } : document,
  )
}
function changeGlobal(slug: GlobalSlug, fields: Record<string, unknown>): void {
  school.globals[slug] = { ...school.globals[slug], ...fields }
}
function remove(collection: CollectionSlug, id: string): void {
  school.collections[collection] = school.collections[collection].filter((document) => document.id !== id)
}
function add(collection: CollectionSlug, fields: Record<string, unknown>): void {
  const [sample] = school.collections[collection]
  school.collections[collection] = [...school.collections[collection], { ...sample, ...fields }]
}
async function publish(day = today) {
  const before = new Map(publisher.files)
  const step = await publisher.publish(school, day)
  expect(await publisher.renderAfresh()).toEqual(publisher.files)
  const different = [...publisher.files].filter(([file, text]) => before.get(file) !== text)
  return { ...step, filesChanged: different.length }
}

/** The sitemap files with the date of a changed post: its part, the part with `/blog/`, and the index. */
const sitemapOfPosts = ['/sitemap-blog-1.xml', '/sitemap-pages.xml', '/sitemap.xml']
const postPages = Array.from({ length: 30 }, (_, index) => `/blog/post-number-${index + 1}/`)

test('without a change no page is rendered', async () => {
  school.collections.posts = school.collections.posts.map((post) => structuredClone(post)).reverse()
  expect(await publish()).toEqual({ rendered: [], removed: [], filesChanged: 0 })
})

test('a renamed author renders exactly the pages that show the author', async () => {
  change('people', 'ben-ode', { name: 'Ben A. Ode' })
  expect((await publish()).rendered).toEqual([
    '/blog/dea-number/',
    '/people/',
    '/people/ben-ode/',
    '/search/',
    '/sitemap-pages.xml',
    '/sitemap.xml',
  ])
  change('people', 'ana-reyes', { name: 'Ana M. Reyes' })
  const { rendered, filesChanged } = await publish()
  expect(rendered).toEqual(
    [
      '/blog/dea-number/',
      ...postPages,
      '/people/',
      '/people/ana-reyes/',
      '/search/',
      '/sitemap-pages.xml',
      '/tuition/',
    ].sort(),
  )
  expect(filesChanged).toBe(rendered.length)
})

test('an edited post renders its page, the lists that show it and the posts next to it', async () => {
  change('posts', 'post-09', { title: 'A better title' })
  const { rendered, filesChanged } = await publish()
  expect(rendered).toEqual([
    '/blog/category/study/',
    '/blog/category/study/rss.xml',
    '/blog/page/2/',
    // The posts before and after, and those of its category that come next and name it as related.
    '/blog/post-number-10/',
    '/blog/post-number-11/',
    '/blog/post-number-13/',
    '/blog/post-number-15/',
    '/blog/post-number-8/',
    '/blog/post-number-9/',
    '/people/ana-reyes/',
    '/rss.xml',
    ...sitemapOfPosts,
  ])
  expect(filesChanged).toBe(rendered.length)
})

test('an edit of only the body of a post renders its page and the sitemap', async () => {
  const [first] = school.collections.posts
  change('posts', 'post-09', { body: { root: { children: [first?.body] } } })
  change('posts', 'post-09', { body: structuredClone(first?.body) })
  change('posts', 'post-09', { meta: { title: 'For search engines', noindex: true } })
  expect((await publish()).rendered).toEqual(['/blog/post-number-9/', ...sitemapOfPosts])
})

test('a new post renders the front of the blog, its category, its author and the post that was the newest before', async () => {
  add('posts', {
    id: 'new',
    slug: 'new',
    title: 'New',
    authors: ['ben-ode'],
    publishedAt: '2026-12-24T12:00:00.000Z',
  })
  expect(await publish()).toMatchObject({
    rendered: [
      '/',
      '/blog/',
      '/blog/category/study/',
      '/blog/category/study/rss.xml',
      '/blog/dea-number/',
      '/blog/new/',
      '/people/ben-ode/',
      '/rss.xml',
      // The other sitemap files keep their latest date, so only the part of the post changes.
      '/sitemap-blog-1.xml',
    ]
      .concat(['/blog/category/pharmacy/'])
      .sort(),
    removed: [],
  })
})

test('a page with a new slug leaves its old URL, and every link to it follows', async () => {
  change('posts', 'post-31', { slug: 'dea-numbers' })
  const { rendered, removed } = await publish()
  expect(removed).toEqual(['/blog/dea-number/'])
  expect(rendered).toContain('/blog/dea-numbers/')
  expect(rendered).toContain('/old-post/')
  expect(rendered).toContain('/redirects.json')
  expect(publisher.files.get('old-post/index.html')).toContain('/blog/dea-numbers/')
})

test('an unpublished page leaves every menu, and the redirect from its URL replaces it', async () => {
  remove('pages', 'page-tuition')
  const { removed, rendered } = await publish()
  expect(removed).toEqual(['/tuition/card.png'])
  expect(publisher.files.get('tuition/index.html')).toContain('This page has moved')
  // All files but feeds (3), calendars (3), robots.txt, the manifest, other redirects (2), two files of the sitemap, and cards.
  const cards = [...publisher.files.keys()].filter(isCard)
  expect(rendered).toHaveLength(publisher.files.size - 12 - cards.length)
})

test('a new redirect renders its own page and the map, and no other redirect', async () => {
  add('redirects', { id: 'r9', from: '/brochure/', kind: 'address', document: null, address: '/courses/' })
  expect((await publish()).rendered).toEqual(['/brochure/', '/redirects.json'])
  remove('redirects', 'r9')
  expect(await publish()).toMatchObject({ rendered: ['/redirects.json'], removed: ['/brochure/'] })
})

test('the next day renders the pages with a date that has passed, and the pages that call today()', async () => {
  expect((await publish('2027-01-05')).rendered).toEqual([
    '/',
    '/courses/',
    '/courses/pharmacy-technician/',
    '/courses/pharmacy-technician/start-dates.ics',
    '/start-dates.ics',
    '/start-dates/',
    '/tuition/',
  ])
})

test('on the day after its last day, an announcement leaves every page', async () => {
  await publish('2027-01-09')
  const { rendered } = await publish('2027-01-10')
  expect(rendered).toHaveLength(
    [...publisher.files.keys()].filter((file) => file.endsWith('.html')).length - 2,
  )
})

test('a changed price renders the course, the lists with prices and the posts that offer the course', async () => {
  change('courses', 'course-pht', {
    costs: [
      { id: 'c1', label: 'Tuition', cents: 250000, paidTo: 'school', included: false, refundable: true },
    ],
  })
  expect((await publish()).rendered).toEqual([
    '/',
    '/blog/dea-number/',
    '/courses/',
    '/courses/compare/',
    '/courses/pharmacy-technician/',
    '/sitemap-pages.xml',
    '/sitemap.xml',
    '/start-dates/',
    '/tuition/',
  ])
})

const isCard = (path: string): boolean => path.endsWith('card.png')

test('a card is drawn again only when something that it shows changes', async () => {
  const drawn = async () => (await publish()).rendered.filter(isCard)
  change('courses', 'course-pht', { summary: 'Another summary.', position: 9, hoursPerWeek: 3 })
  change('cohorts', 'phl', { seatsTaken: 11 })
  change('posts', 'post-09', { title: 'A better title' })
  expect(await drawn()).toEqual([])
  change('courses', 'course-pht', { durationWeeks: 30 })
  expect(await drawn()).toEqual(['/courses/pharmacy-technician/card.png'])
  // The cards of pages that belong to the course have its color and its title.
  const themed = [
    '/certifications/old/card.png',
    '/certifications/ptce/card.png',
    '/courses/pharmacy-technician/card.png',
    '/externships/retail-pharmacy/card.png',
  ]
  change('courses', 'course-pht', { title: 'Pharmacy work' })
  expect(await drawn()).toEqual(themed)
  change('courses', 'course-pht', { scrubColor: 'pewter' })
  expect(await drawn()).toEqual(['/card.png', ...themed])
  changeGlobal('site-settings', { schoolName: 'AlliedRx School' })
  expect(await drawn()).toHaveLength([...publisher.files.keys()].filter(isCard).length)
})

test('a changed class renders its calendars and the pages that show it', async () => {
  change('cohorts', 'phl', { seatsTaken: 11 })
  expect((await publish()).rendered).toEqual([
    '/',
    '/courses/',
    '/courses/compare/',
    '/courses/phlebotomy/',
    '/courses/phlebotomy/start-dates.ics',
    '/sitemap-pages.xml',
    '/sitemap.xml',
    '/start-dates.ics',
    '/start-dates/',
    '/tuition/',
  ])
})

test('a picture with a new caption or focal point renders the pages that show it', async () => {
  change('media', 'media-plain', { caption: 'Another shelf.' })
  expect((await publish()).rendered).toEqual([])
  changeGlobal('home', {
    dayInClass: { ...(school.globals.home.dayInClass as object), picture: 'media-plain' },
  })
  expect((await publish()).rendered).toEqual(['/'])
  change('media', 'media-plain', { credit: 'Photo: Ben Ode', focalX: 10 })
  expect((await publish()).rendered).toEqual(['/'])
})

test('content that changes and changes back gives the same files', async () => {
  const before = new Map(publisher.files)
  change('people', 'ana-reyes', { name: 'Ana M. Reyes' })
  await publish()
  school = testSchool()
  await publish()
  expect(publisher.files).toEqual(before)
})
