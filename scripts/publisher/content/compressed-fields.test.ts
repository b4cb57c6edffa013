import { expect, test } from 'vitest'
import { giveMemoryBack } from './garbage-collection'
import { PackedText, fromPackedFields, packed, packedFields } from './compressed-fields'

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

test('a packed document is the same to whoever reads it', () => {
  for (let number = 0; number < 100; number++) {
    const document = packed(post(number))
    expect(document).toEqual(post(number))
    expect(JSON.stringify(document)).toBe(JSON.stringify(post(number)))
    expect(Object.keys(document)).toEqual(Object.keys(post(number)))
    expect(structuredClone(document)).toEqual(post(number))
  }
})

test('what was packed long ago can be read still, and nobody can change it', () => {
  const [first] = Array.from({ length: 100 }, (_, number) => packed(post(number)))
  expect(first).toEqual(post(0))
  expect(() => first?.body.root.children.pop()).toThrow(TypeError)
  expect(() => Object.assign(first ?? {}, { title: 'x' })).toThrow(TypeError)
  expect(first).toEqual(post(0))
})

test('what is packed is in memory only packed', async () => {
  const packedNow = () => {
    const document = post(0)
    return { kept: packed(document), body: new WeakRef(document.body) }
  }
  const { kept, body } = packedNow()
  // What was read last is kept for a while.
  for (let number = 1; number < 100; number++) packed(post(number))
  await new Promise((resolve) => setImmediate(resolve))
  giveMemoryBack()
  expect(body.deref()).toBeUndefined()
  expect(kept).toEqual(post(0))
})

test('only long fields are packed', () => {
  const packedFields = Object.entries(Object.getOwnPropertyDescriptors(packed(post(1)))).flatMap(
    ([name, { get }]) => (get ? [name] : []),
  )
  expect(packedFields).toEqual(['body'])
})

test('another process gets the same document, in the same order', () => {
  const sent = JSON.stringify(packedFields(packed(post(7))))
  expect(sent.length).toBeLessThan(JSON.stringify(post(7)).length / 2)
  const received = fromPackedFields(JSON.parse(sent) as Parameters<typeof fromPackedFields>[0])
  expect(JSON.stringify(received)).toBe(JSON.stringify(post(7)))
})

test('a text comes out as it went in', () => {
  for (const text of ['', 'a', '“Zoë” – 5 µg 💉'.repeat(1000)]) expect(String(PackedText.of(text))).toBe(text)
})
