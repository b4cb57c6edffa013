import { collectionSchemas, globalSchemas } from 'shared-types'
import type { CollectionSlug } from 'shared-types'
import { expect, test } from 'vitest'
import { createCells } from './snapshot/signals'
import type { Cells, Watch } from './snapshot/signals'
import { answer } from './content'
import type { Documents } from './snapshot/documents'
import { fixtureCalls } from '../../test/calls'
import { fixtureDocuments, fixtureSnapshot, snapshotWith } from '../../test/snapshot'
import { createSnapshot } from './snapshot/snapshot'
import type { Snapshot } from './snapshot/snapshot'
import type { Source } from './snapshot/source'

const today = '2027-01-04'
const questions = fixtureCalls.map((call) => JSON.stringify(call))

const askAll = (cells: Cells): [question: string, text: string | undefined, watch: Watch][] =>
  questions.map((question) => {
    const reading = cells.read((source) => answer(source, question))
    return [question, JSON.stringify(reading.value), cells.watch(reading)]
  })
const afresh = (snapshot: Snapshot, question: string) =>
  JSON.stringify(createCells(snapshot).read((source) => answer(source, question)).value)

/** Every small change that a school can go through: each document with other words, or gone; each global; the night. */
function* everyChange(documents: Documents): Generator<[string, Documents, string]> {
  const { collections, globals } = documents
  for (const slug of Object.keys(collectionSchemas) as CollectionSlug[]) {
    for (const [at, document] of collections[slug].entries()) {
      const others = (collections[slug] as object[]).toSpliced(at, 1)
      for (const list of [[...others, withOtherWords(document)], others]) {
        yield [`${slug} ${document.id}`, { globals, collections: { ...collections, [slug]: list } }, today]
      }
    }
  }
  for (const slug of Object.keys(globalSchemas) as (keyof typeof globals)[]) {
    yield [slug, { collections, globals: { ...globals, [slug]: withOtherWords(globals[slug]) } }, today]
  }
  for (const day of ['2027-01-05', '2027-01-10', '2027-02-16', '2028-01-01']) yield [day, documents, day]
}

const withOtherWords = <T extends object>(document: T): T =>
  Object.fromEntries(
    Object.entries(document).map(([key, value]) => [
      key,
      typeof value === 'string' ? other(key, value) : value,
    ]),
  ) as T

const other = (key: string, text: string): string => {
  if (['id', 'kind', 'mimeType', 'timeZone', 'course', 'location', 'status', 'family'].includes(key))
    return text
  if (/^\d{4}-\d\d-\d\d/.test(text)) return `${Number(text.slice(0, 4)) + 1}${text.slice(4)}`
  return `${text}-x`
}

test('an answer that is said to be right is the one that one would get now, whatever changes', () => {
  const documents = fixtureDocuments()
  const snapshot = createSnapshot(documents, today)
  const wrong: string[] = []
  let right = 0
  for (const [name, changed, day] of everyChange(documents)) {
    const next = snapshotWith(snapshot, changed, day)
    const cells = createCells(snapshot)
    const known = askAll(cells)
    cells.lookAt(next)
    for (const [question, text, { isCurrent }] of known) {
      if (!isCurrent) continue
      right++
      if (afresh(next, question) !== text) wrong.push(`${question} after a change of ${name}`)
    }
  }
  expect(wrong).toEqual([])
  expect(right).toBeGreaterThan(questions.length * 100)
})

test('an edit leaves all but a few answers alone', () => {
  const before = fixtureSnapshot()
  const cells = createCells(before)
  const known = before.slugs.posts.map((slug) => {
    const question = JSON.stringify(['post', slug])
    return cells.watch(cells.read((source) => answer(source, question)))
  })
  const { collections, globals } = before.documents
  const posts = collections.posts.map((post) => (post.id === 'post-09' ? { ...post, title: 'Other' } : post))
  cells.lookAt(snapshotWith(before, { globals, collections: { ...collections, posts } }))
  expect(known).toHaveLength(31)
  expect(known.filter((watch) => !watch.isCurrent).length).toBeLessThan(8)
})

test('neighbors are asked again only where a list has changed', () => {
  const before = fixtureSnapshot()
  const cells = createCells(before)
  const known = before.posts.map((id) => cells.watch(cells.read((source) => source.posts.neighbors(id))))
  const { collections, globals } = before.documents
  const without = (id: string) => ({
    globals,
    collections: { ...collections, posts: collections.posts.filter((post) => post.id !== id) },
  })
  const next = snapshotWith(before, without('post-10'))
  cells.lookAt(next)
  expect(known.filter((watch) => !watch.isCurrent)).toHaveLength(7)
  for (const id of before.posts) {
    const position = next.posts.indexOf(id)
    expect(cells.read((source) => source.posts.neighbors(id)).value).toEqual({
      before: position < 0 ? [] : next.posts.slice(Math.max(0, position - 3), position),
      after: position < 0 ? [] : next.posts.slice(position + 1, position + 4),
    })
  }
})

test('a list with the same items is the same list, however it was made', () => {
  const before = fixtureSnapshot()
  const cells = createCells(before)
  const watch = cells.watch(cells.read((source) => source.posts.slice(-3).length))
  const { collections, globals } = before.documents
  cells.lookAt(
    snapshotWith(before, { globals, collections: { ...collections, posts: collections.posts.slice(1) } }),
  )
  expect(watch.isCurrent).toBe(true)
  cells.lookAt(
    snapshotWith(before, { globals, collections: { ...collections, posts: collections.posts.slice(0, -1) } }),
  )
  expect(watch.isCurrent).toBe(false)
})

test('a part is made once, and again only when what it is made of has changed', () => {
  const before = fixtureSnapshot()
  const cells = createCells(before)
  let made = 0
  const count = (source: Source) =>
    source.part('number of people', ({ all }) => {
      made++
      return all.people.length
    })
  const [first, second] = [cells.read(count), cells.read(count)]
  expect([first.value, second.value, made]).toEqual([2, 2, 1])
  const watch = cells.watch(first)
  const { collections, globals } = before.documents
  const people = collections.people.map(withOtherWords)
  cells.lookAt(snapshotWith(before, { globals, collections: { ...collections, people } }))
  expect([made, watch.isCurrent]).toEqual([2, true])
  cells.lookAt(snapshotWith(before, { globals, collections: { ...collections, people: [] } }))
  expect([made, watch.isCurrent]).toEqual([3, false])
  expect(cells.read(count).value).toBe(0)
})

test('a part cannot be made of parts, whose order nobody knows', () => {
  const cells = createCells(fixtureSnapshot())
  const nested = (source: Source) => source.part('outer', (part) => part.part('inner', () => 1))
  expect(() => cells.read(nested)).toThrow('The part “inner” is read by a part.')
})

test('nothing can be read past the one who notes it', () => {
  const cells = createCells(fixtureSnapshot())
  const { value: source } = cells.read((given) => given)
  expect(() => source.today).toThrow('“today” is read while nobody notes it.')
  expect(() => source.byId.posts.get('post-09')).toThrow('while nobody notes it')
  expect(() => source.posts.count).toThrow('while nobody notes it')
  expect(() => Object.assign(source, { today: '2027-01-05' })).toThrow(TypeError)
})
