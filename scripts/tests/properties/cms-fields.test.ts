import fc from 'fast-check'
import type { FlattenedBlock, FlattenedField } from 'payload'
import { expect, test } from 'vitest'
import type { ContentSlug } from 'shared-types'
import { referenceTargets } from 'shared-types/test/arbitrary-of-schema'
import { contentSlugs } from 'shared-types/test/generated-documents'
import configured from '../../../cms/src/payload.config'
import { cmsFields, requestBody } from './cms-fields'

const config = await configured

/** The paths of all fields, with those inside groups, lists and blocks. */
function pathsOfFields(fields: readonly FlattenedField[], parent = ''): string[] {
  return fields.flatMap((field): string[] => {
    const path = `${parent}${field.name}`
    if (field.type === 'group' || field.type === 'array')
      return pathsOfFields(field.flattenedFields, `${path}.`)
    if (field.type !== 'blocks') return [path]
    return field.blocks.flatMap((block) =>
      pathsOfFields((block as FlattenedBlock).flattenedFields, `${path}.`),
    )
  })
}

/** The paths of all values but null and undefined; those of rich text end at its field. */
function pathsOfValues(value: unknown, parent = ''): string[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((item) => pathsOfValues(item, parent))
  if (typeof value !== 'object' || 'root' in value || 'relationTo' in value) return [parent]
  return Object.entries(value).flatMap(([name, inner]) =>
    pathsOfValues(inner, parent ? `${parent}.${name}` : name),
  )
}

/** Of a user only the id would be of use. */
const fieldsWithUsers: Partial<Record<ContentSlug, string[]>> = {
  posts: ['createdBy'],
  media: ['createdBy'],
  courses: ['approvals.owner'],
  disclosures: ['approvals.owner'],
}

test.each(contentSlugs)('every field of %s in the CMS gets values', (slug) => {
  const given = new Set(
    fc
      .sample(
        requestBody(config, slug, (target) => [`an id of ${target}`]),
        { numRuns: 300, seed: 7 },
      )
      .flatMap((body) => pathsOfValues(body)),
  )
  const missing = pathsOfFields(cmsFields(config, slug)).filter(
    (path) => !given.has(path) && !/(^|\.)(id|blockName)$/.test(path),
  )
  expect(missing).toEqual(fieldsWithUsers[slug] ?? [])
})

test('references lead to the collections that the CMS allows', () => {
  const visit = (field: FlattenedField): void => {
    if (field.type === 'group' || field.type === 'array') field.flattenedFields.forEach(visit)
    if (field.type === 'blocks')
      for (const block of field.blocks) (block as FlattenedBlock).flattenedFields.forEach(visit)
    if (field.type === 'relationship' || field.type === 'upload') {
      if (typeof field.relationTo === 'string' && field.relationTo !== 'users')
        expect(referenceTargets[field.name], field.name).toBe(field.relationTo)
    }
  }
  for (const slug of contentSlugs) cmsFields(config, slug).forEach(visit)
})
