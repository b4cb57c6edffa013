import { expect, test } from 'vitest'
import { type Judgment, scoresOf } from './lighthouse-scores'

interface Given {
  performance?: number | null
  /** Scores of the two audits of accessibility, of which the second weighs nothing. */
  audits?: [number, number]
}

function run({ performance = 1, audits = [1, 1] }: Given): Judgment {
  const full = { score: 1, auditRefs: [] }
  const refs = [
    { id: 'contrast', weight: 7 },
    { id: 'advice', weight: 0 },
  ]
  const node = { snippet: '<p class="pale">' }
  return {
    categories: {
      performance: { score: performance, auditRefs: [{ id: 'paint', weight: 10 }] },
      accessibility: { score: audits[0], auditRefs: refs },
      'best-practices': full,
      seo: full,
    },
    audits: {
      paint: { title: 'First paint', score: performance, displayValue: '1.4 s' },
      contrast: { title: 'Contrast', score: audits[0], details: { items: [{ node }] } },
      advice: { title: 'Advice', score: audits[1] },
    },
    runtimeError: performance === null ? { message: 'no trace' } : undefined,
  }
}

test('of several runs the median of each category counts', () => {
  const runs = [0.98, 1, 1].map((performance) => run({ performance }))
  expect(scoresOf(runs)).toEqual({ scores: [100, 100, 100, 100], losses: [] })
})

test('what costs a category its 100 is named, with its figure or what it points at', () => {
  const runs = [0.9, 0.97, 1].map((performance) => run({ performance, audits: [0.5, 0] }))
  expect(scoresOf(runs)).toEqual({
    scores: [97, 50, 100, 100],
    losses: ['performance 97: First paint, 1.4 s', 'accessibility 50: Contrast: <p class="pale">'],
  })
})

test('a page that Lighthouse could not judge has reached nothing', () => {
  expect(scoresOf([run({ performance: null })])).toEqual({
    scores: [0, 100, 100, 100],
    losses: ['performance 0: no trace'],
  })
})
