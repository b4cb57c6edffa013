import { expect, test } from 'vitest'
import { sharedPageOf } from './search-result'

const words = 'Which tube comes first and why it matters to the laboratory that waits for it'

test('a search result shows title, description and address as typed, and cuts them between words', () => {
  const page = sharedPageOf('posts', { title: words, excerpt: 'Short.', slug: 'order-of-draw' }, 'AlliedRx')
  expect(page).toEqual({
    title: 'Which tube comes first and why it matters to the …',
    description: 'Short.',
    path: '/blog/order-of-draw/',
    isHidden: false,
    cardTitle: words,
  })
  const long = `${'word '.repeat(40)}end`
  expect(sharedPageOf('posts', { excerpt: long }, undefined)?.description).toMatch(/^(word ){31}…$/)
  expect(sharedPageOf('posts', { title: 'x'.repeat(90) }, undefined)?.title).toBe(`${'x'.repeat(59)} …`)
})

test('its own fields for search come first, and the name of the school is added once', () => {
  const meta = { title: 'Order of draw', description: 'Seen in search.', image: 'shared', noindex: true }
  const page = sharedPageOf(
    'posts',
    { title: words, excerpt: 'Own.', hero: { id: 'hero' }, meta },
    'AlliedRx',
  )
  expect(page).toMatchObject({
    title: 'Order of draw | AlliedRx',
    description: 'Seen in search.',
    isHidden: true,
    cardTitle: 'Order of draw',
    picture: 'shared',
  })
  expect(page?.path).toBeUndefined()
  const named = sharedPageOf('home', { meta: { title: 'AlliedRx at a glance' } }, 'AlliedRx')
  expect(named).toMatchObject({ title: 'AlliedRx at a glance', path: '/' })
})

test('what has no page of its own has no search result', () => {
  for (const slug of ['cohorts', 'media', 'redirects', 'claims', 'header'] as const)
    expect(sharedPageOf(slug, { title: 'Words' }, 'AlliedRx')).toBeUndefined()
})
