import { collectionSchemas, globalSchemas } from 'shared-types'
import type { CollectionSlug, GlobalSlug } from 'shared-types'
import { expect, test } from 'vitest'
import { testSchool } from '../../../test/school'
import { parseDocument, parseGlobal } from './parse'

type Path = readonly (string | number)[]

/** The places of all strings inside a value. */
const stringsIn = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'string'
    ? [path]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => stringsIn(inner, [...path, key]))
      : []

/** A copy of the value, with characters that XML or HTML forbids inside the string at the path. */
function dirtied(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return (value as string).replace(/^.?/su, '$&\u0001\ud800\uffff\u0085\ufdd0')
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string,
    unknown
  >
  copy[key] = dirtied(copy[key], rest)
  return copy
}

const hasForbidden = (value: unknown): boolean =>
  typeof value === 'string'
    ? // eslint-disable-next-line no-control-regex -- these are the characters that XML or HTML forbids
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0\ufffe\uffff]|\p{Cs}/u.test(value)
    : typeof value === 'object' && value !== null && Object.values(value).some(hasForbidden)

test('no text of any document or global reaches the site with a character that XML or HTML forbids', () => {
  const { collections, globals } = testSchool()
  const ids = new Set(Object.values(collections).flatMap((documents) => documents.map(({ id }) => id)))
  const cases = [
    ...(Object.keys(collectionSchemas) as CollectionSlug[]).flatMap((slug) =>
      collections[slug].map((raw) => ({ slug, raw, parse: (value: unknown) => parseDocument(slug, value) })),
    ),
    ...(Object.keys(globalSchemas) as GlobalSlug[]).map((slug) => ({
      slug,
      raw: globals[slug],
      parse: (value: unknown) => parseGlobal(slug, value),
    })),
  ]
  const found = new Set<string>()
  let cleaned = 0
  for (const { slug, raw, parse } of cases) {
    for (const path of stringsIn(raw)) {
      // The CMS makes the ids, and the test school refers to some that are gone. The path of a redirect is no text.
      const text = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], raw)
      if (
        ids.has(text) ||
        /^(faq-)?gone$/.test(String(text)) ||
        path.at(-1) === 'id' ||
        path.at(-1) === 'from'
      )
        continue
      const parsed = parse(dirtied(raw, path))
      if (!('value' in parsed)) continue
      if (hasForbidden(parsed.value)) found.add(`${slug}.${path.join('.')}`)
      else cleaned++
    }
  }
  expect([...found]).toEqual([])
  expect(cleaned).toBeGreaterThan(300)
})
