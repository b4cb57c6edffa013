import { beforeEach, expect, test } from 'vitest'
import { AskedQuestions } from './query-dependencies'
import type { PageRecord } from './page-records'

const record = (path: string, answers: Record<string, string>): [string, PageRecord] => [
  path,
  {
    page: { path, file: `${path.slice(1)}index.html`, kind: 'posts' },
    reading: { links: [], assets: [], scripts: [], styles: [] },
    dependencies: Object.entries(answers).map(([key, fingerprint]) => ({ key, fingerprint })),
  },
]

const first: Record<string, string> = { site: 's1', a: 'a1', b: 'b1' }

/** Answers that change one after another, as those of a line of snapshots do. */
function changingAnswers() {
  let answers = first
  let changed: string[] = []
  const looked: string[] = []
  return {
    looked,
    change: (next: Record<string, string>) => {
      const all = { ...first, ...next }
      changed = Object.keys(all).filter((key) => all[key] !== answers[key])
      answers = all
    },
    changedKeys: () => changed.splice(0),
    fingerprint: (key: string) => {
      looked.push(key)
      return answers[key] ?? 'none'
    },
  }
}

let answers = changingAnswers()
beforeEach(() => {
  answers = changingAnswers()
})

const staleAfter = (asked: AskedQuestions, change: Record<string, string>) => {
  answers.change(change)
  return [...asked.stalePages(answers)].sort()
}

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

test('only what may have changed is compared, and what differs is told until its pages are rendered again', () => {
  const asked = new AskedQuestions()
  asked.follow(new Map([one, two]))
  expect(staleAfter(asked, {})).toEqual([])
  expect(answers.looked.splice(0).sort()).toEqual(['a', 'b', 'site'])
  expect(staleAfter(asked, { b: 'b2' })).toEqual(['/b/'])
  expect(staleAfter(asked, { b: 'b2' })).toEqual(['/b/'])
  expect(answers.looked.splice(0)).toEqual(['b'])
  asked.follow(new Map([one, record('/b/', { site: 's1', b: 'b2' })]))
  expect(staleAfter(asked, { b: 'b2' })).toEqual([])
  expect(answers.looked).toEqual(['b'])
})
