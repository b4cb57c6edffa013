import { expect, test } from 'vitest'
import { AskedQuestions } from './asked-questions'
import type { PageRecord } from './page-records'

const record = (path: string, answers: Record<string, string>): [string, PageRecord] => [
  path,
  {
    page: { path, file: `${path.slice(1)}index.html`, kind: 'posts' },
    reading: { links: [], assets: [], scripts: [], styles: [] },
    questions: Object.entries(answers).map(([key, answer]) => ({ key, answer })),
  },
]

const answers: Record<string, string> = { site: 's1', a: 'a1', b: 'b1' }
const answerTo = (key: string) => answers[key] ?? 'none'
const staleAfter = (asked: AskedQuestions, change: Record<string, string>) =>
  [...asked.stalePages((key) => change[key] ?? answerTo(key))].sort()

const one = record('/a/', { site: 's1', a: 'a1' })
const two = record('/b/', { site: 's1', b: 'b1' })

test('a page is stale when one of the answers that it knows is another one now', () => {
  const asked = new AskedQuestions()
  asked.follow(new Map([one, two]))
  expect(staleAfter(asked, {})).toEqual([])
  expect(staleAfter(asked, { b: 'b2' })).toEqual(['/b/'])
  expect(staleAfter(asked, { site: 's2', a: 'a2' })).toEqual(['/a/', '/b/'])
})

test('a page that was rendered again is compared with what it was told then', () => {
  const asked = new AskedQuestions()
  asked.follow(new Map([one, two]))
  asked.follow(new Map([one, record('/b/', { site: 's1', b: 'b2', a: 'a1' })]))
  expect(staleAfter(asked, { b: 'b2' })).toEqual([])
  expect(staleAfter(asked, {})).toEqual(['/b/'])
  expect(staleAfter(asked, { b: 'b2', a: 'a2' })).toEqual(['/a/', '/b/'])
})

test('pages that were answered differently at different times are each compared with their own answer', () => {
  const asked = new AskedQuestions()
  asked.follow(new Map([one, record('/b/', { site: 's0', b: 'b1' })]))
  expect(staleAfter(asked, {})).toEqual(['/b/'])
  expect(staleAfter(asked, { site: 's0' })).toEqual(['/a/'])
})

test('a page that is gone asks no more, and can come back', () => {
  const asked = new AskedQuestions()
  asked.follow(new Map([one, two]))
  asked.follow(new Map([two]))
  expect(staleAfter(asked, { a: 'a2', site: 's2' })).toEqual(['/b/'])
  asked.follow(new Map([one, two]))
  expect(staleAfter(asked, { a: 'a2' })).toEqual(['/a/'])
})

test('a page that takes the place of another is followed too', () => {
  const asked = new AskedQuestions()
  asked.follow(new Map([one]))
  asked.follow(new Map([two]))
  expect(staleAfter(asked, { a: 'a2' })).toEqual([])
  expect(staleAfter(asked, { b: 'b2' })).toEqual(['/b/'])
})
