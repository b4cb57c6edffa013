import { createHeadlessEditor } from '@payloadcms/richtext-lexical/lexical/headless'
import { ListItemNode, ListNode } from '@payloadcms/richtext-lexical/lexical/list'
import { contentModel, findMisplacedNode, plainContentModel } from 'shared-types'
import { elementTypes, nodeOf, nodeTypes } from 'shared-types/test/random-rich-text'
import { block, heading, paragraph, richText, typedLink, words } from 'shared-types/test/rich-text'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'

let cms: TestCms
let publisher: TestUser
let count = 0

beforeAll(async () => {
  cms = await startCms()
  publisher = await cms.user('publisher')
})
afterAll(() => cms.stop())

const post = (body: unknown) => ({
  title: `Post ${++count}`,
  slug: `post-${count}`,
  excerpt: 'What a reader gets.',
  publishedAt: '2026-11-02T12:00:00.000Z',
  body,
  _status: 'published',
})
const publish = (body: unknown) =>
  cms.request('POST', '/api/posts?depth=0', { as: publisher, body: post(body) })
const publishAnswer = (answer: unknown) =>
  cms.request('POST', '/api/faqs?depth=0', {
    as: publisher,
    body: { question: `Question ${++count}?`, topic: 'courses', answer, _status: 'published' },
  })

const element = (type: string, ...children: unknown[]) => ({ ...nodeOf(type, ''), children })
const link = (...children: unknown[]) => ({ ...typedLink('', 'https://example.org/'), children })

test.each<[string, unknown[], string]>([
  [
    'paragraphs in a quote',
    [paragraph(words('Before')), element('quote', paragraph(words('One')), paragraph(words('Two')))],
    'The paragraph “One” stands in a quote, which holds only words and links (root.children[1].children[0]). Move it out of the quote, or keep only its words.',
  ],
  [
    'a heading in a link',
    [paragraph(link(heading('h3', 'Jobs')))],
    'The heading “Jobs” stands in a link, which holds only words (root.children[0].children[0].children[0]). Move it out of the link, or keep only its words.',
  ],
  [
    'a link in a link',
    [paragraph(link(typedLink('here', '/')))],
    'The link “here” stands in a link, which holds only words (root.children[0].children[0].children[0]). Move it out of the link, or keep only its words.',
  ],
  [
    'a picture in a paragraph',
    [paragraph(words('a'), nodeOf('upload', ''))],
    'The picture stands in a paragraph, which holds only words and links (root.children[0].children[1]). Move it out of the paragraph, or keep only its words.',
  ],
  [
    'words without a paragraph',
    [words('Loose')],
    'The text “Loose” stands directly in the text, which holds only paragraphs and other blocks (root.children[0]). Put it into a paragraph.',
  ],
  [
    'a paragraph in a list',
    [element('list', paragraph(words('a')))],
    'The paragraph “a” stands in a list, which holds only list items (root.children[0].children[0]). Put it into a list item.',
  ],
  [
    'a paragraph in a list item',
    [element('list', element('listitem', paragraph(words('a'))))],
    'The paragraph “a” stands in a list item, which holds only words without a paragraph, and blocks (root.children[0].children[0].children[0]). Move it out of the list item, or keep only its words.',
  ],
  [
    'a cell without a row',
    [element('table', nodeOf('tablecell', 'a'))],
    'The table cell “a” stands in a table, which holds only rows (root.children[0].children[0]). Put it into a table row.',
  ],
  [
    'words in a cell',
    [element('table', element('tablerow', element('tablecell', words('a'))))],
    'The text “a” stands in a table cell, which holds only paragraphs and other blocks (root.children[0].children[0].children[0].children[0]). Put it into a paragraph.',
  ],
  [
    'a heading in a callout',
    [paragraph(), block('callout', { tone: 'tip', body: richText(paragraph(), heading('h2', 'Big')) })],
    'The heading “Big” cannot stand in this text, which holds only paragraphs, lists and links (root.children[1].fields.body.root.children[1]). Write it as a paragraph, or take it out.',
  ],
  [
    'a node that the site does not know',
    [{ type: 'relationship', relationTo: 'posts', value: 'x' }],
    'The site cannot show the “relationship” that is part 1 of this text (root.children[0]). Remove it, or write it as a paragraph, a list, a table or a block.',
  ],
])('%s is refused with the path of the node', async (_, nodes, message) => {
  const { status, body } = await publish(richText(...nodes))
  expect(status).toBe(400)
  expect(body.errors[0].data.errors).toEqual([expect.objectContaining({ path: 'body', message })])
})

test('an answer holds only paragraphs, lists and links', async () => {
  const fine = richText(paragraph(link(words('Yes'))), element('list', element('listitem', words('a'))))
  expect((await publishAnswer(fine)).status).toBe(201)
  for (const type of ['heading', 'quote', 'table', 'upload', 'block', 'horizontalrule']) {
    const { status, body } = await publishAnswer(richText(paragraph(words('Yes')), nodeOf(type, 'x')))
    expect(status, type).toBe(400)
    const [{ path, message }] = body.errors[0].data.errors
    expect(path).toBe('answer')
    expect(message).toMatch(/cannot stand in this text.*\(root\.children\[1\]\)/)
  }
})

test.each([
  ['a post', contentModel, publish],
  ['an answer', plainContentModel, publishAnswer],
] as const)(
  'each node inside each other is published in %s or refused with its path, as the model says',
  async (_, model, send) => {
    for (const outer of ['root', ...elementTypes]) {
      for (const inner of nodeTypes) {
        const child = nodeOf(inner, 'inner')
        const tree = richText(paragraph(words('Words')), outer === 'root' ? child : element(outer, child))
        const misplaced = findMisplacedNode(tree, model)
        // The picture of an upload has to exist.
        if (inner === 'upload' && !misplaced) continue
        const { status, body } = await send(tree)
        expect(status, `${inner} in ${outer}: ${JSON.stringify(body.errors)}`).toBe(misplaced ? 400 : 201)
        if (misplaced) expect(body.errors[0].data.errors[0].message).toContain('(root.children[1]')
      }
    }
  },
)

test('a draft may have any nesting, and is stored in order', async () => {
  const body = richText(
    element('quote', paragraph(words('One')), paragraph(words('Two'))),
    words('Three'),
    block('callout', { tone: 'tip', body: richText(heading('h2', 'Four'), words('Five')) }),
  )
  const draft = await cms.request('POST', '/api/posts?draft=true&depth=0', {
    as: publisher,
    body: { ...post(body), _status: 'draft' },
  })
  expect(draft.status).toBe(201)
  expect(draft.body.doc.body.root.children).toMatchObject([
    { type: 'quote', children: [words('One'), { type: 'linebreak' }, words('Two')] },
    paragraph(words('Three')),
    { fields: { body: richText(paragraph(words('Four')), paragraph(words('Five'))) } },
  ])
  const published = await cms.request('PATCH', `/api/posts/${draft.body.doc.id}?depth=0`, {
    as: publisher,
    body: { _status: 'published' },
  })
  expect(published.status, JSON.stringify(published.body.errors)).toBe(200)
})

test.each([
  ['a node that the site does not know', { type: 'relationship', relationTo: 'posts', value: 'x' }],
  ['a picture', { type: 'upload', relationTo: 'media', value: 'x' }],
])('%s in the draft of an answer is not lost, and keeps it from being published', async (_, node) => {
  const draft = await cms.request('POST', '/api/faqs?draft=true&depth=0', {
    as: publisher,
    body: {
      question: `Question ${++count}?`,
      topic: 'courses',
      answer: richText(paragraph(words('Yes')), node),
    },
  })
  expect(draft.body.doc.answer.root.children).toMatchObject([paragraph(words('Yes')), node])
  const published = await cms.request('PATCH', `/api/faqs/${draft.body.doc.id}`, {
    as: publisher,
    body: { _status: 'published' },
  })
  expect(published.status).toBe(400)
  expect(published.body.errors[0].data.errors[0].message).toContain('(root.children[1])')
})

/** Publishes a post, whose stored text is then replaced by one that is not validated. */
async function storedPost(body: ReturnType<typeof richText>) {
  const { id } = (await publish(richText(paragraph(words('Words'))))).body.doc
  await cms.payload.db.updateOne({ collection: 'posts', id, data: { body } })
  const [version] = (
    await cms.payload.findVersions({ collection: 'posts', depth: 0, where: { parent: { equals: id } } })
  ).docs
  await cms.payload.db.updateVersion({
    collection: 'posts',
    id: String(version?.id),
    versionData: { ...version, version: { ...version?.version, body } } as never,
  })
  return id
}

test('a text that was published before its nesting was refused does not keep other changes back', async () => {
  const id = await storedPost(richText(paragraph(link(heading('h2', 'Jobs'))), paragraph(words('Words'))))
  const { status, body: changed } = await cms.request('PATCH', `/api/posts/${id}?depth=0`, {
    as: publisher,
    body: { excerpt: 'Another.', _status: 'published' },
  })
  expect(status, JSON.stringify(changed.errors)).toBe(200)
  expect(findMisplacedNode(changed.doc.body, contentModel)).toBeUndefined()
  expect(changed.doc.body.root.children).toMatchObject([
    { type: 'heading', tag: 'h2', children: [{ type: 'link', children: [words('Jobs')] }] },
    paragraph(words('Words')),
  ])
})

test('a text that was published before its nesting was refused is opened in order, and takes another word', async () => {
  const item = element('listitem', paragraph(words('Wash.')), paragraph(words('Dry.')))
  const id = await storedPost(
    richText(
      element('list', item),
      element('quote', paragraph(words('One')), paragraph(words('Two'))),
      words('Loose'),
      block('callout', { tone: 'tip', body: richText(words('Inside')) }),
    ),
  )
  const opened = await cms.request('GET', `/api/posts/${id}?draft=true&depth=0`, { as: publisher })
  const { body } = opened.body
  expect(body.root.children).toMatchObject([
    { children: [{ children: [words('Wash.'), { type: 'linebreak' }, words('Dry.')] }] },
    { type: 'quote', children: [words('One'), { type: 'linebreak' }, words('Two')] },
    paragraph(words('Loose')),
    { fields: { body: richText(paragraph(words('Inside'))) } },
  ])
  body.root.children[2].children[0].text = 'Changed'
  const { status, body: changed } = await cms.request('PATCH', `/api/posts/${id}?depth=0`, {
    as: publisher,
    body: { body, _status: 'published' },
  })
  expect(status, JSON.stringify(changed.errors)).toBe(200)
  const live = await cms.request('GET', `/api/posts/${id}?depth=0`)
  expect(live.body.body).toEqual(body)
})

test('Lexical joins the words of paragraphs in a list item, so the model has none there', () => {
  const editor = createHeadlessEditor({ nodes: [ListNode, ListItemNode] })
  const stored = (node: unknown): object => ({ ...(node as object), version: 1, format: '', indent: 0 })
  const line = (text: string) => stored(paragraph({ ...words(text), mode: 'normal', style: '', detail: 0 }))
  const list = stored(element('list', stored(element('listitem', line('Wash.'), line('Dry.')))))
  const state = editor.parseEditorState({ root: stored(richText(list).root) } as never)
  expect(JSON.stringify(state)).toMatch(/"Wash\."[^[\]]*"Dry\."/)
})
