import { RichTextSchema } from 'shared-types'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { isEmptyRichText } from './valid-rich-text'

type Node = Record<string, unknown>

let cms: TestCms
let publisher: TestUser
let course: string
let media: string
let faq: string
let count = 0

const text = (words: string, format = 0): Node => ({
  type: 'text',
  text: words,
  format,
  detail: 0,
  mode: 'normal',
  style: '',
  version: 1,
})
const element = (type: string, children: Node[] = [], more: Node = {}): Node => ({
  type,
  children,
  direction: 'ltr',
  format: '',
  indent: 0,
  version: 1,
  ...more,
})
const paragraph = (...children: Node[]) => element('paragraph', children, { textFormat: 0, textStyle: '' })
const tree = (...children: Node[]) => ({ root: element('root', children) })
const link = (words: string, fields: Node) =>
  element('link', [text(words)], { id: `link-${++count}`, version: 3, fields: { newTab: false, ...fields } })
const block = (fields: Node): Node => ({
  type: 'block',
  format: '',
  version: 2,
  fields: { id: `block-${++count}`, blockName: '', ...fields },
})

const post = (body: unknown) => ({
  title: `Post ${++count}`,
  slug: `post-${count}`,
  excerpt: 'What a reader gets.',
  publishedAt: '2026-11-02T12:00:00.000Z',
  body,
})
const publish = (body: unknown) =>
  cms.request('POST', '/api/posts?depth=0', { as: publisher, body: { ...post(body), _status: 'published' } })

async function refusal(body: unknown): Promise<string> {
  const answer = await publish(body)
  expect(answer.status, JSON.stringify(answer.body).slice(0, 300)).toBe(400)
  const problem = answer.body.errors[0].data.errors[0]
  expect(problem.path).toBe('body')
  return problem.message
}

beforeAll(async () => {
  cms = await startCms()
  publisher = await cms.user('publisher')
  const { payload } = cms
  course = String(
    (await payload.create({ collection: 'courses', draft: true, data: { title: 'Phlebotomy' } })).id,
  )
  faq = String(
    (await payload.create({ collection: 'faqs', draft: true, data: { question: 'Is it hard?' } })).id,
  )
  const data = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  const file = { data, name: 'white.png', mimetype: 'image/png', size: data.length }
  media = String((await payload.create({ collection: 'media', data: { alt: 'White' }, file })).id)
}, 60_000)
afterAll(() => cms.stop())

test('a text with everything that the editor offers can be published, and the site reads it', async () => {
  const body = tree(
    element('heading', [text('Two')], { tag: 'h2' }),
    element('heading', [text('Three')], { tag: 'h3' }),
    element('heading', [text('Four')], { tag: 'h4' }),
    paragraph(
      text('Bold', 1),
      text('italic', 2),
      text('struck', 4),
      text('under', 8),
      text('code', 16),
      text('sub', 32),
      text('sup', 64),
    ),
    paragraph(
      link('Course', { linkType: 'internal', doc: { relationTo: 'courses', value: course } }),
      link('Elsewhere', { linkType: 'custom', url: 'https://www.example.org/a?b=c#d' }),
      link('Write', { linkType: 'custom', url: 'mailto:info@example.org' }),
      link('Below', { linkType: 'custom', url: '#costs' }),
      { type: 'linebreak', version: 1 },
    ),
    element('list', [element('listitem', [text('One')], { value: 1 })], {
      listType: 'bullet',
      start: 1,
      tag: 'ul',
    }),
    element('list', [element('listitem', [text('One')], { value: 1 })], {
      listType: 'number',
      start: 3,
      tag: 'ol',
    }),
    element('quote', [text('Said')]),
    { type: 'horizontalrule', version: 1 },
    element('table', [
      element('tablerow', [
        element('tablecell', [paragraph(text('Cell'))], { headerState: 1, colSpan: 1, rowSpan: 1 }),
      ]),
    ]),
    {
      type: 'upload',
      id: 'upload-1',
      relationTo: 'media',
      value: media,
      fields: null,
      format: '',
      version: 3,
    },
    block({ blockType: 'callout', tone: 'tip', title: 'Tip', body: tree(paragraph(text('Arrive early.'))) }),
    block({ blockType: 'media', media, caption: 'White' }),
    block({ blockType: 'faq', heading: 'Questions', faqs: [faq] }),
    block({ blockType: 'courseCard', course }),
    block({
      blockType: 'callToAction',
      heading: 'Come',
      link: { label: 'Courses', kind: 'section', section: 'courses' },
    }),
  )
  const { status, body: answer } = await publish(body)
  expect(status, JSON.stringify(answer.errors)).toBe(201)
  const visited = await cms.request('GET', `/api/posts/${answer.doc.id}?depth=0`)
  const parsed = RichTextSchema.parse(visited.body.body)
  expect(parsed.root.children).toHaveLength(
    body.root.children instanceof Array ? body.root.children.length : 0,
  )
})

const calls = (url: string) => tree(paragraph(text('Go to '), link('the prize', { linkType: 'custom', url })))
test.each([
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  '//evil.example',
  'example.org',
])('a link to %j is refused by name', async (url) => {
  const message = await refusal(calls(url))
  expect(message).toContain('The link “the prize” leads to')
  expect(message).toContain('an address that starts with https:, mailto:, tel:, / or #')
})

test.each([
  ['https://user:secret@x.test/', 'has a user name or a password'],
  ['https://x y/', 'has a space'],
  ['https://x.test:99999/', 'has a port above 65535'],
  ['/\\evil.example', 'begins with two slashes'],
])('a link to %s is refused with the reason', async (url, reason) => {
  expect(await refusal(calls(url))).toContain(`The link “the prize” leads to “${url}”, which ${reason}`)
})

test.each([
  [
    'a node that the site does not know',
    tree(element('relationship', [], { relationTo: 'posts', value: 'x' })),
    /cannot show the “relationship” that is part 1/,
  ],
  [
    'a heading of the first level',
    tree(paragraph(text('a')), element('heading', [text('Big')], { tag: 'h1' })),
    /The heading “Big” is an H1.*headings 2, 3 and 4/,
  ],
  [
    'an unknown block',
    tree(block({ blockType: 'iframe', src: 'https://example.org' })),
    /does not know the block “iframe”/,
  ],
  [
    'a block that is not complete',
    tree(paragraph(text('a')), block({ blockType: 'courseCard' })),
    /The course card \(part 2 of this text\) is not complete: fill in its course/,
  ],
  [
    'a picture from another collection',
    tree({ type: 'upload', relationTo: 'users', value: 'x', version: 3 }),
    /picture|cannot show/,
  ],
  ['a link without an address', calls(''), /leads to “”/],
  [
    'a bad link inside a callout',
    tree(block({ blockType: 'callout', tone: 'note', body: calls('javascript:x') })),
    /The link “the prize” leads to “javascript:x”/,
  ],
  ['something that is no text at all', { root: 'x' }, /damaged/],
])('%s is refused', async (_, body, message) => {
  expect(await refusal(body)).toMatch(message)
})

test.each([
  ['nothing', null],
  ['no node', tree()],
  ['an empty paragraph', tree(paragraph())],
  ['spaces in two paragraphs', tree(paragraph(text('  ')), paragraph(text('\n')))],
])('%s is not a text', async (_, body) => {
  expect(await refusal(body)).toMatch(/empty/)
})

test('a text with only a picture is not empty', () => {
  expect(isEmptyRichText(tree({ type: 'upload' }))).toBe(false)
  expect(isEmptyRichText(tree(block({ blockType: 'faq' })))).toBe(false)
})

test('a tree of a thousand levels is refused, even as a draft', async () => {
  let node = paragraph(text('deep'))
  for (let level = 0; level < 1000; level++) {
    node = element('list', [element('listitem', [node], { value: 1 })], {
      listType: 'bullet',
      start: 1,
      tag: 'ul',
    })
  }
  expect(await refusal(tree(node))).toMatch(/nested more than 100 levels deep/)
  const draft = await cms.request('POST', '/api/posts?draft=true', { as: publisher, body: post(tree(node)) })
  expect(draft.status).toBe(400)
  expect(draft.body.errors[0].data.errors[0].message).toMatch(/nested more than 100 levels deep/)
})

test('markup in a text is stored as typed, and stays plain text', async () => {
  const hostile = '<script>alert(1)</script> &amp; "\' \u202e ${x} {{x}}'
  const { status, body } = await publish(tree(paragraph(text(hostile))))
  expect(status).toBe(201)
  expect(body.doc.body.root.children[0].children[0].text).toBe(hostile)
})

test('a draft may be unfinished, and is not published until it is finished', async () => {
  const unfinished = { ...post(calls('javascript:alert(1)')) }
  const draft = await cms.request('POST', '/api/posts?draft=true', { as: publisher, body: unfinished })
  expect(draft.status).toBe(201)
  const published = await cms.request('PATCH', `/api/posts/${draft.body.doc.id}`, {
    as: publisher,
    body: { _status: 'published' },
  })
  expect(published.status).toBe(400)
  expect((await cms.request('GET', `/api/posts/${draft.body.doc.id}`)).status).toBe(404)
})
