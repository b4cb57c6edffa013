import { cpSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newestBundle } from '../render/bundle'
import {
  badDay,
  faultLine,
  faults,
  makeFaulty,
  makeStricter,
  noCardsFile,
  passingFaultFile,
} from '../test/faulty-bundle'
import { TestPublisher, testMorning, until } from '../test/publisher'
import { TestSchool, body, ids, post } from '../test/school'

let publisher: TestPublisher
let atStart: ReturnType<TestSchool['copy']>
beforeAll(async () => {
  publisher = await TestPublisher.start({ changeBundle: makeFaulty })
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

let edits = 0

/** Publishes what `edit` does, together with an edit of post number 12 that breaks nothing. */
async function beside(edit: (school: TestSchool) => void) {
  const words = `A neighbor, ${++edits}.`
  const { written, report } = await publisher.publish((school) => {
    edit(school)
    school.change('posts', 'post-12', { body: body(words) })
  })
  expect(publisher.page('/blog/post-12/')).toContain(words)
  return {
    written,
    live: report.documents.map(({ id }) => id).filter((id) => id !== 'post-12'),
    blocked: report.held.map(({ slug, id, message }) => `${slug} ${id}: ${message}`),
  }
}

const render = () => publisher.command({ type: 'release.render', data: { by: 'a test', reason: '' } })

/** How often the templates met a fault. */
const faultsMet = () => publisher.logText().split(faultLine).length - 1

const lastStays =
  'So its last version stays on the site. Correct what you changed last, and publish it again.'

test.each([
  ['throws', 'the template broke'],
  ['loops', 'it took longer than 3 seconds'],
  ['neverYields', 'it took longer than 3 seconds'],
  ['backtracks', 'it took longer than 3 seconds'],
  ['waits', 'it was not done after 10 seconds'],
  ['empty', 'it is empty'],
  [
    'links',
    'it leads to /nowhere/, where nothing is. Its template makes that link, and should not while there is no such page',
  ],
] as const)(
  'a post whose page fails (%s) is blocked with the reason, and the rest goes live, now and later',
  async (fault, reason) => {
    const before = publisher.page('/blog/post-1/')
    const first = await beside((school) => school.change('posts', 'post-1', { body: body(faults[fault]) }))
    expect(first.live).toEqual([])
    expect(first.blocked).toEqual([
      `posts post-1: The page /blog/post-1/ cannot be made with this version: ${reason}. ${lastStays}`,
    ])
    expect(first.written.filter((file) => file.startsWith('blog/'))).toEqual(['blog/post-12/index.html'])
    expect(publisher.page('/blog/post-1/')).toBe(before)
    expect(await publisher.health()).toMatchObject({ ok: true })

    // It is known to be bad, and not tried again with every other change.
    const met = faultsMet()
    const second = await beside((school) => school.change('posts', 'post-7', { title: 'Another title' }))
    expect(second).toMatchObject({ live: ['post-7'], blocked: first.blocked })
    expect(faultsMet()).toBe(met)

    const mended = await beside((school) => school.change('posts', 'post-1', { body: body('Mended.') }))
    expect(mended).toMatchObject({ live: ['post-1'], blocked: [] })
    expect(publisher.page('/blog/post-1/')).toContain('Mended.')
  },
)

test('a course whose card cannot be drawn is blocked; the mark stands for cards that no document breaks', async () => {
  const page = `/courses/${publisher.school.document('courses', ids.course).slug as string}/`
  const before = publisher.page(page)
  const { live, blocked } = await beside((school) =>
    school.change('courses', ids.course, { title: faults.cardThrows }),
  )
  expect({ live, page: publisher.page(page) }).toEqual({ live: [], page: before })
  expect(blocked).toEqual([
    `courses ${ids.course}: The page ${page}card.png cannot be made with this version: a letter has no shape. ${lastStays}`,
  ])

  const noLibraries = join(publisher.site, 'bundles', newestBundle(publisher.site) ?? '', noCardsFile)
  writeFileSync(noLibraries, '')
  const other = await beside((school) => school.change('courses', ids.course, { title: 'A new title' }))
  rmSync(noLibraries)
  expect(other).toMatchObject({ live: [ids.course], blocked: [] })
  expect(publisher.page(page)).toContain('A new title')
  expect(publisher.logText()).toContain('could not be drawn, and shows the school’s mark')
})

test('a fault that passes blocks no document', async () => {
  const bundle = join(publisher.site, 'bundles', newestBundle(publisher.site) ?? '')
  const { live, blocked } = await beside((school) => {
    writeFileSync(join(bundle, passingFaultFile), '')
    school.change('posts', 'post-6', { body: body('It is innocent.') })
  })
  expect(existsSync(join(bundle, passingFaultFile))).toBe(false)
  expect({ live, blocked }).toEqual({ live: ['post-6'], blocked: [] })
  expect(publisher.page('/blog/post-6/')).toContain('It is innocent.')
})

test('two documents that break the same page are both blocked, and a third that it shows goes live', async () => {
  const { live, blocked } = await beside((school) => {
    school.change('categories', ids.study, { title: 'A subject' })
    school.change('posts', 'post-4', { excerpt: faults.throws })
    school.change('posts', 'post-8', { excerpt: faults.empty })
  })
  expect(live).toEqual([ids.study])
  expect(blocked.map((problem) => problem.split(':')[0]).sort()).toEqual(['posts post-4', 'posts post-8'])
  expect(publisher.page('/blog/category/study/')).toContain('A subject')
})

test('settings that break every page, or the list of pages, are taken back, and the rest goes live', async () => {
  const { live, blocked, written } = await beside((school) =>
    school.changeGlobal('footer', { smallPrint: faults.throws }),
  )
  expect({ live, written: written.filter((file) => file.endsWith('.html')) }).toEqual({
    live: [],
    written: ['blog/post-12/index.html'],
  })
  expect(blocked).toEqual([
    expect.stringMatching(/^footer : The page \/\S* cannot be made with this version: /),
  ])
  const listed = await beside((school) =>
    school.changeGlobal('site-settings', { tagline: faults.hasNoPages }),
  )
  expect(listed.blocked).toContainEqual(
    `site-settings : The page / cannot be made with this version: the pages cannot be listed. ${lastStays}`,
  )
})

test('a document whose removal breaks a page stays until that page can be made without it', async () => {
  const { blocked } = await beside((school) => school.remove('people', ids.ben))
  expect(blocked).toEqual([
    'people ben-ode: The page /people/ cannot be made without this document: nobody is there. So its last version stays on the site. Correct that page, or publish this document again.',
  ])
  expect(publisher.page('/people/ben-ode/')).toContain('Ben Ode')
})

test('a new post that breaks its page stays out with what links to it, until it is corrected or unpublished', async () => {
  const first = await beside((school) => {
    school.add('posts', post(70, { body: body(faults.throws) }))
    school.add('posts', post(71, { body: body('To ', 'post-70') }))
    school.add('posts', post(72))
  })
  expect(first.live).toEqual(['post-72'])
  expect(first.blocked).toEqual([
    expect.stringMatching(/^posts post-70: .* So it stays off the site\./),
    expect.stringMatching(/^posts post-71: This text links to a post “Post number 70” that cannot go live/),
  ])
  const corrected = await beside((school) => school.change('posts', 'post-70', { body: body('Right.') }))
  expect(corrected).toMatchObject({ live: ['post-70', 'post-71'], blocked: [] })

  await beside((school) => school.add('posts', post(73, { body: body(faults.throws) })))
  expect((await beside((school) => school.remove('posts', 'post-73'))).blocked).toEqual([])
})

test('a blocked document is found again after a restart, and makes no release of its own', async () => {
  const { blocked } = await beside((school) =>
    school.change('posts', 'post-2', { body: body(faults.throws) }),
  )
  await publisher.settled()
  const before = await publisher.health()
  await publisher.kill()
  await publisher.startProcess()
  await publisher.converged()
  await publisher.settled()
  expect(await publisher.health()).toEqual(before)
  expect((await beside(() => {})).blocked).toEqual(blocked)
})

test('a fault that no document causes refuses the release, and says so where the publisher is watched', async () => {
  const reports = publisher.reports.length
  publisher.clock.set(`${badDay}T15:00:00.000Z`)
  await publisher.hint()
  const { message } = await publisher.reported(({ state }) => state === 'refused', reports)
  expect(message).toContain(
    'The page / cannot be made: it is a bad day. No change of a document is the cause: look at its template.',
  )
  const health = await fetch(`${publisher.url}/health`)
  expect(health.status).toBe(503)
  expect(await health.json()).toMatchObject({ ok: false, problem: message })

  // Templates without the fault solve it by themselves.
  const folder = join(publisher.site, 'bundles')
  const hash = newestBundle(publisher.site) ?? ''
  const corrected = '3333333333333333'
  cpSync(join(folder, hash), join(folder, corrected), { recursive: true })
  renameSync(join(folder, corrected, 'server/real-entry.mjs'), join(folder, corrected, 'server/entry.mjs'))
  writeFileSync(join(folder, 'newest'), corrected)
  await publisher.hint()
  await until('they are live', async () => (await publisher.health())?.bundle === corrected)
  expect((await fetch(`${publisher.url}/health`)).status).toBe(200)
  publisher.clock.set(testMorning)
  writeFileSync(join(folder, 'newest'), hash)
  expect(await render()).toMatchObject({ ok: true })
})

test(
  'a first release leaves out a bad document, and so does a later one of many, for which every page is rendered',
  async () => {
    const school = new TestSchool()
    school.change('posts', 'post-3', { body: body(faults.throws) })
    school.change('posts', 'post-4', { excerpt: faults.empty })
    const first = await TestPublisher.start({ school, changeBundle: makeFaulty })
    try {
      expect(first.page('/blog/post-3/')).toBeUndefined()
      expect(first.page('/blog/post-4/')).toBeUndefined()
      expect(first.page('/blog/')).toContain('Post number 5')
      const report = first.reports.findLast(({ state }) => state === 'live')
      expect(report?.held.map(({ id }) => id).sort()).toEqual(['post-3', 'post-4'])

      for (let n = 100; n < 500; n++) {
        school.add('posts', post(n, n === 321 ? { body: body(faults.throws) } : {}))
      }
      const revision = await school.revision()
      await first.hint()
      const many = await first.reported((one) => one.state === 'live' && one.revision === revision)
      expect(many).toMatchObject({ isFull: true })
      expect(many.documents).toHaveLength(399)
      expect(many.held.map(({ id }) => id).sort()).toEqual(['post-3', 'post-321', 'post-4'])
      expect(first.page('/blog/post-320/')).toContain('href="/blog/post-322/"')
    } finally {
      await first.close()
    }
  },
  4 * 60_000,
)

test('new templates that cannot show a live document are refused, and page and document are named', async () => {
  const hash = newestBundle(publisher.site) ?? ''
  const folder = join(publisher.site, 'bundles')
  makeStricter(join(folder, hash), join(folder, '1111111111111111'), 'The text of number 9.')
  writeFileSync(join(folder, 'newest'), '1111111111111111')
  const answer = await render()
  expect(answer).toMatchObject({
    ok: false,
    message:
      'The page /blog/post-9/ could not be rendered: the template broke. The document that it cannot show is “Post number 9” (posts post-9).',
  })
  expect((await beside(() => {})).blocked).toEqual([])
  writeFileSync(join(folder, 'newest'), hash)
})
