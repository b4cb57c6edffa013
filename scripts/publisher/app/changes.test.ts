import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addressOf } from '../releases/file-names'
import { TestPublisher, testMorning } from '../test/publisher'
import { type TestSchool, body, ids, picture, post } from '../test/school'

let publisher: TestPublisher
let atStart: ReturnType<TestSchool['copy']>
beforeAll(async () => {
  publisher = await TestPublisher.start()
  atStart = publisher.school.copy()
})
// Each test begins with the content and the day of the start, whichever ran before it.
afterEach(async () => {
  publisher.clock.set(testMorning)
  publisher.school.restore(atStart)
  await publisher.hint()
  await publisher.atRest()
})
afterAll(() => publisher.close())

/** Publishes what `edit` does. Every file that it does not name here is the same as before, to the inode. */
async function changes(edit: (school: TestSchool) => void) {
  const { written, removed, report } = await publisher.publish(edit)
  const media = written.filter((file) => file.startsWith('media/'))
  const files = written.filter((file) => !media.includes(file)).map(addressOf)
  // The report that editors see matches the files.
  expect(report).toMatchObject({ isFull: false, number: (await publisher.health())?.live, held: [] })
  expect(report.pages.changed).toEqual(expect.arrayContaining(files))
  expect(report.pages.rendered).toBe(report.pages.changed.length)
  expect(files).toEqual(expect.arrayContaining(report.pages.added))
  expect(report.pages.removed.sort()).toEqual(removed.map(addressOf))
  const sitemap = files.filter(isSitemap).sort()
  return {
    pages: files.filter((path) => !isSitemap(path)).sort(),
    ...(sitemap.length > 0 && { sitemap }),
    documents: report.documents.map(({ action, slug, id }) => `${action} ${slug} ${id}`.trim()),
    ...(removed.length > 0 && { removed: removed.map(addressOf) }),
    ...(media.length > 0 && { media }),
    ...(report.reason !== 'content' && { reason: report.reason }),
    ...(report.warnings.length > 0 && { warnings: report.warnings.map(({ id, field }) => `${id} ${field}`) }),
  }
}

const isSitemap = (path: string) => path.startsWith('/sitemap')
const sitemapOfPosts = ['/sitemap-blog-1.xml', '/sitemap-pages.xml', '/sitemap.xml']
const sitemapOfPages = ['/sitemap-pages.xml', '/sitemap.xml']

/** The pages on which visitors find a text. */
const pagesWith = (text: string): string[] =>
  [...publisher.liveFiles()]
    .flatMap(([file, live]) =>
      live.text.includes(text) && !isSitemap(addressOf(file)) ? [addressOf(file)] : [],
    )
    .sort()

/** Every page but the redirects. */
const fullPages = () => pagesWith('</footer>')
const sorted = (...paths: string[]) => paths.sort()

test('the text of a post changes its page and the date in the sitemap', async () => {
  expect(await changes((school) => school.change('posts', 'post-7', { body: body('Other words.') }))).toEqual(
    { pages: ['/blog/post-7/'], sitemap: sitemapOfPosts, documents: ['change posts post-7'] },
  )
  expect(pagesWith('Other words.')).toEqual(['/blog/post-7/'])
})

test('the title of a post changes exactly the pages that show it', async () => {
  const shown = pagesWith('Post number 7')
  expect(shown).toHaveLength(11)
  const result = await changes((school) => school.change('posts', 'post-7', { title: 'A better title' }))
  expect(result).toEqual({ pages: shown, sitemap: sitemapOfPosts, documents: ['change posts post-7'] })
  expect(pagesWith('A better title')).toEqual(shown)
})

test('a published post is in every list, an unpublished one in none; restored it is as before', async () => {
  const recent = { publishedAt: '2027-01-03T12:00:00.000Z', authors: [ids.ben], categories: [ids.study] }
  const result = await changes((school) => school.add('posts', post(50, recent)))
  const shown = pagesWith('Post number 50')
  expect(shown).toHaveLength(11)
  // Lists where it has pushed out another post, or the number of that post.
  expect(result.pages).toEqual(sorted(...shown, '/blog/category/phlebotomy/'))
  expect(result.sitemap).toEqual(sitemapOfPosts)
  expect(result.documents).toEqual(['publish posts post-50'])

  const before = publisher.liveFiles()
  const document = publisher.school.document('posts', 'post-50')
  expect(await changes((school) => school.remove('posts', 'post-50'))).toEqual({
    pages: result.pages.filter((path) => path !== '/blog/post-50/'),
    removed: ['/blog/post-50/'],
    sitemap: sitemapOfPosts,
    documents: ['unpublish posts post-50'],
  })
  expect(pagesWith('Post number 50')).toEqual([])

  const restored = await changes((school) => school.add('posts', document))
  expect(restored).toEqual({
    pages: result.pages,
    sitemap: sitemapOfPosts,
    documents: ['publish posts post-50'],
  })
  const isAsBefore = ([file, { text }]: [string, { text: string }]) => text === before.get(file)?.text
  const others = [...publisher.liveFiles()].filter((entry) => !isAsBefore(entry)).map(([file]) => file)
  // These name the day of the last change.
  expect(others).toEqual(['blog/post-50/index.html', ...sitemapOfPosts.map((path) => path.slice(1))])
})

test('a renamed post is at its new address, and its old address redirects there', async () => {
  const linked = pagesWith('/blog/post-8/')
  const result = await changes((school) => school.rename('posts', 'post-8', '/blog/post-8/', 'post-eight'))
  expect(result).toEqual({
    pages: sorted(...linked, '/blog/post-eight/', '/redirects.json'),
    sitemap: sitemapOfPosts,
    documents: ['change posts post-8', 'publish redirects redirect-/blog/post-8/'],
  })
  expect(publisher.page('/blog/post-8/')).toContain('url=/blog/post-eight/')
  expect(pagesWith('/blog/post-8/')).toEqual(['/redirects.json'])
})

test('an author renamed changes exactly the pages that show the author', async () => {
  const shown = pagesWith('Ben Ode')
  expect(shown).toEqual(
    sorted('/blog/post-4/', '/blog/post-12/', '/blog/post-8/', '/people/', '/people/ben-ode/', '/search/'),
  )
  const result = await changes((school) => school.change('people', ids.ben, { name: 'Benjamin Oda' }))
  expect(result).toEqual({ pages: shown, sitemap: sitemapOfPages, documents: ['change people ben-ode'] })
  expect(pagesWith('Benjamin Oda')).toEqual(shown)
})

test('a category renamed changes exactly the pages that show the category, and its card', async () => {
  const shown = pagesWith('Study')
  const result = await changes((school) => school.change('categories', ids.study, { title: 'Learning' }))
  expect(result).toEqual({
    pages: [...shown, '/blog/category/study/card.png'].sort(),
    sitemap: sitemapOfPages,
    documents: ['change categories category-study'],
  })
  expect(pagesWith('Learning')).toEqual(expect.arrayContaining(shown))
  expect(publisher.logText()).not.toContain('could not be drawn')
})

test('another description of a picture changes the pages that show the picture', async () => {
  const shown = pagesWith('A laboratory')
  expect(shown).toEqual(['/blog/post-2/'])
  expect(await changes((school) => school.change('media', ids.lab, { alt: 'A bench' }))).toEqual({
    pages: shown,
    documents: ['change media media-lab'],
  })
  expect(pagesWith('A bench')).toEqual(shown)
})

test('a replaced picture is fetched, and takes the place of the old one', async () => {
  const files = { filename: 'bench-0a1b2c3d4e.png', sizes: {} }
  const shown = pagesWith('/media/media-lab-0a1b2c3d4e.png')
  expect(await changes((school) => school.change('media', ids.lab, files))).toEqual({
    pages: shown,
    media: ['media/bench-0a1b2c3d4e.png'],
    documents: ['change media media-lab'],
  })
  expect(pagesWith('/media/bench-0a1b2c3d4e.png')).toEqual(shown)
  expect(publisher.page('/media/bench-0a1b2c3d4e.png')).toBe('The bytes of bench-0a1b2c3d4e.png')
})

test('files that are there already are not fetched again, and a picture on no page changes none', async () => {
  const before = publisher.cms.requests.length
  const same = { filename: 'media-lab-0a1b2c3d4e.png' }
  const result = await changes((school) => {
    school.add('media', picture('new'))
    school.add('media', picture('copy', same))
  })
  expect(result).toEqual({
    pages: [],
    media: ['media/new-0a1b2c3d4e.png'],
    documents: ['publish media new', 'publish media copy'],
  })
  const fetched = publisher.cms.requests.slice(before).filter((path) => path.startsWith('/api/media/file/'))
  expect(fetched).toEqual(['/api/media/file/new-0a1b2c3d4e.png'])
})

test('the menu changes every page', async () => {
  const link = { label: 'Our blog', kind: 'section', section: 'blog', document: null, url: null }
  const result = await changes((school) => school.changeGlobal('header', { links: [{ link }] }))
  expect(result).toEqual({ pages: fullPages(), documents: ['change header'] })
  expect(pagesWith('Our blog')).toEqual(fullPages())
})

test('a price changes exactly the pages that show it', async () => {
  const shown = pagesWith('$1,450')
  const costs = [{ label: 'Tuition', cents: 160000, paidTo: 'school', included: false, refundable: true }]
  const result = await changes((school) => school.change('courses', ids.course, { costs }))
  expect(result.documents).toEqual([`change courses ${ids.course}`])
  expect(result.pages).toEqual(expect.arrayContaining(shown))
  expect(pagesWith('$1,600')).toEqual(result.pages)
})

test('a class that is full changes the pages that show its start', async () => {
  expect(await changes((school) => school.change('cohorts', ids.cohort, { status: 'full' }))).toEqual({
    pages: [
      '/',
      '/courses/compare/',
      '/courses/phlebotomy-technician/',
      '/courses/phlebotomy-technician/start-dates.ics',
      '/start-dates.ics',
      '/start-dates/',
    ],
    sitemap: sitemapOfPages,
    documents: [`change cohorts ${ids.cohort}`],
  })
})

test('at midnight of the school the pages with dates that have passed change by themselves', async () => {
  publisher.school.changeGlobal('announcement', {
    ...{ enabled: true, message: 'Open house tonight' },
    ...{ from: '2027-01-05T12:00:00.000Z', until: '2027-01-05T12:00:00.000Z' },
  })
  expect((await changes(() => {})).pages).toEqual([])
  publisher.clock.set('2027-01-05T05:00:01.000Z')
  const calendars = ['/courses/phlebotomy-technician/start-dates.ics', '/start-dates.ics']
  const pages = sorted(...fullPages(), ...calendars)
  expect(await changes(() => {})).toEqual({ pages, documents: [], reason: 'day' })
  expect(pagesWith('Open house tonight')).toEqual(fullPages())
  publisher.clock.set('2027-01-06T05:00:01.000Z')
  expect(await changes(() => {})).toEqual({ pages: fullPages(), documents: [], reason: 'day' })
  expect(pagesWith('Open house tonight')).toEqual([])
})

test('the nightly comparison finds a change that no version shows', async () => {
  Object.assign(publisher.school.document('posts', 'post-3'), { excerpt: 'Changed behind the CMS.' })
  publisher.clock.set('2027-01-07T05:00:01.000Z')
  const result = await changes(() => {})
  expect(result.documents).toEqual(['change posts post-3'])
  expect(pagesWith('Changed behind the CMS.')).toContain('/blog/post-3/')
  const { excerpt } = post(3)
  await changes((school) => school.change('posts', 'post-3', { excerpt }))
})

test('many documents at once are one release', async () => {
  const before = publisher.reports.length
  const { number = 0 } = publisher.reports.at(-1) ?? {}
  const result = await changes((school) => {
    for (let n = 1; n <= 12; n++) school.change('posts', `post-${n}`, { excerpt: `Excerpt ${n}` })
    school.change('people', ids.dana, { jobTitle: 'Dean' })
    school.remove('cohorts', ids.cohort)
  })
  expect(result.documents).toHaveLength(14)
  expect(publisher.reports.slice(before)).toMatchObject([{ state: 'live', number: number + 1 }])
})

test('links to a page that is taken down become their text, with a warning', async () => {
  await changes((school) => school.change('posts', 'post-1', { body: body('If you like, ', 'post-11') }))
  expect(publisher.page('/blog/post-1/')).toContain('If you like, <a href="/blog/post-11/">read on</a>')
  const linked = pagesWith('/blog/post-11/')
  const result = await changes((school) => school.remove('posts', 'post-11'))
  expect(result).toMatchObject({
    removed: ['/blog/post-11/'],
    documents: ['unpublish posts post-11'],
    warnings: ['post-1 body'],
  })
  expect(result.pages).toEqual(expect.arrayContaining(linked.filter((path) => path !== '/blog/post-11/')))
  expect(pagesWith('/blog/post-11/')).toEqual([])
  expect(publisher.page('/blog/post-1/')).toContain('If you like, read on')
})

test('the calendar and the card of a renamed course are still found at their old addresses', async () => {
  const old = '/courses/phlebotomy-technician/'
  const result = await changes((school) => school.rename('courses', ids.course, old, 'phlebotomy'))
  expect(result.removed).toEqual([`${old}card.png`, `${old}start-dates.ics`])
  expect(JSON.parse(publisher.page('/redirects.json') ?? '')).toMatchObject({
    [old]: '/courses/phlebotomy/',
    [`${old}card.png`]: '/courses/phlebotomy/card.png',
    [`${old}start-dates.ics`]: '/courses/phlebotomy/start-dates.ics',
  })
})
