import { expect, test } from 'vitest'
import { compressed, compressedFields, fromCompressedFields } from './compressed-fields'
import { giveMemoryBack } from './garbage-collection'

const paragraph = (text: string) => ({ type: 'paragraph', children: [{ type: 'text', text }] })
const post = (number: number) => ({
  id: `post-${number}`,
  title: 'What “stat” means',
  categories: ['study'],
  hero: null,
  body: {
    root: { children: Array.from({ length: 30 }, (_, line) => paragraph(`${number}, line ${line} – 5 µg`)) },
  },
})

test('a compressed document is the same to its readers', () => {
  for (let number = 0; number < 100; number++) {
    const document = compressed(post(number))
    expect(document).toEqual(post(number))
    expect(JSON.stringify(document)).toBe(JSON.stringify(post(number)))
    expect(Object.keys(document)).toEqual(Object.keys(post(number)))
    expect(structuredClone(document)).toEqual(post(number))
  }
})

test('a document that was compressed long ago can still be read, and cannot be changed', () => {
  const [first] = Array.from({ length: 100 }, (_, number) => compressed(post(number)))
  expect(first).toEqual(post(0))
  expect(() => first?.body.root.children.pop()).toThrow(TypeError)
  expect(() => Object.assign(first ?? {}, { title: 'x' })).toThrow(TypeError)
  expect(first).toEqual(post(0))
})

test('the uncompressed value of a compressed field can be garbage-collected', async () => {
  const compressNow = () => {
    const document = post(0)
    return { kept: compressed(document), body: new WeakRef(document.body) }
  }
  const { kept, body } = compressNow()
  // The values that were read last stay for a while.
  for (let number = 1; number < 100; number++) compressed(post(number))
  await new Promise((resolve) => setImmediate(resolve))
  giveMemoryBack()
  expect(body.deref()).toBeUndefined()
  expect(kept).toEqual(post(0))
})

test('only long fields are compressed', () => {
  expect(Object.keys(compressedFields(compressed(post(1))).compressed)).toEqual(['body'])
})

test('another process gets the same document, in the same order', () => {
  const sent = JSON.stringify(compressedFields(compressed(post(7))))
  expect(sent.length).toBeLessThan(JSON.stringify(post(7)).length / 2)
  const received = fromCompressedFields(JSON.parse(sent) as Parameters<typeof fromCompressedFields>[0])
  expect(JSON.stringify(received)).toBe(JSON.stringify(post(7)))
})

test.for(['a'.repeat(5000), '“Zoë” – 5 µg 💉'.repeat(1000)])(
  'a text stays the same when it is compressed',
  (text) => {
    const document = { answer: { text } }
    expect(fromCompressedFields(compressedFields(compressed(document)))).toEqual(document)
  },
)
