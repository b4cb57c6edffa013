import { nodeOf } from 'shared-types/test/random-rich-text'
import { block, paragraph, richText, words } from 'shared-types/test/rich-text'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'

let cms: TestCms
let publisher: TestUser
beforeAll(async () => {
  cms = await startCms()
  publisher = await cms.user('publisher')
})
afterAll(() => cms.stop())

const element = (type: string, changes: object, ...children: unknown[]) => ({
  ...nodeOf(type, ''),
  ...changes,
  children,
})
const item = (changes: object, text: string) => element('list', {}, element('listitem', changes, words(text)))
const link = { label: 'Apply', kind: 'section', section: 'courses' }

test.each<[string, unknown, string | RegExp]>([
  [
    'a list item without a number',
    item({ value: 'x' }, 'Wash'),
    'The list item “Wash” (root.children[1].children[0]) cannot be used: List item value must be a finite number.',
  ],
  [
    'a list with another tag',
    element('list', { tag: 'dl' }, element('listitem', {}, words('Wash'))),
    'The list “Wash” (root.children[1]) cannot be used: List tag must be one of ol, ul.',
  ],
  [
    'a callout with a long title',
    block('callout', { tone: 'tip', title: 'x'.repeat(5_000), body: richText(paragraph(words('a'))) }),
    /^In the callout \(root.children\[1\]\), correct “title”: This value must be shorter than the max length of \d+ characters\.$/,
  ],
  [
    'a callout without words',
    block('callout', { tone: 'tip', body: richText(paragraph()) }),
    'In the callout (root.children[1]), correct “body”: This text is empty. Write something.',
  ],
  [
    'a node in a callout',
    block('callout', { tone: 'tip', body: richText(item({ value: 'x' }, 'Dry')) }),
    'In the callout (root.children[1]), correct “body”: The list item “Dry” (root.children[0].children[0]) cannot be used: List item value must be a finite number.',
  ],
  [
    'a block without an entry',
    block('faq', { faqs: [] }),
    'In the list of questions (root.children[1]), correct “faqs”: This field is required.',
  ],
  [
    'a block with two fields at fault',
    block('callToAction', { heading: 'x'.repeat(500), link: { ...link, label: 'x'.repeat(100) } }),
    /^In the call to action \(root.children\[1\]\), correct “heading”: This value .* “link.label”: This value must be shorter/,
  ],
  [
    'a block with a value that the site cannot use',
    block('callToAction', { heading: 'Go', link: { ...link, kind: 'url', url: 'javascript:alert(1)' } }),
    'The call to action (part 2 of this text) has something in its link.url that the site cannot use. Correct it.',
  ],
])('%s is refused with the node and its fields', async (_, node, message) => {
  const data = {
    title: 'Washing hands',
    slug: crypto.randomUUID(),
    excerpt: 'What a reader gets.',
    publishedAt: '2026-11-02T12:00:00.000Z',
    body: richText(paragraph(words('Words')), node),
    _status: 'published',
  }
  const { status, body } = await cms.request('POST', '/api/posts', { as: publisher, body: data })
  expect(status, JSON.stringify(body)).toBe(400)
  expect(body.errors[0].data.errors).toEqual([expect.objectContaining({ path: 'body' })])
  const expected = typeof message === 'string' ? message : expect.stringMatching(message)
  expect(body.errors[0].data.errors[0].message).toEqual(expected)
})
