import type { FlattenedField } from 'payload'
import { validOperators } from 'payload/shared'
import { collectionSchemas } from 'shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'

let cms: TestCms
let admin: TestUser
beforeAll(async () => {
  cms = await startCms()
  admin = await cms.user('admin')
})
afterAll(() => cms.stop())

interface Place {
  path: string
  field: FlattenedField
  /** What decides how the database finds it: its type, and the types of what it is in. */
  kind: string
}

function placesOf(fields: readonly FlattenedField[], prefix = '', within = ''): Place[] {
  return fields.flatMap((field) => {
    const path = prefix + field.name
    const isMany = 'hasMany' in field && field.hasMany
    const isPolymorphic = 'relationTo' in field && Array.isArray(field.relationTo)
    const kind = [within, field.type, isMany ? 'many' : '', isPolymorphic ? 'polymorphic' : ''].join(' ')
    const inner =
      field.type === 'blocks'
        ? field.blocks.flatMap((block) => placesOf(block.flattenedFields, `${path}.`, kind))
        : 'flattenedFields' in field
          ? placesOf(field.flattenedFields, `${path}.`, kind)
          : []
    return [{ path, field, kind }, ...inner]
  })
}

const values: Partial<Record<FlattenedField['type'], string>> = {
  date: '2027-01-31',
  number: '5',
  checkbox: 'true',
}

test('each kind of field is searched and sorted by, or refused with words', async () => {
  const problems: string[] = []
  const seen = new Set<string>()
  for (const { slug, flattenedFields } of cms.payload.config.collections) {
    if (!(slug in collectionSchemas)) continue
    for (const { path, field, kind } of placesOf(flattenedFields)) {
      if (seen.has(kind)) continue
      seen.add(kind)
      const value = values[field.type] ?? '%25'
      const conditions = validOperators.map(
        (operator) => `where[${path}][${operator}]=${operator === 'exists' ? 'true' : value}`,
      )
      for (const query of [`sort=${path}`, ...conditions]) {
        const { status, body } = await cms.request('GET', `/api/${slug}?${query}`, { as: admin })
        if (status === 200 || (status === 400 && body.errors[0].message.length > 10)) continue
        problems.push(`${slug} ${query} (${kind}): ${status}`)
      }
    }
  }
  expect(problems).toEqual([])
  expect(seen.size).toBeGreaterThan(30)
})

test('what is in a list of blocks cannot be searched', async () => {
  for (const path of ['layout', 'layout.heading', 'version.layout.link.label']) {
    const of = path.startsWith('version') ? '/versions' : ''
    const { status, body } = await cms.request('GET', `/api/pages${of}?where[${path}][equals]=x`, {
      as: admin,
    })
    expect(status, path).toBe(400)
    expect(body.errors[0].message).toBe(
      `The request was refused: “where.${path}” is in a list of blocks, which cannot be searched. Search by another field.`,
    )
  }
})

test.each([
  'posts?where[hero][greater_than]=x',
  'posts?where[authors][not_like]=x',
  'posts?where[reviewedOn][contains]=2027-01-31',
  'externships?where[paid][contains]=true',
])('%s has no meaning, and MongoDB could not answer it', async (path) => {
  const { status, body } = await cms.request('GET', `/api/${path}`, { as: admin })
  expect(status).toBe(400)
  expect(body.errors[0].message).toContain('which has no meaning. Use equals, in or exists.')
})
