import fc from 'fast-check'
import { type Block, flattenAllFields } from 'payload'
import { expect, test } from 'vitest'
import { mergeFields } from './merge-fields'

const step = [
  { name: 'title', type: 'text' },
  { name: 'text', type: 'textarea' },
] as const
const blocks: Block[] = [
  { slug: 'steps', fields: [{ name: 'steps', type: 'array', fields: [...step] }] },
  { slug: 'people', fields: [{ name: 'people', type: 'relationship', relationTo: 'people', hasMany: true }] },
]
const fields = flattenAllFields({
  fields: [
    { name: 'title', type: 'text' },
    { name: 'price', type: 'number' },
    { name: 'starts', type: 'date' },
    { name: 'isFull', type: 'checkbox' },
    { name: 'body', type: 'richText' },
    { name: 'author', type: 'relationship', relationTo: 'people' },
    { name: 'related', type: 'relationship', relationTo: ['posts', 'pages'], hasMany: true },
    {
      name: 'seo',
      type: 'group',
      fields: [
        { name: 'title', type: 'text' },
        { name: 'picture', type: 'upload', relationTo: 'media' },
      ],
    },
    { name: 'steps', type: 'array', fields: [...step] },
    { name: 'sections', type: 'blocks', blocks },
  ],
})

type Data = Record<string, unknown>
const merge = (base: Data, yours: Data, theirs: Data) => mergeFields(fields, base, yours, theirs)
const row = (id: string, title = `step ${id}`) => ({ id, title, text: 'Words.' })
const text = (words: string) => ({ root: { type: 'root', children: [{ type: 'text', text: words }] } })

test('fields that only one side changed are merged, and those that were not sent stay', () => {
  const theirs = { title: 'Old', price: 200, body: text('new'), seo: { title: 'New', picture: '1' } }
  const result = merge(
    { title: 'Old', price: 100, seo: { title: 'Old', picture: '1' } },
    { title: 'Mine', price: 100, seo: { picture: '2' } },
    theirs,
  )
  expect(result).toEqual({
    merged: { title: 'Mine', price: 200, body: text('new'), seo: { title: 'New', picture: '2' } },
    conflicts: [],
    taken: ['price'],
  })
})

test('a field that both changed is a conflict, unless both have the same value', () => {
  const conflict = { path: 'seo.title', base: 'Old', yours: 'Mine', theirs: 'Hers' }
  const base = { title: 'Old', seo: { title: 'Old' } }
  const result = merge(
    base,
    { title: 'Same', seo: { title: 'Mine' } },
    { title: 'Same', seo: { title: 'Hers' } },
  )
  expect(result.conflicts).toEqual([conflict])
  expect(merge({ body: text('a') }, { body: text('b') }, { body: text('c') }).conflicts).toHaveLength(1)
  expect(merge({ price: 100 }, { price: null }, { price: 200 }).conflicts).toEqual([
    { path: 'price', base: 100, yours: null, theirs: 200 },
  ])
  expect(merge({}, { price: 100 }, { price: 200 }).conflicts).toEqual([
    { path: 'price', base: null, yours: 100, theirs: 200 },
  ])
})

test('values that mean the same are not a change', () => {
  const same: [string, unknown, unknown][] = [
    ['title', null, undefined],
    ['title', '', null],
    ['price', 100, '100'],
    ['starts', '2027-01-31T12:00:00Z', '2027-01-31T12:00:00.000Z'],
    ['isFull', false, null],
    ['author', '7', { id: 7, name: 'Ana' }],
    ['related', [{ relationTo: 'posts', value: '7' }], [{ relationTo: 'posts', value: { id: '7' } }]],
    ['related', 0, []],
    ['steps', 0, null],
    ['seo', { title: null }, null],
    ['body', { root: { type: 'root', format: null } }, { root: { type: 'root' } }],
  ]
  for (const [name, before, sent] of same) {
    const theirs = { [name]: name === 'seo' ? { title: 'New' } : name === 'steps' ? [row('a')] : 'new' }
    const { conflicts, merged } = merge({ [name]: before }, { [name]: sent }, theirs)
    expect({ name, conflicts, merged }).toEqual({ name, conflicts: [], merged: theirs })
  }
})

test('rows are merged by their ids: added, removed, moved and changed ones', () => {
  const steps = [row('a'), row('b'), row('c'), row('d')]
  const { conflicts, merged } = merge(
    { steps },
    { steps: [row('a'), row('y1'), row('c', 'mine'), row('d')] },
    { steps: [row('d'), row('a'), row('b'), row('x1'), row('c')] },
  )
  expect(conflicts).toEqual([])
  expect(merged.steps).toEqual([row('d'), row('a'), row('x1'), row('y1'), row('c', 'mine')])
})

test('a row that one side removes and the other changes is a conflict, and is kept until a person decides', () => {
  const steps = [row('a'), row('b')]
  const changed = [row('a'), row('b', 'hers')]
  const removed = [row('a')]
  const conflict = { path: 'steps.b', base: row('b') }
  const yoursRemoved = merge({ steps }, { steps: removed }, { steps: changed })
  expect(yoursRemoved.conflicts).toEqual([{ ...conflict, yours: null, theirs: row('b', 'hers') }])
  expect(yoursRemoved.merged.steps).toEqual(changed)
  const theirsRemoved = merge({ steps }, { steps: changed }, { steps: removed })
  expect(theirsRemoved.conflicts).toEqual([{ ...conflict, yours: row('b', 'hers'), theirs: null }])
  expect(theirsRemoved.merged.steps).toEqual(changed)

  const decide = (choice: 'yours' | 'theirs') =>
    mergeFields(fields, { steps }, { steps: removed }, { steps: changed }, { 'steps.b': choice })
  expect(decide('yours')).toMatchObject({ conflicts: [], merged: { steps: removed } })
  expect(decide('theirs')).toMatchObject({ conflicts: [], merged: { steps: changed } })
})

test('two orders of the same rows are a conflict of the list', () => {
  const order = (ids: string) => ({ steps: [...ids].map((id) => row(id)) })
  expect(merge(order('abc'), order('bac'), order('acb')).conflicts).toEqual([
    { path: 'steps', base: ['a', 'b', 'c'], yours: ['b', 'a', 'c'], theirs: ['a', 'c', 'b'] },
  ])
  expect(merge(order('abc'), order('bac'), order('bac')).conflicts).toEqual([])
})

test('a list with a row without an id is one field', () => {
  const steps = [row('a'), row('b')]
  const sent = [{ title: 'step a', text: 'Words.' }, { title: 'new' }]
  expect(merge({ steps }, { steps: sent }, { steps })).toMatchObject({
    conflicts: [],
    merged: { steps: sent },
  })
  const theirs = [row('a', 'hers'), row('b')]
  expect(merge({ steps }, { steps: sent }, { steps: theirs }).conflicts).toEqual([
    { path: 'steps', base: steps, yours: sent, theirs },
  ])
})

test('rows within blocks are merged too', () => {
  const sections = (first: string, second: string) => [
    { id: 's', blockType: 'steps', steps: [row('a', first), row('b', second)] },
    { id: 'p', blockType: 'people', people: ['1'] },
  ]
  const result = merge(
    { sections: sections('1', '2') },
    { sections: sections('mine', '2') },
    { sections: sections('1', 'hers') },
  )
  expect(result).toMatchObject({ conflicts: [], merged: { sections: sections('mine', 'hers') } })
  const both = merge(
    { sections: sections('1', '2') },
    { sections: sections('mine', '2') },
    { sections: sections('hers', '2') },
  )
  expect(both.conflicts).toEqual([
    { path: 'sections.s.steps.a.title', base: '1', yours: 'mine', theirs: 'hers' },
  ])
})

const word = fc.constantFrom('a', 'b', 'c', '')
const rows = fc
  .uniqueArray(fc.constantFrom('1', '2', '3', '4', '5'))
  .chain((ids) => fc.tuple(...ids.map((id) => fc.record({ id: fc.constant(id), title: word, text: word }))))
const documents = fc.record({
  title: word,
  price: fc.constantFrom(1, 2, null),
  body: word.map(text),
  seo: fc.record({ title: word, picture: fc.constantFrom('1', '2', null) }),
  steps: rows,
  sections: fc
    .tuple(rows, rows)
    .map((lists) => lists.map((steps, index) => ({ id: `s${index}`, blockType: 'steps', steps }))),
})

test('merging is the same from both sides', () => {
  fc.assert(
    fc.property(documents, documents, documents, (base, one, other) => {
      const here = merge(base, one, other)
      const there = merge(base, other, one)
      const swapped = there.conflicts.map(({ yours, theirs, ...rest }) => ({
        ...rest,
        yours: theirs,
        theirs: yours,
      }))
      const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1)
      expect(here.conflicts.toSorted(byPath)).toEqual(swapped.toSorted(byPath))
      if (here.conflicts.length === 0) expect(here.merged).toEqual(there.merged)
    }),
  )
})

test('a side that changed nothing takes over the other', () => {
  fc.assert(
    fc.property(documents, documents, (base, changed) => {
      expect(merge(base, changed, base)).toMatchObject({ merged: changed, conflicts: [] })
      expect(merge(base, base, changed)).toMatchObject({ merged: changed, conflicts: [] })
    }),
  )
})

const side = fc.constantFrom('yours', 'theirs', 'neither')
const rowChange = fc.record({ title: side, text: side, remove: side })
const added = fc.array(fc.nat(5), { maxLength: 3 })

test('changes of different fields and rows never conflict, and all survive', () => {
  const changes = fc.record({
    title: side,
    price: side,
    seoTitle: side,
    rows: fc.array(rowChange, { maxLength: 5 }),
    yours: added,
    theirs: added,
  })
  fc.assert(
    fc.property(changes, ({ title, price, seoTitle, rows, ...addedAt }) => {
      const base = rows.map((_, index) => ({ id: `r${index}`, title: 'old', text: 'old' }))
      const apply = (...applied: string[]) => {
        const value = (by: string, old: unknown, changed: unknown) => (applied.includes(by) ? changed : old)
        const steps = base
          .map((row, index) => {
            const { title, text } = rows[index]!
            return { ...row, title: value(title, 'old', 'new'), text: value(text, 'old', 'new') }
          })
          .filter((_, index) => !applied.includes(rows[index]!.remove) || isChanged(rows[index]!))
        for (const by of ['yours', 'theirs'] as const) {
          if (!applied.includes(by)) continue
          addedAt[by].forEach((at, index) => steps.splice(at, 0, row(`${by}${index}`)))
        }
        return {
          title: value(title, 'old', 'new'),
          price: value(price, 1, 2),
          seo: { title: value(seoTitle, 'old', 'new'), picture: '1' },
          steps,
        }
      }
      const { conflicts, merged } = merge(apply(), apply('yours'), apply('theirs'))
      const expected = apply('yours', 'theirs')
      const byId = (list: { id: string }[]) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1))
      expect(conflicts).toEqual([])
      expect({ ...merged, steps: byId(merged.steps as never) }).toEqual({
        ...expected,
        steps: byId(expected.steps),
      })
    }),
  )
})

/** A removed row that the other side changed would be a conflict. */
const isChanged = ({ title, text }: { title: string; text: string }) =>
  title !== 'neither' || text !== 'neither'
