import { expect, test } from 'vitest'
import type { Documents } from './documents'
import { createSignals, documentsOf } from './signals'
import type { Source } from './source'
import { testSnapshot, snapshotWith } from '../../../test/snapshot'

test('a list with the same items does not count as changed, however it was made', () => {
  const before = testSnapshot()
  const signals = createSignals(before)
  const subscription = signals.subscribe(signals.track((source) => source.posts.slice(-3).length))
  const { collections, globals } = before.documents
  const withPosts = (posts: Documents['collections']['posts']) =>
    snapshotWith(before, { globals, collections: { ...collections, posts } })
  signals.setSnapshot(withPosts(collections.posts.slice(1)))
  expect(subscription.isStale).toBe(false)
  signals.setSnapshot(withPosts(collections.posts.slice(0, -1)))
  expect(subscription.isStale).toBe(true)
})

test('a derived value is computed once, and again only when one of its inputs has changed', () => {
  const before = testSnapshot()
  const signals = createSignals(before)
  let computed = 0
  const count = (source: Source) =>
    source.derived('number of people', ({ all }) => {
      computed++
      return all.people.length
    })
  const [first, second] = [signals.track(count), signals.track(count)]
  expect([first.value, second.value, computed]).toEqual([2, 2, 1])
  const subscription = signals.subscribe(first)
  const { collections, globals } = before.documents
  const people = collections.people.map((person) => ({ ...person, name: `${person.name} Jr.` }))
  signals.setSnapshot(snapshotWith(before, { globals, collections: { ...collections, people } }))
  expect([computed, subscription.isStale]).toEqual([2, false])
  signals.setSnapshot(snapshotWith(before, { globals, collections: { ...collections, people: [] } }))
  expect([computed, subscription.isStale]).toEqual([3, true])
  expect(signals.track(count).value).toBe(0)
})

test('a subscription reports that it is stale, and that it is not any more, and nothing after unsubscribing', () => {
  const before = testSnapshot()
  const signals = createSignals(before)
  const reports: string[] = []
  const read = signals.track((source) => [source.today, source.posts.slice(-3).length])
  const subscription = signals.subscribe(read, () => reports.push(`stale: ${subscription.isStale}`))
  signals.unsubscribe(signals.subscribe(read, () => reports.push('unsubscribed')))
  signals.setSnapshot(snapshotWith(before, before.documents, '2027-01-05'))
  signals.setSnapshot(snapshotWith(before, before.documents, '2027-01-06'))
  expect(reports).toEqual(['stale: true'])
  const { collections, globals } = before.documents
  const fewer = { globals, collections: { ...collections, posts: collections.posts.slice(0, -1) } }
  signals.setSnapshot(snapshotWith(before, fewer, '2027-01-05'))
  expect(reports).toEqual(['stale: true'])
  signals.setSnapshot(snapshotWith(before, structuredClone(before.documents), '2027-01-05'))
  signals.setSnapshot(before)
  expect(reports).toEqual(['stale: true', 'stale: false'])
})

test('a derived value cannot read a derived value, because no order is defined among them', () => {
  const signals = createSignals(testSnapshot())
  const nested = (source: Source) => source.derived('outer', (inner) => inner.derived('inner', () => 1))
  expect(() => signals.track(nested)).toThrow('The derived value “inner” is read by a derived value.')
})

test('a source cannot be read outside of a query, where the read would not be recorded', () => {
  const signals = createSignals(testSnapshot())
  const { value: source } = signals.track((given) => given)
  expect(() => source.today).toThrow('“today” is read outside of a query.')
  expect(() => source.byId.posts.get('post-09')).toThrow('outside of a query')
  expect(() => source.posts.count).toThrow('outside of a query')
  expect(() => Object.assign(source, { today: '2027-01-05' })).toThrow(TypeError)
})

test('a derived value that cannot be computed fails the queries that read it, until it can be computed again', () => {
  const before = testSnapshot()
  const signals = createSignals(before)
  const count = (source: Source) =>
    source.derived('number of people', ({ all }) => {
      if (all.people.length === 0) throw new Error('nobody')
      return all.people.length
    })
  const subscription = signals.subscribe(signals.track(count))
  const { collections, globals } = before.documents
  signals.setSnapshot(snapshotWith(before, { globals, collections: { ...collections, people: [] } }))
  expect(subscription.isStale).toBe(true)
  expect(() => signals.track(count)).toThrow('nobody')
  expect([...documentsOf(signals.failedReads())]).toEqual([{ slug: 'people' }])
  signals.setSnapshot(before)
  expect(signals.track(count).value).toBe(2)
})
