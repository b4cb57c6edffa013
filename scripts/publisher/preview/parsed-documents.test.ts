import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { type ParsedDocument, ParsedDocuments } from './parsed-documents'

const folder = mkdtempSync(join(tmpdir(), 'parsed-documents-test-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'previews.db')
beforeEach(() => ['', '-wal', '-shm'].forEach((ending) => rmSync(`${file}${ending}`, { force: true })))

const version = (number: number, minute = 0) =>
  ({ slug: 'posts', id: `post-${number}`, updatedAt: `2026-12-01T15:0${minute}:00.000Z` }) as const
const post = (number: number, minute = 0): ParsedDocument => ({
  version: {
    ...version(number, minute),
    value: {
      ...{ id: `post-${number}`, title: `What “stat” means, minute ${minute}`, hero: null },
      body: {
        root: {
          children: Array.from({ length: 50 }, (_, line) => ({ text: `${number}, line ${line} – 5 µg` })),
        },
      },
      categories: ['study'],
    },
  },
  links: { targets: [`categories/study`], typed: [`/blog/post-${number + 1}/`] },
})
const versionsOf = (...documents: ParsedDocument[]) =>
  new Map(documents.map(({ version }) => [`${version.slug}/${version.id}`, version]))

test('a later process finds the documents, in the order of their fields', () => {
  const first = new ParsedDocuments(file, 'templates-1')
  first.whileAdding(() => {
    for (let number = 0; number < 100; number++) expect(first.put(post(number))).toEqual(post(number))
  })
  const later = new ParsedDocuments(file, 'templates-1')
  for (let number = 0; number < 100; number++) {
    const found = later.get(version(number))
    expect(JSON.stringify(found)).toBe(JSON.stringify(post(number)))
    expect(() => Object.assign(found?.version.value ?? {}, { title: 'x' })).toThrow(TypeError)
  }
  expect(later.get(version(100))).toBeUndefined()
})

test('a version that was replaced can be read until it is removed', () => {
  const documents = new ParsedDocuments(file, 'templates-1')
  const before = documents.put(post(1, 1))
  documents.put(post(2, 1))
  const after = documents.put(post(1, 2))
  expect([documents.get(version(1, 1)), documents.get(version(1, 2))]).toEqual([before, after])
  documents.keepOnly(versionsOf(post(1, 2)))
  const left = [version(1, 1), version(2, 1), version(1, 2)].map((one) => documents.get(one))
  expect(left).toEqual([undefined, undefined, post(1, 2)])
})

test('what other templates have parsed is not used', () => {
  new ParsedDocuments(file, 'templates-1').put(post(1))
  expect(new ParsedDocuments(file, 'templates-2').get(version(1))).toBeUndefined()
  expect(new ParsedDocuments(file, 'templates-1').get(version(1))).toBeUndefined()
})

test('a broken file is replaced', () => {
  writeFileSync(file, 'no database '.repeat(1000))
  const documents = new ParsedDocuments(file, 'templates-1')
  documents.put(post(1))
  expect(new ParsedDocuments(file, 'templates-1').get(version(1))).toEqual(post(1))
})

test('without a database the documents are the same, but none is found', () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const documents = new ParsedDocuments(join(folder, 'no-such-folder', 'previews.db'), 'templates-1')
  expect(documents.whileAdding(() => documents.put(post(1)))).toEqual(post(1))
  expect(documents.get(version(1))).toBeUndefined()
  documents.keepOnly(versionsOf())
  expect(warn).toHaveBeenCalledOnce()
})
