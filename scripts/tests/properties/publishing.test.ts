import fc, { type Arbitrary } from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CollectionSlug, collectionSchemas, type ContentSlug, paths } from 'shared-types'
import { contentSlugs } from 'shared-types/test/generated-documents'
import { problemsOfFile } from 'publisher/test/well-formed'
import { sampleOf } from '../../../cms/test/sample-documents'
import { checkProperty, propertyTimeoutMs } from './check-property'
import { cmsFields, type Json, requestBody, unusedName } from './cms-fields'
import { nestings, nestingsOf } from './nestings'
import { oddField, type OddField } from './odd-fields'
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

/** What is sent for a document: a new one, or a new version of a sample. */
interface Sent {
  stored: Stored
  body: Json
}
type Answer = Awaited<ReturnType<PublishingStack['publish']>>

/**
 * One request at most for each collection and global. `bodyOf` makes what it holds. A picture is changed and not uploaded, since
 * drawing its sizes takes long.
 */
function requests<Request extends { body: Json }>(
  bodyOf: (slug: ContentSlug) => Arbitrary<Request>,
): Arbitrary<(Request & Sent)[]> {
  const each = contentSlugs.map((slug) => {
    const canBeNew = slug in collectionSchemas && slug !== 'media'
    // Rarely 0, so that a few runs publish each kind.
    const isLeftOut = fc.noBias(fc.nat(99)).map((chance) => chance === 0)
    return fc
      .tuple(isLeftOut, bodyOf(slug), canBeNew ? fc.boolean() : fc.constant(false))
      .map(([isLeftOut, made, isNew]) =>
        isLeftOut ? undefined : { ...made, stored: isNew ? { slug, id: '' } : sample(slug) },
      )
  })
  return fc.tuple(...each).map((all) => all.filter((request) => request !== undefined))
}

const bodyOf = (slug: ContentSlug) => requestBody(stack.cms.payload.config, slug, idsOf)

function send({ stored, body }: Sent): Promise<Answer> {
  const isSample = stored.id !== ''
  // A post cannot be related to itself, and a picture that a live document needs stays on the site.
  const whole = {
    ...body,
    ...(isSample && stored.slug === 'posts' && { relatedPosts: [] }),
    ...(isSample && stored.slug === 'media' && { published: true }),
  }
  return stack.publish(stored, whole)
}

/** Where the document is stored that an answer accepts. */
const storedBy = ({ stored }: Sent, answer: Answer): Stored =>
  stored.id === '' && stored.slug in collectionSchemas ? { ...stored, id: answer.body.doc.id } : stored

/** Changes a price that has nothing to do with the generated documents, and waits until it is live with them. Gives the blocked documents. */
async function blockedInRelease() {
  price += 100
  await stack.save(unrelated, { costs: [{ label: 'Tuition', cents: price, paidTo: 'school' }] })
  await stack.isLive()
  const shown = `$${(price / 100).toLocaleString('en-US')}`
  expect(stack.file(`${paths.course('unrelated').slice(1)}index.html`)).toContain(shown)
  const malformed = stack
    .writtenFiles()
    .flatMap((file) => problemsOfFile(file, stack.file(file)).map((problem) => `${file}: ${problem}`))
  expect(malformed).toEqual([])
  return await stack.blocked()
}

/** Takes everything back that was generated. */
async function restore(stored: readonly Stored[]): Promise<void> {
  const isSample = ({ slug, id }: Stored) => id === sample(slug).id
  const remove = (one: Stored) => stack.cms.request('DELETE', pathOf(one), { as: stack.admin })
  for (const one of stored) if (!isSample(one)) await remove(one)
  // A page that moved left a redirect behind. More than five that go at once would wait for a publisher's word.
  for (const [index, one] of stored.filter(isSample).entries()) {
    if (index % 5 === 0) await stack.isLive()
    const { id: _id, createdAt: _created, updatedAt: _updated, ...fields } = firstVersions.get(one.slug) ?? {}
    await stack.save(one, fields)
  }
  const { docs } = await stack.get('/api/redirects?depth=0&limit=0')
  const left = (docs as { id: string }[]).filter(({ id }) => id !== stack.ids.redirects)
  for (const [index, { id }] of left.entries()) {
    if (index % 5 === 0) await stack.isLive()
    await remove({ slug: 'redirects', id })
  }
  await stack.isLive()
}

test(
  'what is right by the contract is accepted and goes live, and an unrelated price with it',
  async () => {
    const live = new Map<string, number>([...contentSlugs, ...nestings].map((kind) => [kind, 0]))
    let runs = 0
    const isWhole = await checkProperty(
      requests((slug) => fc.record({ body: bodyOf(slug) })),
      async (all) => {
        const stored: Stored[] = []
        const kinds: string[] = []
        try {
          for (const one of all) {
            const answer = await send(one)
            expect(answer.status, `${one.stored.slug}: ${JSON.stringify(answer.body.errors)}`).toBeLessThan(
              300,
            )
            stored.push(storedBy(one, answer))
            const { slug } = one.stored
            kinds.push(slug, ...nestingsOf(answer.body.doc ?? answer.body.result, slug === 'faqs'))
          }
          expect(await blockedInRelease()).toEqual([])
          for (const kind of new Set(kinds)) live.set(kind, (live.get(kind) ?? 0) + 1)
          runs++
        } finally {
          await restore(stored)
        }
      },
      2,
    )
    if (!isWhole) return
    const rare = [...live].filter(([, times]) => times < Math.max(1, runs / 10))
    expect(rare, `what went live in hardly any of ${runs} runs`).toEqual([])
  },
  propertyTimeoutMs,
)

test(
  'a field with an odd value is refused with its name, or goes live, and an unrelated price with it',
  async () => {
    await checkProperty(
      requests((slug) =>
        oddField(cmsFields(stack.cms.payload.config, slug), bodyOf(slug)).map(withUnusedName),
      ),
      async (all) => {
        const accepted: (Stored & Pick<OddField, 'path' | 'value'>)[] = []
        try {
          for (const one of all) {
            const answer = await send(one)
            const { path, value } = one
            if (answer.status < 300) accepted.push({ ...storedBy(one, answer), path, value })
            else expectNamed(answer, one)
          }
          const blocked = await blockedInRelease()
          for (const { slug, documentId, message } of blocked) {
            const one = accepted.find((other) => other.slug === slug && other.id === (documentId ?? ''))
            const what = `${slug}.${one?.path} = ${JSON.stringify(one?.value)} is blocked: ${message}`
            // The CMS makes a redirect for a page with a new address; it waits for that page.
            if (!one) expect(slug, what).toBe('redirects')
            // What depends on other documents, or on the settings of the publisher.
            expect(message, what).toMatch(/has nothing at that address|not for visitors|is still at/)
          }
        } finally {
          await restore(accepted)
        }
      },
      1,
    )
  },
  propertyTimeoutMs,
)

/** Other documents may not have the name of a partner whose agreement the odd value changed. */
function withUnusedName(one: OddField): OddField {
  const isOfAgreement = ['mayUseName', 'agreementStatus', 'agreementExpires'].includes(one.path)
  return isOfAgreement ? { ...one, body: { ...one.body, name: unusedName } } : one
}

/** Fields in which a check reports that a value contradicts them. */
const contradicted: Record<string, readonly string[]> = {
  start: ['end', 'applyBy'],
  startTime: ['endTime', 'days'],
  endTime: ['startTime', 'days'],
  mode: ['location'],
  seats: ['seatsTaken'],
  modules: ['clockHours'],
  hoursNote: ['clockHours'],
  reviewedBy: ['reviewedOn'],
  reviewedOn: ['reviewedBy'],
  checkedOn: ['verifyBy'],
  enabled: ['message'],
  from: ['until'],
  kind: ['document', 'address'],
  address: ['from'],
  document: ['from'],
  decorative: ['alt'],
}

/** The refusal names the field, one inside it or beside it in the same row, or one that it contradicts; in words. */
function expectNamed({ status, body }: Answer, { stored: { slug }, path, value }: Sent & OddField): void {
  const what = `${slug}.${path} = ${JSON.stringify(value)}: ${JSON.stringify(body)}`
  expect(status, what).toBe(400)
  const errors = (body.errors as { data?: { errors?: { path: string; message: string }[] } }[]).flatMap(
    ({ data }) => data?.errors ?? [],
  )
  const row = path.slice(0, path.lastIndexOf('.') + 1)
  const names = (named: string) =>
    named === path ||
    named.startsWith(`${path}.`) ||
    (row !== '' && named.startsWith(row)) ||
    contradicted[path.split('.')[0] ?? '']?.includes(named)
  expect(
    errors.some((error) => names(error.path)),
    what,
  ).toBe(true)
  for (const { message } of errors) expect(message, what).toMatch(/\w+ \w+/)
}
