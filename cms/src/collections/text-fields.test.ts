import type { Field } from 'payload'
import { collectionSchemas, type CollectionSlug, globalSchemas, type GlobalSlug } from 'shared-types'
import { sampleGlobal } from 'shared-types/test/sample-documents'
import { block, paragraph, richText, typedLink, words } from 'shared-types/test/rich-text'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { publishSamples, sampleOf, sampleSlugs, type SampleSlug } from '../../test/sample-documents'

let cms: TestCms
let ids: Record<CollectionSlug, string>
let publisher: TestUser
let admin: TestUser
let count = 0
beforeAll(async () => {
  cms = await startCms()
  ;({ ids, as: publisher } = await publishSamples(cms))
  admin = await cms.user('admin')
})
afterAll(() => cms.stop())

type Document = Record<string, unknown>
const globalSlugs = Object.keys(globalSchemas) as GlobalSlug[]
const isGlobal = (slug: string): slug is GlobalSlug => slug in globalSchemas

const link = { label: 'Courses', kind: 'section', section: 'courses' }
const parts: Record<GlobalSlug, Document> = {
  'site-settings': { social: [{ label: 'Video', url: 'https://video.example/' }] },
  header: { links: [{ link }] },
  footer: { columns: [{ heading: 'Learn', links: [{ link }] }], smallPrint: 'Sample.' },
  announcement: { enabled: true, message: 'Closed for snow.', link },
  home: {
    dayInClass: {
      heading: 'A day',
      intro: 'Hour by hour.',
      entries: [{ time: '08:30', text: 'Draws', log: 'x' }],
    },
    beforeYouEnroll: { heading: 'Before', intro: 'Read.', items: [{ title: 'Age', text: 'You are 18.' }] },
    costs: { heading: 'Costs', intro: 'All of them.', note: 'None.' },
    externships: { heading: 'Places', intro: 'Partners.', note: 'None.' },
  },
  disclosures: {
    stateCertification: 'Certified.',
    others: [{ heading: 'Refunds', text: 'As the law says.' }],
  },
  claims: {
    lists: [{ name: 'job', words: 'job' }],
    rules: [
      {
        ...{
          name: 'Jobs',
          level: 'blocks',
          phrases: 'guaranteed {job}',
          allowed: 'not guaranteed',
          reason: 'Law',
        },
        ...{ instead: 'We help.', source: 'A law', url: 'https://law.example/' },
      },
    ],
  },
}

/** The body of a request that publishes the sample of a collection or a global. */
function sampleBody(slug: SampleSlug | GlobalSlug): Document {
  if (!isGlobal(slug)) {
    const sample = sampleOf(slug, ids)
    return 'slug' in sample ? { ...sample, slug: `new-${++count}` } : sample
  }
  const filled = Object.entries(sampleGlobal(slug)).filter(([, value]) => value !== null)
  return { ...Object.fromEntries(filled), ...parts[slug], _status: 'published' }
}

/** Sends a document to be published; returns the refusals by field, empty when it was published. */
async function refusals(slug: SampleSlug | GlobalSlug, body: Document): Promise<Record<string, string>> {
  const path = isGlobal(slug) ? `/api/globals/${slug}` : `/api/${slug}`
  const answer = await cms.request('POST', path, { as: admin, body })
  if (answer.status < 300) return {}
  expect(answer.status, JSON.stringify(answer.body)).toBe(400)
  const errors: { path: string; message: string }[] = answer.body.errors[0].data.errors
  return Object.fromEntries(errors.map((error) => [error.path, error.message]))
}

/** A copy of a document with another value at a path. */
function changed(document: Document, path: readonly (number | string)[], value: unknown): Document {
  const copy = structuredClone(document)
  const [last = '', ...above] = path.toReversed()
  const parent = above.toReversed().reduce<unknown>((at, key) => (at as Document)[key], copy)
  ;(parent as Document)[last] = value
  return copy
}

/** The paths of all strings in a document. */
function stringPaths(value: unknown, path: (number | string)[] = []): (number | string)[][] {
  if (typeof value === 'string') return [path]
  if (Array.isArray(value)) return value.flatMap((item, index) => stringPaths(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => stringPaths(item, [...path, key]))
}

/** The fields of a document that have a value, with their paths. */
function fieldsOf(
  fields: readonly Field[],
  data: unknown,
  path: (number | string)[] = [],
): [Field, (number | string)[]][] {
  const document = (data ?? {}) as Document
  return fields.flatMap((field): [Field, (number | string)[]][] => {
    if (field.type === 'tabs') return field.tabs.flatMap((tab) => fieldsOf(tab.fields, data, path))
    if (!('name' in field)) return 'fields' in field ? fieldsOf(field.fields, data, path) : []
    const value = document[field.name]
    const here = [...path, field.name]
    if (value === undefined || value === null) return []
    if (field.type === 'group') return fieldsOf(field.fields, value, here)
    if (field.type === 'array') {
      return (value as unknown[]).flatMap((row, index) => fieldsOf(field.fields, row, [...here, index]))
    }
    if (field.type === 'blocks') {
      return (value as { blockType: string }[]).flatMap((row, index) => {
        const block = field.blocks.find(({ slug }) => slug === row.blockType)
        return fieldsOf(block?.fields ?? [], row, [...here, index])
      })
    }
    return [[field, here]]
  })
}

const blanks = [' ', '\u2028', '\u00a0 \t', '\u200b\u2060', '\u3164', '\u00ad']
/** The contract's words for a required text that is blank. */
const needsText = 'a text that is not blank'

/** A redirect has only addresses, and an announcement needs its message only while it is shown. */
const withoutNeededTexts = ['redirects', 'announcement']
test.each([...sampleSlugs, ...globalSlugs].filter((slug) => !withoutNeededTexts.includes(slug)))(
  'a blank text is refused in %s wherever the site needs words, with its field',
  async (slug) => {
    const schema = isGlobal(slug) ? globalSchemas[slug] : collectionSchemas[slug]
    const body = sampleBody(slug)
    const readable = { ...body, id: 'x', updatedAt: '2026-11-02T12:00:00.000Z' }
    const needed = stringPaths(body).filter((path) =>
      schema
        .safeParse(changed(readable, path, ' '))
        .error?.issues.some(({ message }) => message === needsText),
    )
    expect(needed).not.toEqual([])
    for (const [index, path] of needed.entries()) {
      const blank = blanks[index % blanks.length]
      const refused = await refusals(slug, changed(body, path, blank))
      expect(refused, `${path.join('.')} = ${JSON.stringify(blank)}`).toHaveProperty([path.join('.')])
    }
  },
)

test.each([...sampleSlugs, ...globalSlugs])('the limits of the fields of %s hold over REST', async (slug) => {
  const body = sampleBody(slug)
  const config = isGlobal(slug)
    ? cms.payload.globals.config.find((global) => global.slug === slug)
    : cms.payload.collections[slug]?.config
  for (const [field, path] of fieldsOf(config?.fields ?? [], body)) {
    const wrong: unknown[] = []
    if ((field.type === 'text' || field.type === 'textarea') && field.maxLength) {
      wrong.push('x'.repeat(field.maxLength + 1))
    }
    if (field.type === 'number') {
      if (field.min !== undefined) wrong.push(field.min - 1)
      if (field.max !== undefined) wrong.push(field.max + 1)
    }
    for (const value of wrong) {
      const refused = await refusals(slug, changed(body, path, value))
      expect(refused, `${path.join('.')} = ${String(value).slice(0, 20)}`).toHaveProperty([path.join('.')])
    }
  }
})

test('the limits of a picture hold over REST', async () => {
  const tooLong = { alt: 'x'.repeat(251), caption: 'x'.repeat(301), credit: 'x'.repeat(151) }
  for (const decorative of [false, true]) {
    const { status, body } = await cms.request('PATCH', `/api/media/${ids.media}`, {
      as: publisher,
      body: { ...tooLong, decorative },
    })
    expect(status).toBe(400)
    expect(body.errors[0].data.errors.map(({ path }: { path: string }) => path).sort()).toEqual(
      Object.keys(tooLong).sort(),
    )
  }
})

const odd = 'Flu\u000bseason \ud800cafe\u0301'
const clean = 'Flu season  café'

test('texts are cleaned in fields, lists, blocks and rich texts', async () => {
  const body = richText(
    paragraph(words(odd), typedLink(odd, 'https://example.org/cafe\u0301')),
    block('callout', { tone: 'tip', title: odd, body: richText(paragraph(words(odd))) }),
  )
  const post = await cms.request('POST', '/api/posts?depth=0', {
    as: publisher,
    body: sampleOf('posts', ids, { slug: 'cleaned', title: odd, excerpt: odd, body, meta: { title: odd } }),
  })
  expect(post.status, JSON.stringify(post.body)).toBe(201)
  expect(post.body.doc).toMatchObject({ title: clean, excerpt: clean, meta: { title: clean } })
  expect(post.body.doc.body.root.children).toMatchObject([
    paragraph(words(clean), typedLink(clean, 'https://example.org/cafe\u0301')),
    { fields: { title: clean, body: richText(paragraph(words(clean))) } },
  ])

  const page = await cms.request('POST', '/api/pages?depth=0', {
    as: publisher,
    body: sampleOf('pages', ids, {
      slug: 'cleaned',
      layout: [{ blockType: 'steps', heading: odd, steps: [{ title: odd, text: odd }] }],
    }),
  })
  expect(page.body.doc.layout).toMatchObject([{ heading: clean, steps: [{ title: clean, text: clean }] }])

  const home = await cms.payload.updateGlobal({
    slug: 'home',
    data: { ...sampleBody('home'), dayInClass: { entries: [{ time: '08:30', text: odd }] } },
  })
  expect(home.dayInClass?.entries).toMatchObject([{ text: clean }])
})

test('blanks at the ends of a text stay in a draft, and go when it is published', async () => {
  const post = sampleOf('posts', ids, { slug: 'trimmed', title: ' Flu season ', _status: 'draft' })
  const draft = await cms.request('POST', '/api/posts?draft=true', { as: publisher, body: post })
  expect(draft.body.doc.title).toBe(' Flu season ')
  const published = await cms.request('PATCH', `/api/posts/${draft.body.doc.id}`, {
    as: publisher,
    body: { _status: 'published' },
  })
  expect(published.body.doc.title).toBe('Flu season')
})

test('a rich text of characters that cannot be seen is empty', async () => {
  const body = richText(paragraph(words(' \u200b\u2060')), paragraph(words('\u3164')))
  expect(await refusals('posts', sampleOf('posts', ids, { slug: 'empty', body }))).toEqual({
    body: 'This text is empty. Write something.',
  })
})
