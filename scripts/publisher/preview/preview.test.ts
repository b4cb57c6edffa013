import { readFileSync, readdirSync } from 'node:fs'
import { PreviewAnswerSchema, type PreviewAnswer, type PreviewRequest } from 'shared-types'
import { sampleId } from 'shared-types/test/sample-documents'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readInlineHashes } from '../releases/inline-hashes'
import { faults, makeFaulty } from '../test/faulty-bundle'
import { TestPublisher, shortPageTimeout, until } from '../test/publisher'
import { type Fields, body, ids, picture, post } from '../test/school'

let publisher: TestPublisher
beforeAll(async () => {
  publisher = await TestPublisher.start({ changeBundle: makeFaulty, env: shortPageTimeout })
})
afterAll(() => publisher?.close())

type Slug = PreviewRequest['documents'][number]['slug']

async function ask(request: unknown): Promise<Response> {
  return publisher.post(request, { path: '/preview' })
}

const now = '2027-01-04T15:30:00.000Z'

async function preview(
  slug: Slug,
  data: Fields,
  more: Partial<PreviewRequest> = {},
  id = String(data.id ?? ''),
): Promise<PreviewAnswer> {
  const { documents = [], ...rest } = more
  const response = await ask({
    documents: [{ slug, id, updatedAt: now, data: { updatedAt: now, ...data } }, ...documents],
    ...rest,
  })
  return PreviewAnswerSchema.parse(await response.json())
}

async function page(...args: Parameters<typeof preview>): Promise<Extract<PreviewAnswer, { state: 'page' }>> {
  const answer = await preview(...args)
  if (answer.state !== 'page') throw new Error(`No page: ${JSON.stringify(answer)}`)
  return answer
}

/** Without the script of the preview. */
const withoutScript = (html: string) => html.replace(/<script data-admin=.*?<\/script>/s, '')

const document = (
  slug: Parameters<typeof publisher.school.document>[0],
  fields: Fields,
  id = sampleId(slug),
) => ({
  ...publisher.school.document(slug, id),
  ...fields,
})

test('the page shows what is not published, and nothing is stored or goes live', async () => {
  const before = publisher.liveFiles()
  const { path, html } = await page('courses', document('courses', { title: 'Phlebotomy by night' }))
  expect(path).toMatch(/^\/courses\//)
  expect(html).toContain('Phlebotomy by night')
  expect(publisher.liveFiles()).toEqual(before)
  const again = await page('posts', publisher.school.document('posts', 'post-1'))
  expect(withoutScript(again.html)).toBe(publisher.page('/blog/post-1/'))
})

test('a document that is new shows before it is live', async () => {
  const answer = await page('posts', post(99, { title: 'Not yet' }))
  expect(answer.path).toBe('/blog/post-99/')
  expect(answer.places).toContain('/blog/')
  expect(answer.html).toContain('Not yet')
  expect(publisher.page('/blog/post-99/')).toBeUndefined()
})

test('a document shows at its address, also if another one has that', async () => {
  const { path, html } = await page('posts', post(96, { slug: 'post-5', title: 'In its place' }))
  expect([path, html.includes('In its place')]).toEqual(['/blog/post-5/', true])
  const { slug } = publisher.school.document('posts', 'post-5')
  expect(slug).toBe('post-5')
})

test('the pages that show a document come with it, the most telling one first', async () => {
  const { slug: course } = publisher.school.document('courses', ids.course)
  const cohort = await page('cohorts', document('cohorts', {}))
  expect(cohort.path).toBe(`/courses/${String(course)}/`)
  expect(cohort.places).toEqual(expect.arrayContaining(['/', '/start-dates/']))
  const author = await page('people', publisher.school.document('people', ids.ben))
  expect(author.places[0]).toBe('/people/ben-ode/')
  expect(author.places).toEqual(expect.arrayContaining(['/blog/post-4/', '/blog/post-8/']))
  const settings = await page('site-settings', publisher.school.globals['site-settings']!, {}, '')
  expect(settings.path).toBe('/')
  expect(settings.places).toContain('/blog/post-1/')
  const unused = await preview('faqs', document('faqs', { id: 'faq-unused' }))
  expect(unused.places).toEqual(['/questions/', '/search/'])
})

test.each([
  ['posts', 'post-3', { title: 'Another title', body: body('Other words.', 'post-5') }],
  [
    'courses',
    ids.course,
    { title: 'Another course', costs: [{ label: 'Tuition', cents: 123_400, paidTo: 'school' }] },
  ],
  ['cohorts', ids.cohort, { status: 'full', seatsTaken: 12 }],
  ['people', ids.ben, { name: 'Ben Ode-Reyes' }],
  ['categories', ids.study, { title: 'Studying' }],
  ['certifications', sampleId('certifications'), { title: 'Another certification' }],
  ['externships', sampleId('externships'), { title: 'Another externship' }],
  ['partners', sampleId('partners'), { name: 'Another partner' }],
  ['faqs', sampleId('faqs'), { question: 'Another question?' }],
  ['testimonials', sampleId('testimonials'), { quote: 'Other words.' }],
  ['locations', sampleId('locations'), { name: 'Another place' }],
  ['pages', ids.page, { title: 'Another page' }],
  ['media', ids.picture, { alt: 'Something else' }],
] as const)(
  '%s: every page that shows it is as it is live later, byte for byte',
  async (slug, id, fields) => {
    publisher.school.change(slug, id, fields)
    const changed = publisher.school.document(slug, id)
    const { places } = await preview(slug, changed)
    const shown = new Map<string, string>()
    for (const path of places) shown.set(path, withoutScript((await page(slug, changed, { path })).html))
    const before = new Map(places.map((path) => [path, publisher.page(path)]))
    const { written } = await publisher.publish((school) =>
      school.change('redirects', sampleId('redirects'), {}),
    )
    for (const [path, html] of shown) expect([path, html === publisher.page(path)]).toEqual([path, true])
    // The pages that change are among those that are offered.
    const changedPages = written
      .filter((file) => file.endsWith('index.html'))
      .map((file) => `/${file.replace('index.html', '')}`)
    expect(places).toEqual(expect.arrayContaining(changedPages))
    if (changedPages.length > 0)
      expect(changedPages.some((path) => shown.get(path) !== before.get(path))).toBe(true)
  },
)

test('another page and another day can be chosen', async () => {
  const cohort = document('cohorts', {})
  const { places } = await page('cohorts', cohort)
  const [path = ''] = places
  const day = await page('cohorts', cohort, { path, day: '2030-01-01' })
  expect(day.html).not.toBe((await page('cohorts', cohort, { path })).html)
  const none = await preview('cohorts', cohort, { path: '/nowhere/' })
  expect(none).toMatchObject({
    state: 'failed',
    message: 'There would be no page at /nowhere/. Choose another page.',
  })
})

test('other changes can be applied, too, but for those that the document gate keeps out', async () => {
  const asOther = (data: Fields) => ({
    ...{ slug: 'posts' as const, id: String(data.id), updatedAt: now, data: { updatedAt: now, ...data } },
  })
  const course = document('courses', { title: 'Phlebotomy by night' })
  const alone = await page('courses', course, { path: '/blog/' })
  const [, removed = ''] = /href="\/blog\/(post-\d+)\/"/.exec(alone.html) ?? []
  const others = {
    documents: [
      asOther(post(201, { title: 'A draft beside it' })),
      asOther(post(202, { body: body('See this.', 'post-201') })),
      asOther(post(203, { body: body('See this.', 'post-nowhere') })),
    ],
    removed: [{ slug: 'posts', id: removed }],
  }
  const beside = await page('courses', course, { path: '/blog/', others })
  const shows = (html: string) => [html.includes('A draft beside it'), html.includes(`/blog/${removed}/`)]
  expect([shows(alone.html), shows(beside.html)]).toEqual([
    [false, true],
    [true, false],
  ])
  expect([beside.html.includes('/blog/post-202/'), beside.html.includes('/blog/post-203/')]).toEqual([
    true,
    false,
  ])
  expect(beside.others?.applied.map(({ id }) => id)).toEqual(['post-201', 'post-202', removed])
  expect(beside.others?.leftOut).toMatchObject([
    { id: 'post-203', message: expect.stringMatching(/not published/) },
  ])
  expect(beside.places).toEqual(alone.places)
  const other = (await page('courses', course, { path: '/blog/post-201/', others })).html
  expect(other).toContain('A draft beside it')
})

test('a document that the document gate would block is shown with the reason', async () => {
  const blocked = await page('posts', post(204, { title: 'To nowhere', body: body('See.', 'post-nowhere') }))
  expect(blocked.html).toContain('To nowhere')
  expect(blocked.blocked).toMatchObject([{ field: expect.stringMatching(/^body/) }])
  expect((await page('posts', post(205, { title: 'Fine' }))).blocked).toEqual([])
  const taken = await page('posts', post(206, { slug: 'post-5', title: 'In its place' }))
  expect(taken.blocked).toMatchObject([{ field: 'slug' }])
})

test('missing values are gaps that can be seen, and are listed', async () => {
  const { html, gaps } = await page(
    'posts',
    post(98, { title: null, excerpt: '', body: null, publishedAt: null }),
  )
  expect(html).toContain('[title]')
  expect(gaps.map(({ field }) => field)).toEqual(
    expect.arrayContaining(['title', 'excerpt', 'body', 'publishedAt']),
  )
  const costs = [{ label: 'Tuition', cents: null, paidTo: 'school' }]
  const course = await page(
    'courses',
    document('courses', { code: 'x', costs, delivery: null, family: null }),
  )
  expect(course.gaps.map(({ field }) => field).sort()).toEqual([
    'code',
    'costs.0.cents',
    'delivery',
    'family',
  ])
})

test('the page has the policy of the site, one more script, and the admin as its only frame', async () => {
  const { html, policy } = await page('courses', document('courses', { title: '<script>alert(1)</script>' }))
  expect(html).toContain('&lt;script&gt;alert(1)')
  const [script = ''] = readInlineHashes(html.slice(0, html.indexOf('</script>') + 9)).scripts
  expect(policy).toContain(`'${script}'`)
  expect(policy).toContain(`frame-ancestors ${new URL(publisher.cms.url).origin};`)
  expect(policy).toContain('sandbox allow-scripts')
  expect(policy).toContain("default-src 'none'")
})

test('for a reader without an account, the page says that it is a draft, and its links lead to the draft or the live site', async () => {
  const notice = 'A draft of <Dana>, saved today.'
  const shared = await page('courses', document('courses', { title: 'Phlebotomy by night' }), { notice })
  const { html, places, policy } = shared
  expect(html).toContain('<p class="draft-notice" role="note">A draft of &#60;Dana&#62;, saved today.</p>')
  expect(html).toMatch(/<title>Draft: /)
  expect(html).not.toContain('data-admin')
  const [style = ''] = readInlineHashes(html).styles
  expect(policy).toContain(`'${style}'`)
  expect(policy).toContain("frame-ancestors 'none'; ")
  expect(policy).toMatch(
    /; sandbox allow-scripts allow-downloads allow-popups[a-z-]* allow-popups-to-[a-z-]+$/,
  )

  const links = [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map(([, href = '']) => href)
  const origin = new URL(/<link rel="canonical" href="([^"]+)"/.exec(html)?.[1] ?? '').origin
  expect(links.filter((href) => href.startsWith('/') && !href.startsWith('/media/'))).toEqual([])
  expect(links).toEqual(expect.arrayContaining(['?path=%2F', `${origin}/blog/`, '#main']))
  const drafts = links.flatMap((href) => /^\?path=([^#]+)/.exec(href)?.[1] ?? [])
  expect(places).toEqual(expect.arrayContaining(drafts.map((path) => decodeURIComponent(path))))

  // The list of courses is an island, which makes its links anew.
  const list = await page('courses', document('courses', {}), { notice, path: '/courses/' })
  const island = /<astro-island [^>]*props="([^"]*)"/.exec(list.html)?.[1]
  expect(island).toContain(`&quot;?path=${encodeURIComponent(shared.path)}&quot;`)
  expect(island).not.toMatch(/&quot;\/[a-z-]+\//)
})

test('a waiting picture that comes with the document shows, with the token of its file', async () => {
  const waiting = picture('media-waiting', { alt: 'A new picture' })
  const { html } = await page('posts', post(97, { hero: 'media-waiting' }), {
    documents: [{ slug: 'media', id: 'media-waiting', updatedAt: now, data: { ...waiting, updatedAt: now } }],
    fileTokens: { 'media-waiting-0a1b2c3d4e.png': 'preview=1.a' },
  })
  expect(html).toContain('/media/media-waiting-0a1b2c3d4e.png?preview=1.a')
  expect(html).toContain('A new picture')
})

test('a preview follows what goes live', async () => {
  await page('posts', publisher.school.document('posts', 'post-2'))
  await publisher.publish((school) => school.change('people', ids.dana, { name: 'Dana Reyes-Ode' }))
  const { html } = await page('posts', document('posts', { body: body('New words.') }, 'post-2'))
  expect(html).toContain('Dana Reyes-Ode')
  await publisher.publish((school) => school.remove('posts', 'post-12'))
  const author = await page('people', publisher.school.document('people', ids.ben))
  expect(author.places).not.toContain('/blog/post-12/')
  await publisher.publish((school) => school.add('posts', post(13, { authors: [ids.ben] })))
  expect((await page('people', publisher.school.document('people', ids.ben))).places).toContain(
    '/blog/post-13/',
  )
})

test('a page of what a release would show has no blocked document, and one of a release that was made is its file', async () => {
  const answerOf = async (request: object) =>
    PreviewAnswerSchema.parse(await (await ask({ documents: [], ...request })).json())
  const broken = { title: 'Not mended', body: body('See this.', 'post-nowhere') }
  const blocked = document('posts', broken, 'post-7')
  const asReleased = { asReleased: true, path: '/blog/post-7/' } as const
  expect((await page('posts', blocked, asReleased)).html).not.toContain('Not mended')
  expect((await page('posts', blocked)).html).toContain('Not mended')
  const removed = [{ slug: 'posts', id: 'post-7' }]
  expect(await answerOf({ removed, ...asReleased })).toMatchObject({ state: 'nowhere' })

  const then = { release: (await publisher.health())?.live, path: '/blog/post-7/' }
  const file = publisher.page(then.path)
  await publisher.publish((school) => school.change('posts', 'post-7', { title: 'Another title now' }))
  expect(publisher.page(then.path)).toContain('Another title now')
  const stored = await answerOf(then)
  if (stored.state !== 'page') throw new Error(stored.state)
  expect([withoutScript(stored.html), stored.path]).toEqual([file, then.path])
  expect(stored.policy).toMatch(/frame-ancestors \S+; .*sandbox allow-scripts$/)
  expect(await answerOf({ ...then, path: '/blog/post-9999/' })).toMatchObject({ state: 'nowhere' })
  expect((await ask({ documents: [], release: 1, path: '/../../' })).status).toBe(503)
})

test('files of the templates and pictures are given, and nothing else', async () => {
  const { html } = await page('posts', publisher.school.document('posts', 'post-2'))
  const [css = ''] = /\/_astro\/[^"]+\.css/.exec(html) ?? []
  const file = async (path: string) => {
    const response = await publisher.post({ path }, { path: '/preview-file' })
    return [response.status, response.headers.get('content-type')]
  }
  expect(await file(css)).toEqual([200, 'text/css'])
  expect((await file('/favicon.svg'))[0]).toBe(200)
  const [media = ''] = /\/media\/[a-z0-9.-]+/.exec(html) ?? []
  expect((await file(media))[0]).toBe(200)
  for (const path of [
    '/../state.db',
    '/_astro/../../newest',
    '/unused.json',
    '//etc/passwd',
    '/',
    '',
    '/_astro',
  ]) {
    expect([path, (await file(path))[0]]).toEqual([path, 404])
  }
})

test('a request without a signature, or with nonsense, is refused', async () => {
  const unsigned = await fetch(`${publisher.url}/preview`, { method: 'POST', body: '{}' })
  expect(unsigned.status).toBe(401)
  expect((await ask({ documents: 'none' })).status).toBe(503)
  const answer = await preview('posts', {
    id: 'x',
    title: 'A post',
    body: { root: { children: [{ type: 'wrong' }] } },
  })
  expect(answer.state).not.toBe('nowhere')
})

test.each(['throws', 'loops', 'neverYields', 'backtracks'] as const)(
  'a template that %s is said, and the next preview is made',
  async (fault) => {
    const answer = await preview('posts', document('posts', { title: faults[fault] }, 'post-2'))
    expect(answer).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/^The page cannot be made: .*Undo/),
    })
    expect((await publisher.health())?.ok).toBe(true)
    await page('posts', publisher.school.document('posts', 'post-2'))
  },
)

/** The ids of the publisher's processes for previews. */
function previewProcesses(): number[] | undefined {
  const found = readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      const isChild =
        readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(publisher.pid())
      return isChild && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('preview-worker')
    } catch {
      return false // it has ended
    }
  })
  return found.length > 0 ? found.map(Number) : undefined
}

test('a process that is killed is started again with the next request', async () => {
  await page('posts', publisher.school.document('posts', 'post-2'))
  const children = await until('the process runs', () => previewProcesses())
  for (const pid of children) process.kill(pid, 'SIGKILL')
  const answers = await Promise.all(
    [1, 2].map(() =>
      ask({
        documents: [
          { slug: 'posts', id: 'post-2', updatedAt: now, data: publisher.school.document('posts', 'post-2') },
        ],
      }),
    ),
  )
  expect(answers.some(({ status }) => status === 200)).toBe(true)
})
