import { expect, test } from 'vitest'
import { elementTypes, nodeOf, nodeTypes, randomNodes } from '../test/random-rich-text'
import { block, heading, paragraph, richText, typedLink, words } from '../test/rich-text'
import { seededRandom } from '../test/seeded-random'
import { arrangeRichText } from './arrange-rich-text'
import { contentModel, findMisplacedNode, plainContentModel } from './rich-text-model'

interface Node {
  type: string
  text?: string
  tag?: string
  fields?: { title?: string; body?: { root: Node }; url?: string }
  children?: Node[]
}

const models = [
  ['a post', contentModel],
  ['an answer', plainContentModel],
] as const

const inline = ['text', 'link', 'autolink']

/** The words of nodes in their order. Only text and links stand in one word with what is beside them. */
const wordsOf = (nodes: readonly Node[]): string[] => textOf(nodes).split(/\s+/).filter(Boolean)
const textOf = (nodes: readonly Node[]): string =>
  nodes
    .map(({ type, text = '', fields, children = [] }) =>
      inline.includes(type)
        ? text + textOf(children)
        : ` ${fields?.title ?? ''} ${textOf(fields?.body?.root.children ?? [])} ${textOf(children)} `,
    )
    .join('')

/** A short form of nodes: `quote(One / Two)`, `h2(link(Jobs))`. */
const outline = (nodes: readonly Node[]): string =>
  nodes
    .map(({ type, text, tag, children }) => {
      if (type === 'text') return text
      if (type === 'linebreak') return ' / '
      return `${type === 'heading' ? tag : type}${children ? `(${outline(children)})` : ''}`
    })
    .join(' ')
    .replace(/ +/g, ' ')

const arrange = (nodes: readonly unknown[], model: (typeof models)[number][1] = contentModel): Node[] =>
  arrangeRichText(richText(...nodes), model).root.children as Node[]

const element = (type: string, ...children: unknown[]) => ({ ...nodeOf(type, ''), children })
const list = (...items: unknown[]) => element('list', ...items)
const item = (...children: unknown[]) => element('listitem', ...children)
const link = (...children: unknown[]) => element('link', ...children)
const unknown = (type: string, ...children: unknown[]) => ({ type, children })

test.each<[string, unknown[], string]>([
  [
    'paragraphs in a quote become its lines',
    [element('quote', paragraph(words('One')), paragraph(words('Two')))],
    'quote(One / Two)',
  ],
  [
    'a list in a quote is lifted out of it',
    [element('quote', paragraph(words('One')), list(item(words('A'))), words('Two'))],
    'quote(One) list(listitem(A)) quote(Two)',
  ],
  [
    'a heading in a link is a heading whose words are linked',
    [link(heading('h3', 'Jobs'))],
    'h3(link(Jobs))',
  ],
  [
    'a heading in a link in a paragraph is lifted out of both',
    [paragraph(words('See'), link(heading('h3', 'Jobs'), words('here')))],
    'paragraph(See) h3(link(Jobs)) paragraph(link(here))',
  ],
  ['a picture in a link is shown without it', [paragraph(link(nodeOf('upload', '')))], 'upload'],
  [
    'a link in a link keeps its words, and the outer one those around it',
    [paragraph(link(words('a'), typedLink('b', '/b/'), words('c')))],
    'paragraph(link(a) link(b) link(c))',
  ],
  [
    'a picture in a paragraph divides it',
    [paragraph(words('a'), nodeOf('upload', ''), words('b'))],
    'paragraph(a) upload paragraph(b)',
  ],
  [
    'a paragraph in a paragraph divides it',
    [paragraph(words('a'), paragraph(words('b')), words('c'))],
    'paragraph(a) paragraph(b) paragraph(c)',
  ],
  [
    'the parts of a list item keep their order, and its paragraphs become lines',
    [list(item(heading('h3', 'Wash'), paragraph(words('Use soap.')), paragraph(words('Dry.'))))],
    'list(listitem(h3(Wash) Use soap. / Dry.))',
  ],
  [
    'what stands in a list without an item gets one',
    [list(words('a'), typedLink('b', '/'), list(item(words('c'))), paragraph(words('d')))],
    'list(listitem(a link(b)) listitem(list(listitem(c))) listitem(d))',
  ],
  ['an item without a list gets one', [item(words('a')), item(words('b'))], 'list(listitem(a) listitem(b))'],
  [
    'an item in an item becomes a nested list',
    [list(item(words('a'), item(words('b')), item(words('c'))))],
    'list(listitem(a list(listitem(b) listitem(c))))',
  ],
  [
    'cells without a row or a table get one',
    [nodeOf('tablecell', 'a'), nodeOf('tablecell', 'b')],
    'table(tablerow(tablecell(paragraph(a)) tablecell(paragraph(b))))',
  ],
  [
    'words in a table, a row or a cell get a paragraph in a cell',
    [element('table', words('a'), element('tablerow', words('b'), element('tablecell', words('c'))))],
    'table(tablerow(tablecell(paragraph(a))) tablerow(tablecell(paragraph(b)) tablecell(paragraph(c))))',
  ],
  [
    'loose words get a paragraph, and blanks beside it go',
    [words('a'), words('b'), words(' '), paragraph(words('c')), words(' '), { type: 'linebreak' }],
    'paragraph(a b ) paragraph(c)',
  ],
  [
    'an unknown element between words gives way to its words',
    [paragraph(words('Tuition is '), unknown('font', words('$1,450')), words(' today.'))],
    'paragraph(Tuition is $1,450 today.)',
  ],
  [
    'unknown elements beside each other become paragraphs',
    [unknown('section', words('a')), unknown('section', words('b'), unknown('div', paragraph(words('c'))))],
    'paragraph(a) paragraph(b) paragraph(c)',
  ],
  [
    'an unknown node with a text becomes text',
    [paragraph({ type: 'hashtag', text: '#flu' })],
    'paragraph(#flu)',
  ],
  [
    'an unknown node without words goes',
    [{ type: 'youtube', id: 'x' }, paragraph(words('a'))],
    'paragraph(a)',
  ],
  [
    'what stands in a node that has no children follows it',
    [
      paragraph({ ...words('a'), children: [words('b')] }),
      { type: 'horizontalrule', children: [words('c')] },
    ],
    'paragraph(a b) horizontalrule() paragraph(c)',
  ],
])('%s', (_, nodes, expected) => {
  expect(outline(arrange(nodes))).toBe(expected)
})

test.each([
  ['h1 h5', 'h2 h3'],
  ['h1 h2 h3 h4', 'h2 h3 h4 h4'],
  ['h6 h4 h6', 'h3 h2 h3'],
  ['h4 h2', 'h4 h2'],
  ['h3', 'h3'],
])('the headings %s become %s', (before, after) => {
  const headings = before.split(' ').map((tag) => ({ type: 'heading', tag, children: [words('a')] }))
  expect(
    arrange(headings)
      .map(({ tag }) => tag)
      .join(' '),
  ).toBe(after)
})

test('in an answer, headings, quotes, tables and blocks become paragraphs', () => {
  const nodes = [
    heading('h2', 'Title'),
    element('quote', words('Said')),
    element('table', element('tablerow', element('tablecell', words('a')), element('tablecell', words('b')))),
    block('callout', { tone: 'tip', title: 'Tip', body: richText(list(item(words('c')))) }),
    block('callToAction', { heading: 'Come', text: 'Today', link: { label: 'Here' } }),
    block('media', { media: 'x', caption: 'Rack' }),
    nodeOf('upload', ''),
    list(item(heading('h3', 'd'), words('e'))),
  ]
  expect(outline(arrange(nodes, plainContentModel))).toBe(
    'paragraph(Title) paragraph(Said) paragraph(a) paragraph(b) paragraph(Tip) list(listitem(c)) ' +
      'paragraph(Come) paragraph(Today) paragraph(Here) paragraph(Rack) list(listitem(d / e))',
  )
})

test.each(models)('each node inside each other becomes valid in %s and keeps its words', (_, model) => {
  for (const outer of elementTypes) {
    for (const middle of elementTypes) {
      for (const inner of nodeTypes) {
        const nodes = [
          element(outer, words('a'), element(middle, words('b'), nodeOf(inner, 'c'), words('d')), words('e')),
        ] as unknown as Node[]
        const arranged = arrange(nodes, model)
        const where = `${inner} in ${middle} in ${outer}: ${outline(arranged)}`
        expect(findMisplacedNode(richText(...arranged), model), where).toBeUndefined()
        expect(wordsOf(arranged), where).toEqual(wordsOf(nodes))
      }
    }
  }
})

test.each(models)('any text becomes valid in %s, keeps its words, and is not changed twice', (_, model) => {
  const random = seededRandom(11)
  for (let round = 0; round < 2000; round++) {
    let count = 0
    const nodes = randomNodes(random, () => `w${++count}`, 5) as Node[]
    const arranged = arrange(nodes, model)
    const where = `${outline(nodes)} became ${outline(arranged)}`
    expect(findMisplacedNode(richText(...arranged), model), where).toBeUndefined()
    expect(wordsOf(arranged), where).toEqual(wordsOf(nodes))
    expect(arrange(arranged, model), where).toEqual(arranged)
  }
})

test('a text that is in order is returned as it is', () => {
  const tree = richText(heading('h2', 'a'), paragraph(), list(item(words('b'), nodeOf('upload', ''))))
  expect(arrangeRichText(tree)).toBe(tree)
})

test('an id stands in a text only once after a link was divided', () => {
  const nodes = arrange([{ ...link(words('a'), heading('h2', 'b'), words('c')), id: 'link-1' }])
  expect(JSON.stringify(nodes).match(/link-1/g) ?? []).toHaveLength(0)
})

test('the lines of a quote stay lines in the editor', () => {
  const quote = { ...element('quote', paragraph(words('a'))), shadowRoot: true }
  expect(arrange([quote])[0]).not.toHaveProperty('shadowRoot')
})

test('a text that is nested too deeply is left to the schema', () => {
  let node: unknown = words('deep')
  for (let level = 0; level < 5000; level++) node = { type: 'quote', children: [node] }
  const tree = richText(node)
  expect(arrangeRichText(tree)).toBe(tree)
})
