import type { LexicalRichTextAdapter } from '@payloadcms/richtext-lexical'
import type { Field, TabAsField } from 'payload'
import { traverseFields } from 'payload'
import { collectionSchemas, type GlobalSlug, globalSchemas } from 'shared-types'
import { block, paragraph, richText, words } from 'shared-types/test/rich-text'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { publishSamples, type SampleIds, sampleOf, type SampleSlug } from '../../test/sample-documents'

let cms: TestCms
let as: TestUser
let ids: SampleIds
beforeAll(async () => {
  cms = await startCms()
  const samples = await publishSamples(cms)
  as = samples.as
  ids = samples.ids
})
afterAll(() => cms.stop())

/** What a field held when its form hid it: nothing of it could be published. */
const hiddenUrl = { url: 'javascript:alert(1)', section: 'nowhere' }
const link = { label: 'All courses', kind: 'section', section: 'courses', url: hiddenUrl.url }
const linkTo = (kind: 'document' | 'url') => ({
  label: 'Phlebotomy',
  kind,
  ...hiddenUrl,
  ...(kind === 'url' ? { url: 'https://example.org/' } : {}),
  document: { relationTo: 'courses', value: ids.courses },
})
const post = (...nodes: unknown[]) => ({ body: richText(paragraph(words('Words.')), ...nodes) })

const documents: [SampleSlug, string, () => Record<string, unknown>][] = [
  ['redirects', 'address', () => ({ kind: 'document', address: 'http://[' })],
  ['redirects', 'document', () => ({ kind: 'address', address: '/courses/' })],
  [
    'courses',
    'costs.0.payee',
    () => ({ costs: [{ label: 'Books', cents: 100, paidTo: 'school', payee: 'x'.repeat(200) }] }),
  ],
  [
    'posts',
    'body.root.children.1.fields.link.url',
    () => post(block('callToAction', { heading: 'Go', link })),
  ],
  [
    'posts',
    'body.root.children.1.fields.link.section',
    () => post(block('callToAction', { heading: 'Go', link: linkTo('document') })),
  ],
  [
    'posts',
    'body.root.children.1.children.0.fields.url',
    () =>
      post(
        paragraph({
          type: 'link',
          version: 3,
          fields: { linkType: 'internal', ...hiddenUrl, doc: linkTo('url').document },
          children: [words('here')],
        }),
      ),
  ],
]

const globals: [GlobalSlug, string, () => Record<string, unknown>][] = [
  ['header', 'links.0.link.url', () => ({ links: [{ link }] })],
  ['header', 'links.0.link.document', () => ({ links: [{ link: linkTo('url') }] })],
]

const valueAt = (path: string, document: unknown) =>
  path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document)

test.each(documents)(
  '%s: a hidden %s is emptied when the document is published',
  async (slug, path, changes) => {
    const unique = { from: `/${crypto.randomUUID()}/`, slug: crypto.randomUUID(), code: 'HID' }
    const shape = collectionSchemas[slug].shape as Record<string, unknown>
    const own = Object.fromEntries(Object.entries(unique).filter(([name]) => name in shape))
    const body = { ...sampleOf(slug, ids), ...own, ...changes() }
    const { status, body: answer } = await cms.request('POST', `/api/${slug}?depth=0`, { as, body })
    expect(status, JSON.stringify(answer)).toBe(201)
    const { body: read } = await cms.request('GET', `/api/${slug}/${answer.doc.id}?depth=0`)
    expect(valueAt(path, read) ?? null).toBeNull()
    expect(collectionSchemas[slug].safeParse(read).error?.issues).toBeUndefined()
  },
)

test.each(globals)('%s: a hidden %s is emptied when the global is published', async (slug, path, changes) => {
  const body = { ...changes(), _status: 'published' }
  const { status, body: answer } = await cms.request('POST', `/api/globals/${slug}?depth=0`, { as, body })
  expect(status, JSON.stringify(answer)).toBe(200)
  const { body: read } = await cms.request('GET', `/api/globals/${slug}?depth=0`)
  expect(valueAt(path, read) ?? null).toBeNull()
  expect(globalSchemas[slug].safeParse(read).error?.issues).toBeUndefined()
})

test('a draft keeps what its form hides, and what it shows is validated', async () => {
  const draft = { links: [{ link }], _status: 'draft' }
  const saved = await cms.request('POST', '/api/globals/header?draft=true&depth=0', { as, body: draft })
  expect(saved.body.result.links[0].link).toMatchObject(link)

  const shown = { links: [{ link: { ...link, kind: 'url' } }], _status: 'published' }
  const refused = await cms.request('POST', '/api/globals/header', { as, body: shown })
  expect(refused.status).toBe(400)
  expect(refused.body.errors[0].data.errors).toEqual([
    expect.objectContaining({ path: 'links.0.link.url', message: expect.stringContaining('javascript:') }),
  ])
})

test('the cases above are of every field of the site that a form may hide', () => {
  const found = new Set<string>()
  const collect = (fields: Field[]) =>
    traverseFields({
      fields,
      callback: ({ field }: { field: Field | TabAsField }) => {
        if (field.admin?.condition) found.add('name' in field ? String(field.name) : field.type)
        if (field.type !== 'richText') return
        const { resolvedFeatureMap, features } = (field.editor as LexicalRichTextAdapter).editorConfig
        const { blocks = [] } = (resolvedFeatureMap.get('blocks')?.sanitizedServerFeatureProps ?? {}) as {
          blocks?: { fields: Field[] }[]
        }
        for (const { fields: inBlock } of blocks) collect(inBlock)
        collect(
          features.getSubFields?.get('link')?.({ node: undefined as never, req: undefined as never }) ?? [],
        )
      },
    })
  const { collections, globals: allGlobals } = cms.payload.config
  for (const { slug, fields } of collections) if (slug in collectionSchemas) collect(fields)
  for (const { slug, fields } of allGlobals) if (slug in globalSchemas) collect(fields)
  // The last three are of a picture's own color, which only the CMS sets, of links in texts, whose schema reads only the right one, and
  // of an owner, whose field is hidden only while it is empty.
  const known = ['document', 'section', 'url', 'address', 'payee', 'dominantColor', 'doc', 'createdBy']
  expect([...found].sort()).toEqual(known.sort())
})
