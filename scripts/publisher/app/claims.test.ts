import type { DocumentProblem, ReportedOverride } from 'shared-types'
import { signWebhook } from 'shared-types/webhook-signature'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { TestPublisher, testMorning } from '../test/publisher'
import { TestSchool, body, ids } from '../test/school'

const rule = {
  name: 'Jobs',
  enabled: true,
  level: 'blocks',
  phrases: 'guaranteed job|jobs',
  allowed: 'no guaranteed',
  reason: 'No school can promise a job.',
  instead: 'We help with your résumé.',
}
const claim = 'A guaranteed job awaits you'

let publisher: TestPublisher
let atStart: ReturnType<TestSchool['copy']>
beforeAll(async () => {
  const school = new TestSchool()
  school.changeGlobal('claims', { lists: [], rules: [rule] })
  publisher = await TestPublisher.start({ school })
  atStart = school.copy()
})
afterEach(async () => {
  publisher.clock.set(testMorning)
  publisher.school.restore(atStart)
  await publisher.hint()
  await publisher.atRest()
})
afterAll(() => publisher?.close())

const inWords = ({ slug, id, field, message }: DocumentProblem) => `${slug} ${id} ${field}: ${message}`

/** Publishes what `edit` does, together with an innocent edit of post number 12, which goes live in any case. */
async function blockedBy(edit: (school: TestSchool) => void): Promise<string[]> {
  const words = `A neighbor at ${publisher.reports.length}.`
  const { report } = await publisher.publish((school) => {
    edit(school)
    school.change('posts', 'post-12', { body: body(words) })
  })
  expect(publisher.page('/blog/post-12/')).toContain(words)
  return report.held.map(inWords)
}

const isLive = (text: string) => [...publisher.liveFiles().values()].some((file) => file.text.includes(text))

const message = (path: string, place: string, sentence = claim) =>
  `With this version the page ${path} says ${place}: “${sentence}” No school can promise a job. ` +
  'What may be said instead: We help with your résumé. So its last version stays on the site. Change the words, and publish it again.'

test('a document is blocked whose words a rule forbids; the message says why, and what may be said instead', async () => {
  const blocked = await blockedBy((school) => school.change('posts', 'post-5', { body: body(claim) }))
  expect(blocked).toEqual([`posts post-5 body: ${message('/blog/post-5/', 'in its text')}`])
  expect(isLive(claim)).toBe(false)
  const { report } = await publisher.publish((school) =>
    school.change('posts', 'post-5', { body: body('There is no guaranteed job.') }),
  )
  expect([report.held, report.claims]).toEqual([[], []])
  expect(publisher.page('/blog/post-5/')).toContain('There is no guaranteed job.')
})

test('the words come from a picture’s alternative text, the announcement or the text of a card', async () => {
  const picture = await blockedBy((school) => school.change('media', ids.lab, { alt: claim }))
  expect(picture).toEqual([
    expect.stringMatching(`^media ${ids.lab} alt: .* in the alternative text of a picture: `),
  ])
  const announcement = await blockedBy((school) =>
    school.changeGlobal('announcement', { enabled: true, message: claim }),
  )
  expect(announcement).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^announcement {2}message: With this version the page \/\S* says in its text: /),
    ]),
  )
  const card = await blockedBy((school) =>
    school.change('posts', 'post-6', { meta: { title: null, description: claim, image: null } }),
  )
  expect(card).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /^posts post-6 meta\.description: With this version the page \/blog\/post-6\/ says in /,
      ),
    ]),
  )
  expect(isLive(claim)).toBe(false)
})

test('a rule that is switched on later reports what is live, and blocks neither that nor edits beside it', async () => {
  const later = 'Free coffee for all'
  await publisher.publish((school) => school.change('posts', 'post-7', { excerpt: later }))
  const coffee = { ...rule, name: 'Coffee', phrases: 'free coffee' }
  const { report } = await publisher.publish((school) =>
    school.changeGlobal('claims', { rules: [rule, coffee] }),
  )
  expect(report.held).toEqual([])
  expect(report.claims).toContainEqual({
    ...{ path: '/blog/post-7/', rule: 'Coffee', level: 'blocks', words: 'free coffee' },
    ...{ sentence: later, place: expect.any(String) },
  })
  const edited = await publisher.publish((school) =>
    school.change('posts', 'post-7', { title: 'Another title' }),
  )
  expect(edited.report.held).toEqual([])
  expect(publisher.page('/blog/post-7/')).toContain('Another title')
  const news = await blockedBy((school) => school.change('posts', 'post-8', { excerpt: 'More free coffee' }))
  expect(news).toEqual([expect.stringMatching(/^posts post-8 excerpt: /)])
  const off = await publisher.publish((school) => school.changeGlobal('claims', { rules: [rule] }))
  expect([off.report.held, off.report.claims]).toEqual([[], []])
  expect(publisher.page('/blog/post-8/')).toContain('More free coffee')
})

test('a rule that only warns blocks nothing, and is reported', async () => {
  await publisher.publish((school) => school.changeGlobal('claims', { rules: [{ ...rule, level: 'warns' }] }))
  const { report } = await publisher.publish((school) =>
    school.change('courses', ids.course, { title: claim, meta: null }),
  )
  expect(report.held).toEqual([])
  const { slug } = publisher.school.document('courses', ids.course)
  const placesOn = (path: string) =>
    report.claims?.flatMap((found) => (found.path === path ? found.place : []))
  expect(placesOn(`/courses/${String(slug)}/`)).toEqual(
    expect.arrayContaining(['text', 'title', 'structured-data', 'card']),
  )
  expect(placesOn(`/courses/${String(slug)}/card.png`)).toEqual(['card-picture'])
})

test('a claim that a person has published with a reason is reported with it, others are open', async () => {
  const other = 'More guaranteed jobs'
  const override = { by: 'Vera Lind', reason: 'The employer has signed it.', at: '2027-01-04T14:00:00.000Z' }
  publisher.cms.overrides = [
    {
      ...override,
      ...{ slug: 'posts', id: 'post-9', token: 4, field: 'excerpt', message: 'Why not' },
      updatedAt: override.at,
      ...{ rule: 'Jobs', sentence: claim },
    },
  ]
  const { report } = await publisher.publish((school) => {
    school.changeGlobal('claims', { rules: [{ ...rule, level: 'warns' }] })
    school.change('posts', 'post-9', { excerpt: claim })
    school.change('posts', 'post-10', { excerpt: other })
  })
  const overridesOf = (sentence: string) =>
    new Set(report.claims?.filter((found) => found.sentence === sentence).map((found) => found.override))
  expect([...overridesOf(claim)]).toEqual(expect.arrayContaining([override]))
  expect([...overridesOf(other)]).toEqual([undefined])

  publisher.cms.fault = (path) =>
    path.startsWith('/api/overrides') ? { status: 404, body: '{}' } : undefined
  const later = await publisher.publish((school) =>
    school.change('posts', 'post-10', { excerpt: `${other} await` }),
  )
  publisher.cms.fault = () => undefined
  expect(later.report.claims).toContainEqual(expect.not.objectContaining({ override: expect.anything() }))
})

test('the report names the warnings with which its documents were published, of these versions only', async () => {
  const about = { rule: 'placeholder', field: 'excerpt', reason: 'It is a name.', by: 'Vera Lind' }
  const overrideOf = (school: TestSchool, id: string, message: string) => {
    const { updatedAt } = school.document('posts', id)
    return {
      ...about,
      slug: 'posts',
      id,
      message,
      token: 4,
      updatedAt: String(updatedAt),
      at: String(updatedAt),
    }
  }
  let first: ReportedOverride[] = []
  const { report } = await publisher.publish((school) => {
    const older = overrideOf(school, 'post-9', 'Of the version before')
    school.change('posts', 'post-9', { excerpt: 'The TK of it' })
    first = [overrideOf(school, 'post-9', 'This one')]
    publisher.cms.overrides = [
      ...first,
      older,
      overrideOf(school, 'post-10', 'Of a post that has not changed'),
    ]
  })
  expect(report.documents.map(({ id }) => id)).toEqual(['post-9'])
  expect(report.overrides).toEqual(first)
  expect(publisher.cms.requests.at(-2)).toBe(`/api/overrides?since=${first[0]?.updatedAt}`)

  const other = await publisher.publish((school) => school.change('posts', 'post-11', { excerpt: 'Another' }))
  expect(other.report.overrides).toEqual([])
})

test('only who signs reads the rules, and the publisher does', async () => {
  const path = '/api/globals/claims'
  const read = (headers: Record<string, string>) => fetch(`${publisher.cms.url}${path}`, { headers })
  expect((await read({})).status).toBe(403)
  expect(
    (await read(signWebhook(publisher.cms.secret, path, { sentAt: new Date(publisher.cms.now()) }))).status,
  ).toBe(200)
})
