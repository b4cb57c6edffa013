import fc from 'fast-check'
import type { FlattenedBlock, FlattenedField } from 'payload'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CollectionSlug, collectionSchemas, type ContentSlug, paths } from 'shared-types'
import { referenceTargets } from 'shared-types/test/arbitrary-of-schema'
import { contentSlugs } from 'shared-types/test/generated-documents'
import { problemsOfFile } from 'publisher/test/well-formed'
import { sampleOf } from '../../../cms/test/sample-documents'
import { checkProperty, propertyTimeoutMs } from './check-property'
import { cmsFields, type Json, requestBody } from './cms-fields'
import { PublishingStack, type Stored } from './publishing-stack'

let stack: PublishingStack
/** The samples and globals as they were first published. */
const firstVersions = new Map<ContentSlug, Json>()
/** A course that no generated document names. */
const unrelated = { slug: 'courses' as const, id: '' }
let price = 100_000

beforeAll(async () => {
  stack = await PublishingStack.start()
  const fields = sampleOf('courses', stack.ids, { slug: 'unrelated', code: 'UNR', title: 'Unrelated' })
  const { body } = await stack.publish(unrelated, fields)
  unrelated.id = body.doc.id
  await stack.isLive()
  for (const slug of contentSlugs) firstVersions.set(slug, await stack.get(`${pathOf(sample(slug))}?depth=0`))
}, 180_000)
afterAll(() => stack?.stop())

const idsOf = (slug: CollectionSlug) => [stack.ids[slug]]
const sample = (slug: ContentSlug): Stored => ({
  slug,
  id: slug in collectionSchemas ? stack.ids[slug as CollectionSlug] : '',
})
const pathOf = ({ slug, id }: Stored) =>
  slug in collectionSchemas ? `/api/${slug}/${id}` : `/api/globals/${slug}`

interface Generated {
  slug: ContentSlug
  isNew: boolean
  body: Json
}

/** One document at most of each collection and global. A picture is changed and not uploaded, since drawing its sizes takes long. */
function generatedRequests() {
  const documents = contentSlugs.map((slug) =>
    fc.record({
      slug: fc.constant(slug),
      isNew: slug in collectionSchemas && slug !== 'media' ? fc.boolean() : fc.constant(false),
      body: requestBody(stack.cms.payload, slug, idsOf),
    }),
  )
  const selector = ({ slug }: Generated) => slug
  return fc.uniqueArray(fc.oneof(...documents), { minLength: 1, maxLength: 14, size: 'max', selector })
}

/** Publishes a document. Gives where it is stored, or undefined when the CMS refuses it in words. */
async function accepted({ slug, isNew, body }: Generated): Promise<Stored | undefined> {
  const stored = isNew ? { slug, id: '' } : sample(slug)
  const answer = await stack.publish(stored, body)
  if (answer.status < 300) return isNew ? { slug, id: answer.body.doc.id } : stored
  const errors = (answer.body.errors ?? []) as {
    message?: string
    data?: { errors?: { message?: string }[] }
  }[]
  const words = errors.flatMap(({ message, data }) => [
    message,
    ...(data?.errors ?? []).map((one) => one.message),
  ])
  expect(answer.status, `${slug}: ${JSON.stringify(answer.body)}`).toBeLessThan(500)
  expect(words.length, `${slug} is refused with a reason`).toBeGreaterThan(0)
  for (const message of words) expect(message, `the reason why ${slug} is refused`).toMatch(/\w+ \w+/)
  return undefined
}

/** Takes everything back that was generated. */
async function restore(stored: readonly Stored[]): Promise<void> {
  const isSample = ({ slug, id }: Stored) => id === sample(slug).id
  const remove = (one: Stored) => stack.cms.request('DELETE', pathOf(one), { as: stack.admin })
  for (const one of stored) if (!isSample(one)) await remove(one)
  for (const one of stored.filter(isSample)) {
    const { id: _id, createdAt: _created, updatedAt: _updated, ...fields } = firstVersions.get(one.slug) ?? {}
    await stack.save(one, fields)
  }
  // A page that was moved there and back left redirects behind.
  const { docs } = await stack.get('/api/redirects?depth=0&limit=0')
  for (const { id } of docs as { id: string }[]) {
    if (id !== stack.ids.redirects) await remove({ slug: 'redirects', id })
  }
  await stack.isLive()
}

test(
  'what the CMS accepts goes live or is blocked alone, and an unrelated price goes live with it',
  async () => {
    const published = new Map<ContentSlug, number>()
    const isWhole = await checkProperty(
      generatedRequests(),
      async (requests) => {
        const stored: Stored[] = []
        try {
          for (const request of requests) {
            const one = await accepted(request)
            if (one) stored.push(one)
          }
          price += 100
          await stack.save(unrelated, { costs: [{ label: 'Tuition', cents: price, paidTo: 'school' }] })
          await stack.isLive()
          const shown = `$${(price / 100).toLocaleString('en-US')}`
          expect(stack.file(`${paths.course('unrelated').slice(1)}index.html`)).toContain(shown)
          const blocked = await stack.blocked()
          for (const { message } of blocked)
            expect(message, 'the reason why it is blocked').toMatch(/\w+ \w+ \w+/)
          for (const one of stored) {
            const isBlocked = blocked.some(
              ({ slug, documentId }) => slug === one.slug && (documentId ?? '') === one.id,
            )
            if (!isBlocked) published.set(one.slug, (published.get(one.slug) ?? 0) + 1)
          }
          const malformed = stack
            .writtenFiles()
            .flatMap((file) => problemsOfFile(file, stack.file(file)).map((problem) => `${file}: ${problem}`))
          expect(malformed).toEqual([])
        } finally {
          await restore(stored)
        }
      },
      6,
    )
    if (isWhole) expect(published.size).toBeGreaterThan(contentSlugs.length / 2)
  },
  propertyTimeoutMs,
)

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

test.each(contentSlugs)('every field of %s in the CMS gets values', (slug) => {
  const { payload } = stack.cms
  const given = new Set(
    fc
      .sample(requestBody(payload, slug, idsOf), { numRuns: 300, seed: 7 })
      .flatMap((body) => pathsOfValues(body)),
  )
  const missing = pathsOfFields(cmsFields(payload, slug)).filter(
    (path) => !given.has(path) && !/(^|\.)(id|blockName)$/.test(path),
  )
  // Of the creator only the id would be of use.
  expect(missing).toEqual(slug === 'posts' ? ['createdBy'] : [])
})

test('references lead to the collections that the CMS allows', () => {
  const { payload } = stack.cms
  const visit = (field: FlattenedField): void => {
    if (field.type === 'group' || field.type === 'array') field.flattenedFields.forEach(visit)
    if (field.type === 'blocks')
      for (const block of field.blocks) (block as FlattenedBlock).flattenedFields.forEach(visit)
    if (field.type === 'relationship' || field.type === 'upload') {
      if (typeof field.relationTo === 'string' && field.relationTo !== 'users')
        expect(referenceTargets[field.name], field.name).toBe(field.relationTo)
    }
  }
  for (const slug of contentSlugs) cmsFields(payload, slug).forEach(visit)
})
