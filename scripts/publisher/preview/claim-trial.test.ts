import { type ClaimTrial, type ClaimTrialAnswer, ClaimTrialAnswerSchema } from 'shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestPublisher } from '../test/publisher'
import { TestSchool, ids } from '../test/school'

const rule = {
  ...{ name: 'Coffee', level: 'warns' as const, phrases: 'free coffee', allowed: '', enabled: false },
  ...{ reason: 'It is gone by nine.', instead: 'Bring your own.', validFrom: '2040-01-01T12:00:00.000Z' },
}
const wide = { ...rule, name: 'Posts', phrases: 'the|a|and|to' }

let publisher: TestPublisher
beforeAll(async () => {
  publisher = await TestPublisher.start({ school: new TestSchool({ posts: 60 }) })
  await publisher.publish((school) => {
    school.change('posts', 'post-7', { excerpt: 'Come for free coffee' })
    school.change('media', ids.lab, { alt: 'Free coffee in the lab' })
    school.changeGlobal('announcement', { enabled: true, message: 'Free coffee on Friday' })
  })
})
afterAll(() => publisher?.close())

async function answerTo(trial: ClaimTrial): Promise<ClaimTrialAnswer> {
  const response = await publisher.post(trial, { path: '/claim-trial' })
  return ClaimTrialAnswerSchema.parse(await response.json())
}

/** Goes on until the whole site is tried. */
async function tryRules(rules: ClaimTrial['rules']): Promise<ClaimTrialAnswer[]> {
  const answers = [await answerTo({ lists: [], rules })]
  for (let { after } = answers[0]!; after !== undefined; after = answers.at(-1)!.after)
    answers.push(await answerTo({ lists: [], rules, after }))
  return answers
}

test('rules are tried on every page of the live site, switched on or not, with the field of the words', async () => {
  const answers = await tryRules([rule, wide])
  const [{ total }] = answers as [ClaimTrialAnswer]
  const sum = (of: (answer: ClaimTrialAnswer) => number) =>
    answers.reduce((all, answer) => all + of(answer), 0)
  expect(sum(({ tried }) => tried)).toBe(total)
  // A part of the pages in one answer, and every one of them once: the files of fonts and pictures are no pages.
  expect(sum(({ counts }) => counts.Posts ?? 0)).toBeGreaterThan(60)
  expect(sum(({ counts }) => counts.Posts ?? 0)).toBeLessThanOrEqual(total)
  const claims = answers.flatMap((answer) => answer.claims).filter((claim) => claim.rule === 'Coffee')
  const sourceOf = (sentence: string) =>
    claims.find((claim) => claim.sentence === sentence && claim.source)?.source
  expect(sourceOf('Come for free coffee')).toMatchObject({ slug: 'posts', id: 'post-7', field: 'excerpt' })
  expect(sourceOf('Free coffee on Friday')).toMatchObject({ slug: 'announcement', id: '', field: 'message' })
  expect(sourceOf('Free coffee in the lab')).toMatchObject({ slug: 'media', id: ids.lab, field: 'alt' })
})

test('a trial stores nothing: no release, no report, and the rules of the site stay', async () => {
  const reports = publisher.reports.length
  const before = await publisher.health()
  await tryRules([{ ...rule, level: 'blocks', enabled: true, validFrom: null }])
  await publisher.hint()
  await publisher.atRest()
  expect(publisher.reports.length).toBe(reports)
  expect((await publisher.health())?.live).toBe(before?.live)
})

test('only the CMS may ask for it', async () => {
  const wrong = await publisher.post(
    { lists: [], rules: [rule] },
    { path: '/claim-trial', secret: `whsec_${Buffer.alloc(32, 9).toString('base64')}` },
  )
  expect(wrong.status).toBe(401)
})
