import { expect, test } from 'vitest'
import { createContent } from '../content'
import type { RawSchool } from '../../../test/school'
import { testSnapshot } from '../../../test/snapshot'

const contentOf = (change?: (school: RawSchool) => void, today?: string) =>
  createContent(testSnapshot(change, today))
const content = contentOf()

const withPosts = (count: number) =>
  contentOf((school) => {
    const [sample] = school.collections.posts
    school.collections.posts = Array.from({ length: count }, (_, index) => ({
      ...sample,
      id: `p${String(index + 1).padStart(3, '0')}`,
      slug: `p-${index + 1}`,
      publishedAt: '2026-11-01T12:00:00.000Z',
    }))
  })

test('upcoming classes are in order of their start, without those that began', () => {
  expect(content.upcomingCohorts('pharmacy-technician').map((cohort) => cohort.code)).toEqual([
    'TODAY',
    'DEADLINE-PASSED',
    'CANCELLED',
    'NO-SEATS',
    'LATE',
  ])
  expect(content.upcomingCohorts().map((cohort) => cohort.code)).toContain('PHL')
  expect(content.upcomingCohorts('no-such-course')).toEqual([])
})

test('a class says whether its deadline is over and whether it takes applications', () => {
  const facts = content
    .upcomingCohorts('pharmacy-technician')
    .map(({ code, status, seatsLeft, isDeadlinePassed, isTakingApplications }) => [
      code,
      status,
      seatsLeft,
      isDeadlinePassed,
      isTakingApplications,
    ])
  expect(facts).toEqual([
    ['TODAY', 'full', 8, false, false],
    ['DEADLINE-PASSED', 'open', 8, true, false],
    ['CANCELLED', 'cancelled', 8, false, false],
    ['NO-SEATS', 'full', 0, false, false],
    ['LATE', 'open', 8, false, true],
  ])
})

test('the last day to apply is still a day to apply', () => {
  const [, cohort] = contentOf(undefined, '2027-01-03').upcomingCohorts('pharmacy-technician').slice(1)
  expect([cohort?.code, cohort?.isTakingApplications]).toEqual(['DEADLINE-PASSED', true])
})

test('the course list has prices without what is included, and the next class that takes applications', () => {
  const [first, second] = content.courses()
  expect([first?.title, second?.title]).toEqual(['Pharmacy Technician', 'Phlebotomy'])
  expect(first).toMatchObject({
    path: '/courses/pharmacy-technician/',
    schoolCents: 200000,
    otherCents: 12900,
    totalCents: 212900,
    nextStart: { code: 'LATE' },
  })
  expect(first?.exams.map((exam) => exam.abbreviation)).toEqual(['PTCE', 'OLD'])
})

test('a cancelled class is never the next start of its course, nor a time at which the course meets', () => {
  const change = (others: Record<string, unknown>) =>
    contentOf((school) => {
      school.collections.cohorts = school.collections.cohorts
        .filter(({ id }) => id === 'cancelled' || id === 'late')
        .map((cohort) =>
          cohort.id === 'late' ? { ...cohort, ...others } : { ...cohort, startTime: '09:00' },
        )
    })
  const full = change({ status: 'full' })
  expect(full.course('pharmacy-technician')).toMatchObject({
    cohorts: [{ code: 'CANCELLED', status: 'cancelled' }, { code: 'LATE' }],
    nextStart: { code: 'LATE' },
  })
  expect(full.courseFinder().courses[0]?.times).toEqual(['evenings'])
  const cancelled = change({ status: 'cancelled', applyBy: '2027-02-01T12:00:00.000Z' })
  expect(cancelled.courses().map((course) => course.nextStart)).toEqual([undefined, undefined])
  expect(cancelled.courseFinder().courses[0]).toMatchObject({ times: [], shown: { start: 'No date yet' } })
  expect(cancelled.home().board.map(({ code, status }) => [code, status])).toEqual([
    ['CANCELLED', 'cancelled'],
    ['LATE', 'cancelled'],
  ])
})

test('a course without a class has no next start', () => {
  const quiet = contentOf((school) => (school.collections.cohorts = []))
  expect(quiet.courses().map((course) => course.nextStart)).toEqual([undefined, undefined])
})

test('facts past their date, expired approvals and stale exam facts are left out', () => {
  const course = content.course('pharmacy-technician')
  expect(course?.careerFacts.map((fact) => fact.label)).toEqual(['Openings a year'])
  expect(course?.approvals.map((approval) => approval.body)).toEqual(['Board of Examples'])
  expect(course?.certifications.map((exam) => exam.facts?.questions)).toEqual([90, undefined])
  expect(course?.faqs.map((faq) => faq.id)).toEqual(['faq-cost'])
  expect(course?.moduleHours).toEqual({ class: 60, lab: 40, site: 20, total: 120 })
})

test('a partner without a name is described, and its website kept back', () => {
  const externships = content.externships()
  expect(externships.map((externship) => externship.partner)).toEqual([
    { text: 'Example Labs', website: 'https://labs.example/', isNamed: true },
    { text: 'A pharmacy chain', website: undefined, isNamed: false },
  ])
  expect(externships[1]?.courses.map((course) => course.title)).toEqual(['Pharmacy Technician'])
})

test.each([
  [0, 0, 0],
  [1, 0, 1],
  [11, 0, 11],
  [12, 1, 6],
  [17, 1, 11],
  [18, 2, 6],
])('%i posts fill %i numbered pages and leave %i in front', (count, numbered, inFront) => {
  const blog = withPosts(count)
  const { posts, olderPath } = blog.blogIndex()
  expect(posts).toHaveLength(inFront)
  expect(blog.blogPageNumbers()).toHaveLength(numbered)
  expect(olderPath).toBe(numbered ? `/blog/page/${numbered}/` : undefined)
  const everywhere = [
    ...posts,
    ...blog.blogPageNumbers().flatMap((number) => blog.blogPage(number)?.posts ?? []),
  ]
  expect(new Set(everywhere.map((post) => post.slug)).size).toBe(count)
})

test('the pages of the blog lead from one to the next', () => {
  const blog = withPosts(23)
  expect(blog.blogPage(1)).toMatchObject({ newerPath: '/blog/page/2/', olderPath: undefined })
  expect(blog.blogPage(2)).toMatchObject({ newerPath: '/blog/', olderPath: '/blog/page/1/' })
  expect(blog.blogPage(1)?.posts.map((post) => post.slug)[0]).toBe('p-6')
})

test('a post shows who wrote and reviewed it, on the day in the school’s time zone', () => {
  const post = content.post('dea-number')
  expect(post?.authors.map((author) => author.name)).toEqual(['Ana Reyes'])
  expect(post?.reviewer?.name).toBe('Ben Ode')
  expect(post?.publishedOn).toBe('2026-11-20')
  expect(post?.relatedCourses.map((course) => course.title)).toEqual(['Pharmacy Technician'])
  expect(post?.relatedPosts.map((related) => related.slug)).toEqual(['post-number-1'])
  expect(post).toMatchObject({ words: 7, readingMinutes: 1, meta: { path: '/blog/dea-number/' } })
})

test('a post without chosen posts shows those of its category that came before it', () => {
  expect(content.post('post-number-8')?.relatedPosts.map((post) => post.slug)).toEqual([
    'post-number-6',
    'post-number-4',
    'post-number-2',
  ])
})

test('the first posts of a category show those that came after', () => {
  expect(content.post('post-number-2')?.relatedPosts.map((post) => post.slug)).toEqual([
    'post-number-4',
    'post-number-6',
    'post-number-8',
  ])
})

test('the announcement is shown from its first to its last day', () => {
  const messages = ['2027-01-03', '2027-01-04', '2027-01-09', '2027-01-10'].map(
    (today) => contentOf(undefined, today).site().announcement?.message,
  )
  expect(messages).toEqual([undefined, 'Open house on Saturday', 'Open house on Saturday', undefined])
})

test('menus leave out links whose targets are not live', () => {
  const site = content.site()
  expect(site.header.map((entry) => entry.href)).toEqual(['/courses/'])
  expect(site.footer.columns[0]?.links).toEqual([
    { label: 'Tuition', href: '/tuition/', scrubColor: undefined },
  ])
})

test('the home page falls back to the newest two posts', () => {
  expect(content.home().posts.map((post) => post.slug)).toEqual(['dea-number', 'post-number-30'])
})

test('the parts of a page come with what they refer to', () => {
  const page = content.page('tuition')
  expect(page?.layout.map((part) => part.blockType)).toEqual([
    'text',
    'courseTable',
    'courseTable',
    'people',
    'faq',
    'steps',
    'callToAction',
  ])
  expect(page?.layout[1]).toMatchObject({ show: 'costs', courses: [{ code: 'PHT' }, { code: 'PHL' }] })
  expect(page?.layout[3]).toMatchObject({ people: [{ name: 'Ana Reyes' }] })
  expect(page?.layout[6]).toMatchObject({ heading: 'Next', link: undefined })
})

test('a picture has its formats, best first, with widths, its focal point and its alternative text', () => {
  expect(content.media('media-rack')).toMatchObject({
    src: '/media/media-rack-0a1b2c3d4e.jpg',
    alt: 'A rack of tubes',
    focus: { x: 30, y: 60 },
    sources: [
      {
        type: 'image/avif',
        srcset:
          '/media/media-rack-0a1b2c3d4e-480-0123456789.avif 480w, /media/media-rack-0a1b2c3d4e-800-0123456789.avif 800w',
      },
      { type: 'image/webp' },
    ],
  })
  expect(content.media('media-plain')).toMatchObject({ alt: '', sources: [] })
  expect(content.media('media-pdf')).toEqual({
    kind: 'pdf',
    id: 'media-pdf',
    src: '/media/catalog-0a1b2c3d4e.pdf',
    title: 'Catalog',
    bytes: 120000,
  })
})

test('a page without a picture is shared with the school’s', () => {
  expect(content.person('ana-reyes')?.meta.image?.src).toBe('/media/media-rack-0a1b2c3d4e.jpg')
})

test('a post is shared with its own picture where that is large enough, else with the card of its subject', () => {
  const sharedAs = (change: (school: RawSchool) => void) =>
    contentOf(change).post('dea-number')?.meta.image?.src
  const put = (school: RawSchool, fields: object) =>
    Object.assign(school.collections.posts.find(({ slug }) => slug === 'dea-number') ?? {}, fields)
  const card = '/blog/category/study/card.png'
  expect(sharedAs((school) => put(school, { hero: 'media-rack' }))).toBe('/media/media-rack-0a1b2c3d4e.jpg')
  expect(sharedAs((school) => put(school, { hero: null }))).toBe(card)
  expect(
    sharedAs((school) => {
      put(school, { hero: 'media-rack' })
      for (const file of school.collections.media) Object.assign(file, { width: 400, height: 300 })
    }),
  ).toBe(card)
  // What an editor chose for shared links is shown at any size.
  expect(sharedAs((school) => put(school, { hero: null, meta: { image: 'media-plain' } }))).toContain('plain')
  expect(sharedAs((school) => put(school, { hero: null, categories: [] }))).toContain('media-rack')
})

test('a card names the kind of its page, and nothing that changes every week', () => {
  const school = { school: 'AlliedRx Institute of Healthcare', shortName: 'AlliedRx' }
  expect(content.card('/courses/pharmacy-technician/')).toEqual({
    ...school,
    label: 'Course',
    title: 'Pharmacy Technician',
    color: 'navy',
    scrubCaption: 'You’ll wear navy.',
    facts: [
      { label: 'Length', value: '12 weeks' },
      { label: 'In all', value: '120 hours' },
      { label: 'Exam', value: 'PTCE, OLD' },
    ],
  })
  expect(content.card('/courses/gone/')).toBeUndefined()
  expect(content.card('/blog/dea-number/')).toBeUndefined()
})

test('redirects lead to live pages; the others are dropped with the reason', () => {
  const { redirects, dropped } = content.redirects()
  expect(redirects).toEqual([
    { from: '/elsewhere.html', to: 'https://example.org/' },
    { from: '/old-post/', to: '/blog/dea-number/' },
  ])
  expect(Object.fromEntries(dropped.map(({ from, reason }) => [from, reason]))).toEqual({
    '/gone/': 'The page that it leads to is not live.',
    '/tuition/': 'There is a page at this address.',
    '/round/': expect.stringContaining('leads in a circle') as string,
    '/trip/': expect.stringContaining('leads in a circle') as string,
  })
})

test('a redirect starts at its address in one spelling, and one that cannot be asked for is dropped', () => {
  const odd = contentOf((school) => {
    const froms = ['/caf%C3%A9', '/café/', '/old//index.html', '/100%25/', '/caf%E9/', '/x\\y/', '/fine/']
    school.collections.redirects = froms.map((from, index) => ({
      ...school.collections.redirects[0],
      ...{ id: `r${index}`, from, kind: 'address', document: null },
      address: from === '/fine/' ? 'https://x y/' : '/courses/',
    }))
  }).redirects()
  expect(odd.redirects.map(({ from }) => from)).toEqual(['/100%25/', '/café/', '/old/'])
  expect(odd.dropped.map(({ from, reason }) => `${from} ${reason}`)).toEqual(
    [
      '/café/ Another redirect starts at this address.',
      '/caf%E9/ Its old address has a % that does not begin an escape of UTF-8 such as %C3%A9.',
      '/fine/ The address that it leads to is malformed.',
      '/x\\y/ Its old address has a backslash, or a slash that is spelled as an escape.',
    ].sort((a, b) => (a < b ? -1 : 1)),
  )
})

test('the companion files of a page move with it', () => {
  const moved = (...redirects: [from: string, to: string][]) =>
    contentOf((school) => {
      school.collections.redirects = redirects.map(([from, address], index) => ({
        ...school.collections.redirects[0],
        ...{ id: `r${index}`, from, kind: 'address', document: null, address },
      }))
    })
      .redirects()
      .redirects.map(({ from, to }) => `${from} ${to}`)
  expect(moved(['/courses/blood/', '/courses/phlebotomy/'])).toEqual([
    '/courses/blood/ /courses/phlebotomy/',
    '/courses/blood/card.png /courses/phlebotomy/card.png',
    '/courses/blood/start-dates.ics /courses/phlebotomy/start-dates.ics',
  ])
  expect(moved(['/blog/category/law/', '/blog/category/study/'])).toContain(
    '/blog/category/law/rss.xml /blog/category/study/rss.xml',
  )
  // A page of another kind has no such file, and an editor's own redirect of the file wins.
  expect(moved(['/courses/blood/', '/tuition/'])).toEqual(['/courses/blood/ /tuition/'])
  // A list of the site has an address like a page of the school, and no card.
  expect(moved(['/programs/', '/courses/'])).toEqual(['/programs/ /courses/'])
  expect(
    moved(
      ['/courses/blood/', '/courses/phlebotomy/'],
      ['/courses/blood/start-dates.ics', '/start-dates.ics'],
    ),
  ).toContain('/courses/blood/start-dates.ics /start-dates.ics')
})

test('questions are grouped by topic, and a topic without questions is left out', () => {
  expect(content.questions().map(({ topic, faqs }) => [topic, faqs.map(({ id }) => id)])).toEqual([
    ['courses', ['faq-loop']],
    ['costs', ['faq-cost']],
  ])
})

test('courses are disclosed with their valid approvals, and left out without anything to disclose', () => {
  const [first] = content.courseDisclosures()
  expect(first?.approvals).toEqual([{ body: 'Board of Examples', status: 'applied' }])
  const silent = contentOf((school) => {
    school.collections.courses = school.collections.courses.map((course) => ({ ...course, approvals: [] }))
  })
  expect(silent.courseDisclosures()).toEqual([])
})

test('the sitemap has every page that may be listed, with its own last change', () => {
  const changed = contentOf((school) => {
    Object.assign(school.collections.posts[30] ?? {}, { updatedAt: '2026-12-20T08:00:00.000Z' })
  })
  expect(changed.sitemap()).toEqual([
    { path: '/sitemap-pages.xml', lastModified: '2026-12-20T08:00:00.000Z' },
    { path: '/sitemap-blog-1.xml', lastModified: '2026-12-20T08:00:00.000Z' },
  ])
  const listed = changed.sitemapParts().flatMap((part) => changed.sitemapPart(part) ?? [])
  const entries = new Map(listed.map(({ path, lastModified }) => [path, lastModified]))
  expect(entries.get('/blog/dea-number/')).toBe('2026-12-20T08:00:00.000Z')
  expect(entries.get('/blog/')).toBe('2026-12-20T08:00:00.000Z')
  expect(entries.get('/blog/page/1/')).toBe('2026-12-01T15:00:00.000Z')
  expect(entries.has('/externships/laboratory/')).toBe(false)
  expect(entries.has('/externships/retail-pharmacy/')).toBe(true)
  // Sections (6), gathered pages (5), numbered pages (4), 31 posts, 2 courses, 1 externship, 2 exams, 2 people, 2 categories, 1 page.
  expect(entries.size).toBe(56)
  expect(listed).toHaveLength(56)
})

test('the sitemap of a large school comes in parts, which together have every page of the blog once', () => {
  const blog = withPosts(2000)
  expect(blog.sitemapParts()).toHaveLength(1 + 9)
  for (const none of ['blog-0', 'blog-10', 'blog-01', 'posts', '']) {
    expect(blog.sitemapPart(none)).toBeUndefined()
  }
  const blocks = blog
    .sitemapParts()
    .filter((part) => part !== 'pages')
    .map((part) => blog.sitemapPart(part)?.map((entry) => entry.path))
  const everyPage = [
    ...blog.slugs('posts').map((slug) => `/blog/${slug}/`),
    ...blog.blogPageNumbers().map((number) => `/blog/page/${number}/`),
  ]
  expect(blocks.flat().toSorted()).toEqual(everyPage.toSorted())
})

test('a feed has the newest posts first, of all subjects or of one', () => {
  const feed = content.feed()
  expect(feed?.items).toHaveLength(30)
  expect(feed?.items[0]?.path).toBe('/blog/dea-number/')
  expect(content.feed('pharmacy')).toMatchObject({
    title: 'Pharmacy – AlliedRx Institute of Healthcare',
    path: '/blog/category/pharmacy/',
  })
  expect(content.feed('none')).toBeUndefined()
})
