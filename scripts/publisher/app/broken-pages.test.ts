import { cpSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DocumentProblem } from 'shared-types'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newestBundle } from '../render/bundle'
import {
  badDay,
  badDayOfDocuments,
  faultLine,
  faults,
  makeFaulty,
  makeStricter,
  noCardsFile,
  otherName,
  passingFaultFile,
} from '../test/faulty-bundle'
import { TestPublisher, shortPageTimeout, testMorning, until } from '../test/publisher'
import { type TestSchool, body, ids, picture, post } from '../test/school'

let publisher: TestPublisher
let atStart: ReturnType<TestSchool['copy']>
beforeAll(async () => {
  publisher = await TestPublisher.start({ changeBundle: makeFaulty, env: shortPageTimeout })
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
const inWords = ({ slug, id, message }: DocumentProblem) => `${slug} ${id}: ${message}`

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
    blocked: report.held.map(inWords),
    warnings: report.warnings.map(inWords),
  }
}

const render = () => publisher.command({ type: 'release.render', data: { by: 'a test', reason: '' } })

/** How often the templates met a fault. */
const faultsMet = () => publisher.logText().split(faultLine).length - 1

const lastStays =
  'So its last version stays on the site. Correct what you changed last, and publish it again.'

test.each([
  ['throws', 'the template broke'],
  ['loops', 'it took longer than 1.2 seconds'],
  ['neverYields', 'it took longer than 1.2 seconds'],
  ['backtracks', 'it took longer than 1.2 seconds'],
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

test('a live document that pages cannot show on a day is named, they stay as they were, and the rest goes live', async () => {
  await beside((school) => school.change('posts', 'post-5', { excerpt: faults.badDay }))
  const list = '/blog/category/phlebotomy/'
  const before = publisher.page(list)
  publisher.clock.set(`${badDayOfDocuments}T15:00:00.000Z`)
  const { live, blocked, warnings } = await beside((school) =>
    school.change('posts', 'post-7', { title: 'A title of that day' }),
  )
  expect({ live, blocked }).toEqual({ live: ['post-7'], blocked: [] })
  expect(warnings).toEqual([
    expect.stringMatching(
      /^posts post-5: The page \/\S+ cannot be made any more: it is their bad day\. So it is as it was before, and so are \d more\. Correct what it shows of this document, and publish it again\.$/,
    ),
  ])
  expect(publisher.page(list)).toBe(before)
  expect(publisher.page('/blog/')).toContain('A title of that day')
  expect(await publisher.health()).toMatchObject({ ok: true })

  // They are known, and not tried again.
  const met = faultsMet()
  const question = String(publisher.school.collections.faqs[0]?.id)
  await publisher.publish((school) => school.change('faqs', question, { question: 'Is it so?' }))
  expect(faultsMet()).toBe(met)
  // They may lead to a page that is gone, and are part of a release of all pages.
  expect((await beside((school) => school.remove('posts', 'post-3'))).blocked).toEqual([])
  expect(await render()).toMatchObject({ ok: true })
  expect(publisher.page(list)).toBe(before)

  const mended = await beside((school) => school.change('posts', 'post-5', { excerpt: 'Corrected.' }))
  expect(mended).toMatchObject({ live: ['post-5'], blocked: [], warnings: [] })
  expect(publisher.page(list)).toContain('A title of that day')
})

test('a blocked document is tried again when what its page reads goes live', async () => {
  const ben = await beside((school) =>
    school.change('people', ids.ben, { name: otherName, photo: 'media-late' }),
  )
  expect(ben.blocked).toEqual([expect.stringMatching(/^people ben-ode: /)])
  const withoutName = await beside((school) =>
    school.change('posts', 'post-8', { body: body(faults.needsName) }),
  )
  expect(withoutName.blocked).toEqual([
    expect.stringMatching(/^posts post-8: The page .* cannot be made with this version: a name is missing/),
    expect.stringMatching(/^people ben-ode: /),
  ])
  const complete = await beside((school) => school.add('media', picture('media-late')))
  expect({ ...complete, live: complete.live.sort() }).toMatchObject({
    live: [ids.ben, 'media-late', 'post-8'],
    blocked: [],
  })
})

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
