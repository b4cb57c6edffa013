import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ClaimsSchema, claimPhrasesProblem, wordListsOf } from '../claims'
import { claimFinder } from './claims'

const seeded = ClaimsSchema.parse({})
const today = '2027-01-04'
const find = claimFinder(seeded, today)

const rule = {
  name: 'Jobs',
  enabled: true,
  level: 'blocks',
  phrases: 'guaranteed job|jobs',
  allowed: 'no|not .. guaranteed',
  reason: 'No school can promise one.',
  instead: 'We help with your résumé.',
}
const found = (text: string, changes: Record<string, unknown> = {}, lists: object[] = []) =>
  claimFinder(ClaimsSchema.parse({ lists, rules: [{ ...rule, ...changes }] }), today)(text)

const sentences = (name: string) =>
  readFileSync(new URL(`../../fixtures/claims/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .flatMap((line) => line.trim() || [])

/*
 * The sentences `a` to `e` and `g` to `i` were written without knowledge of the rules, `f` with it. The rules were mended with all but `i`, so
 * this only says that no change makes the rules worse. How well they know new sentences: docs/decisions/0018-claims.md.
 */
test.each([...'abcdefghi'])('the seeded rules tell claims from innocent sentences, set %s', (set) => {
  const [claims, innocent] = [sentences(`caught-${set}`), sentences(`innocent-${set}`)]
  const caught = claims.filter((sentence) => find(sentence).length > 0)
  const wrong = innocent.filter((sentence) => find(sentence).length > 0)
  console.log(
    `Set ${set}: ${caught.length} of ${claims.length} claims caught, ${wrong.length} of ${innocent.length} innocent sentences caught too.`,
  )
  expect(Math.min(claims.length, innocent.length)).toBeGreaterThanOrEqual(100)
  expect(caught.length / claims.length).toBeGreaterThanOrEqual(0.95)
  expect(wrong.length / innocent.length).toBeLessThanOrEqual(0.02)
})

test('a finding has the sentence, the words in it, and its rule', () => {
  expect(found('Come and see. Your guaranteed job waits! Ask us.')).toEqual([
    { rule: 'Jobs', level: 'blocks', sentence: 'Your guaranteed job waits!', words: 'guaranteed job' },
  ])
  expect(found('Your garanteed job waits.')).toEqual([])
})

test.each([
  ['upper case', 'GUARANTEED JOBS'],
  ['an accent', 'a guarantéed job'],
  ['a soft hyphen', 'a guaran\u00adteed job'],
  ['a zero-width space', 'a guaranteed\u200b job'],
  ['full-width letters', 'ａ ｇｕａｒａｎｔｅｅｄ ｊｏｂ'],
  ['punctuation between', 'guaranteed, “job”'],
  ['a hyphen', 'guaranteed-job training'],
  ['line ends', 'guaranteed\n   job'],
  ['a possessive', 'a guaranteed job’s worth'],
])('%s hides nothing', (_, text) => {
  expect(found(text)).toHaveLength(1)
})

test('an allowed phrase excuses its own sentence only', () => {
  expect(found('A job is not guaranteed. There are no guaranteed jobs here.')).toEqual([])
  expect(found('There are no guaranteed jobs here. A guaranteed job awaits you.')).toHaveLength(1)
})

test('a question and its answer are one sentence', () => {
  const phrases = 'job ... ? yes'
  expect(found('Is there a job for me? Yes, there is.', { phrases })).toHaveLength(1)
  expect(found('Is there a job for me? Perhaps. Yes.', { phrases })).toEqual([])
})

test.each([
  ['start* of', 'Starting of', 'A start'],
  ['a|b c', 'b c', 'a b'],
  ['one .. five', 'one two three four five', 'one two three four x five'],
  ['one ... five', 'one x x x x x x x x x x five', 'one x x x x x x x x x x x five'],
  ['red & blue', 'blue and red', 'blue. Red'],
  ['our !other school', 'our school', 'our other school'],
  ['^ college', 'College life', 'Old college'],
  ['college !*', 'our college', 'college life'],
  ['{fruit} juice', 'blood orange juice', 'blood juice'],
  ['take-home pay', 'your take home pay', 'take your home pay'],
  ['earn {money}', 'earn $40,000', 'earn 40'],
  ['!..never we pass', 'we pass', 'we never pass'],
  ['^ !..not job', 'job', 'job is not here'],
  ['{percent} pass', '95 % pass', '95 pass'],
  ['{percent} of', 'ninety percent of', 'ninety of'],
  ['in {year}', 'in 2026', 'in 3026'],
])('the phrase “%s” is in “%s”, not in “%s”', (phrases, yes, no) => {
  const lists = [{ name: 'fruit', words: 'apple\nblood orange' }]
  expect([found(yes, { phrases }, lists).length, found(no, { phrases }, lists).length]).toEqual([1, 0])
})

test.each([
  ['(a+)+$', '“(a+)+$” has “(a+)+$”, which is no word.'],
  ['... job', '“... job” begins or ends with dots.'],
  ['*', '“*” is in every text: “*” alone stands for each word.'],
  ['^ * .. *|apple', 'is in every text'],
  ['!job *', 'is in every text'],
  ['job & ', 'has no words at all, or none beside an “&”'],
  [
    '{jobs} here',
    '“{jobs} here” names the word list {jobs}, which there is not. The word lists are: fruit, number',
  ],
])('the phrase “%s” is refused, with a reason', (phrases, message) => {
  expect(claimPhrasesProblem(phrases, wordListsOf([{ name: 'fruit', words: 'apple' }]))).toContain(message)
  expect(found(phrases, { phrases: `${phrases}\nharmless` })).toEqual([])
  expect(found('harmless', { phrases: `${phrases}\nharmless` })).toHaveLength(1)
})

test('of the rules that a sentence breaks, the first one of the strictest level is named, or all', () => {
  const levels = ['advises', 'blocks', 'blocks'] as const
  const claims = ClaimsSchema.parse({
    lists: [],
    rules: levels.map((level, place) => ({ ...rule, level, name: `Rule ${place}` })),
  })
  const namesOf = (all: boolean) =>
    claimFinder(claims, today, { all })('A guaranteed job').map((claim) => claim.rule)
  expect([namesOf(false), namesOf(true)]).toEqual([['Rule 1'], ['Rule 0', 'Rule 1', 'Rule 2']])
})

test('a rule that is switched off, or that holds from a later day, finds nothing', () => {
  const claim = 'A guaranteed job'
  expect(found(claim, { enabled: false })).toEqual([])
  expect(found(claim, { validFrom: '2027-01-05T12:00:00.000Z' })).toEqual([])
  expect(found(claim, { validFrom: '2027-01-04T12:00:00.000Z' })).toHaveLength(1)
})

test('a long text with few words ends: no phrase goes back', () => {
  const phrases = 'a ... a ... a ... a ... a ... a ... b'
  expect(found('a '.repeat(20_000), { phrases })).toEqual([])
})

test('a school that empties its rules has none; one that has never stored them has the seeded ones', () => {
  expect(ClaimsSchema.parse({ lists: [], rules: [] }).rules).toEqual([])
  expect(seeded.rules.length).toBeGreaterThan(10)
  expect(new Set(seeded.rules.map(({ name }) => name)).size).toBe(seeded.rules.length)
})
