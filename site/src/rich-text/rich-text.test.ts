import { RichTextSchema } from 'shared-types'
import type { RichText } from 'shared-types'
import { block, heading, paragraph, richText, words } from 'shared-types/test/rich-text'
import { expect, test } from 'vitest'
import { cell, item, list, readRichText, renderNodes, renderRichText, row } from '../../test/rich-text'
import { richTextHeadings } from './headings'
import { richTextToPlain } from '../formats/plain-text'

const link = (fields: Record<string, unknown>, label = 'here', type = 'link') => ({
  type,
  fields,
  children: [words(label)],
})

test('paragraphs, line breaks, tabs and rules are rendered, empty paragraphs are not', async () => {
  const html = await renderNodes(
    paragraph(words('One'), { type: 'linebreak' }, words('two'), { type: 'tab' }, words('three')),
    { type: 'horizontalrule' },
    paragraph(),
  )
  expect(html).toBe('<p>One<br>two three</p><hr>')
})

test('every format of text has its element, alone and together', async () => {
  const html = await renderNodes(
    paragraph(...[1, 2, 4, 8, 16, 32, 64, 3].map((format) => words('a', format)), words(' b')),
  )
  expect(html).toBe(
    '<p><strong>a</strong><em>a</em><s>a</s><u>a</u><code>a</code><sub>a</sub><sup>a</sup><strong><em>a</em></strong> b</p>',
  )
})

test('headings have anchors that are unique and in the table of contents', async () => {
  const value = readRichText(
    heading('h2', 'How it works'),
    heading('h3', 'How it works'),
    heading('h4', '¿?'),
  )
  expect(await renderRichText(value)).toBe(
    '<h2 id="text-how-it-works">How it works</h2><h3 id="text-how-it-works-2">How it works</h3><h4 id="text-heading">¿?</h4>',
  )
  expect(richTextHeadings(value)).toEqual([
    { id: 'text-how-it-works', text: 'How it works', level: 2 },
    { id: 'text-how-it-works-2', text: 'How it works', level: 3 },
    { id: 'text-heading', text: '¿?', level: 4 },
  ])
  expect(await renderRichText(value, { anchors: 'part-2-' })).toContain('id="part-2-how-it-works"')
  expect(await renderRichText(value, { anchors: false })).not.toContain('id=')
})

test('an empty heading is left out of the text and of the table of contents', async () => {
  const value = readRichText({ type: 'heading', tag: 'h2', children: [words(' ')] })
  expect(await renderRichText(value)).toBe('')
  expect(richTextHeadings(value)).toEqual([])
})

test('a quote is a blockquote', async () => {
  expect(await renderNodes({ type: 'quote', children: [words('Well said.')] })).toBe(
    '<blockquote><p>Well said.</p></blockquote>',
  )
})

test('a nested list stands inside the item that it belongs to', async () => {
  const html = await renderNodes(
    list('bullet', item(words('A')), item(list('number', item(words('A1')))), item(words('B'))),
  )
  expect(html.replace(/ ?<(\/?)(li|ul|ol)> ?/g, '<$1$2>')).toBe(
    '<ul><li>A<ol><li>A1</li></ol></li><li>B</li></ul>',
  )
})

const tagSpace = / ?(<\/?(?:ul|ol|li|h3|blockquote|p|table|tbody|tr|td|th)\b[^>]*>) ?/g

test('the parts of a list item keep the order that the editor shows', async () => {
  const html = await renderNodes(
    list(
      'number',
      item(heading('h3', 'Wash hands'), words('Use '), words('soap', 1), words('.')),
      item(words('Say'), { type: 'quote', children: [words('Hello')] }, words('and go on'), {
        type: 'horizontalrule',
      }),
      item(words('Then'), list('bullet', item(words('A'))), words('and')),
      item(list('bullet', item(words('B')))),
    ),
  )
  expect(html.replace(tagSpace, '$1')).toBe(
    '<ol><li><h3>Wash hands</h3>Use <strong>soap</strong>.</li>' +
      '<li>Say<blockquote><p>Hello</p></blockquote>and go on<hr></li>' +
      '<li>Then<ul><li>A</li></ul>and<ul><li>B</li></ul></li></ol>',
  )
})

test.each([
  ['picture', { type: 'upload', relationTo: 'media', value: 'media-rack' }, '<figure'],
  ['callout', block('callout', { tone: 'note', body: richText(paragraph(words('Careful'))) }), 'Careful'],
  ['table', { type: 'table', children: [row(cell(0, paragraph(words('1 mL'))))] }, '<table'],
  [
    'call to action',
    block('callToAction', {
      heading: 'Call',
      link: { label: 'Us', kind: 'document', document: { relationTo: 'pages', value: 'gone' } },
    }),
    'Call',
  ],
])('a %s between the words of a list item stays between them', async (_, node, mark) => {
  const html = await renderNodes(list('bullet', item(words('Before'), node, words('after'))))
  expect(html).toContain(mark)
  expect(html.indexOf('Before')).toBeLessThan(html.indexOf(mark))
  expect(html.indexOf(mark)).toBeLessThan(html.indexOf('after'))
  const plain = richTextToPlain(
    readRichText(list('bullet', item(words('Before'), node, words('after')))),
  ).split('\n')
  expect([plain[0], plain.at(-1)]).toEqual(['Before', 'after'])
})

test('words that stand in a list without an item are not lost', async () => {
  const html = await renderNodes(list('bullet', words('Loose'), list('bullet', item(words('Inner')))))
  expect(html.replace(tagSpace, '$1')).toBe('<ul><li>Loose<ul><li>Inner</li></ul></li></ul>')
})

test('a numbered list starts at the number that the editor chose', async () => {
  const html = await renderNodes({ type: 'list', listType: 'number', start: 3, children: [item(words('C'))] })
  expect(html).toContain('<ol start="3">')
})

test('a check list names each item done or to do for screen readers', async () => {
  const html = await renderNodes(
    list('check', { ...item(words('Form')), checked: true }, { ...item(words('Shots')), checked: false }),
  )
  expect(html).toContain('<ul data-list="check">')
  expect(html).toMatch(/aria-label="Done:"> ?☑ ?<\/span> ?Form/)
  expect(html).toMatch(/aria-label="To do:"> ?☐ ?<\/span> ?Shots/)
})

test('a link to a page that is not live is rendered as its text', async () => {
  const doc = (relationTo: string, value: string) => ({ linkType: 'internal', doc: { relationTo, value } })
  const html = await renderNodes(
    paragraph(
      link(doc('posts', 'post-31')),
      words(' and '),
      link(doc('posts', 'gone'), 'there'),
      words(', '),
      link({ linkType: 'custom', url: 'https://example.org/?a=1&b=2', newTab: true }, 'out'),
      link({ linkType: 'custom', url: 'mailto:a@b.example' }, 'mail', 'autolink'),
    ),
  )
  expect(html).toBe(
    '<p><a href="/blog/dea-number/">here</a> and there, ' +
      '<a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="noopener">out</a>' +
      '<a href="mailto:a@b.example">mail</a></p>',
  )
})

test('a picture has its formats, size and alternative text, and loads lazily', async () => {
  const html = await renderNodes({ type: 'upload', relationTo: 'media', value: 'media-rack' })
  expect(html).toMatch(/<picture><source type="image\/avif" srcset="[^"]+480w, [^"]+800w" sizes="[^"]+">/)
  expect(html).toContain('alt="A rack of tubes"')
  expect(html).toContain('width="1600" height="900"')
  expect(html).toContain('loading="lazy"')
  expect(html).not.toContain('figcaption')
})

test('the color and the focal point of a picture are attributes, not inline styles', async () => {
  const html = await renderNodes({ type: 'upload', relationTo: 'media', value: 'media-rack' })
  expect(html).toContain('fill="#aabbcc"')
  // 30 % from the left rounds to the first quarter. 60 % from the top rounds to the middle, which is the default.
  expect(html).toContain('data-x="1"')
  expect(html).not.toContain('data-y')
  expect(html).not.toContain('style=')
})

test('a picture that is not live is left out', async () => {
  expect(await renderNodes({ type: 'upload', relationTo: 'media', value: 'gone' })).toBe('')
})

test('a media block shows its own caption, and a PDF as a link with its size', async () => {
  const html = await renderNodes(
    block('media', { media: 'media-plain', caption: 'Shelves & labels' }),
    block('media', { media: 'media-pdf', caption: null }),
  )
  expect(html).toContain('<figcaption>Shelves &amp; labels Photo: Ana Reyes</figcaption>')
  expect(html).toMatch(
    /<a href="\/media\/catalog-0a1b2c3d4e.pdf" type="application\/pdf"> ?Catalog \(PDF, 120 kB\) ?<\/a>/,
  )
})

test('the label of a callout names its tone', async () => {
  const html = await renderNodes(
    block('callout', {
      tone: 'warning',
      title: 'Needles',
      body: richText(heading('h3', 'A'), paragraph(words('B'))),
    }),
  )
  expect(html).toBe(
    '<aside class="callout" role="note" data-tone="warning"><p class="callout-label"><strong>Warning: Needles</strong></p>' +
      '<h3>A</h3><p>B</p></aside>',
  )
})

test('questions open without JavaScript, and an answer that contains its own question is not repeated', async () => {
  const html = await renderNodes(block('faq', { heading: 'Questions', faqs: ['faq-loop', 'gone'] }))
  expect(html).toContain('<h2>Questions</h2>')
  expect(html.match(/<summary>/g)).toHaveLength(2)
  expect(html.match(/Does this contain itself\?/g)).toHaveLength(1)
  expect(html).toContain('<p>See the table.</p>')
})

test('a course card shows its course, and is left out when the course is not live', async () => {
  const html = await renderNodes(block('courseCard', { course: 'course-pht' }))
  expect(html).toContain('data-theme-color="navy"')
  expect(html).toContain('href="/courses/pharmacy-technician/"')
  expect(html).toContain('12 weeks · 120 hours · $2,129 in total · next start March 1, 2027')
  expect(await renderNodes(block('courseCard', { course: 'gone' }))).toBe('')
})

test('a call to action whose target is not live keeps its label without a link', async () => {
  const action = (value: string) =>
    block('callToAction', {
      heading: 'Ready?',
      text: 'Call us.',
      link: { label: 'See prices', kind: 'document', document: { relationTo: 'pages', value } },
    })
  expect(await renderNodes(action('page-tuition'))).toContain(
    '<a class="button" href="/tuition/">See prices</a>',
  )
  expect(await renderNodes(action('gone'))).toContain('<p>See prices</p>')
})

const hostile = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'&'

test('hostile markup is escaped wherever an editor can type it', async () => {
  const html = await renderNodes(
    paragraph(words(hostile, 16), link({ linkType: 'custom', url: 'https://x.example/"><b>' }, hostile)),
    heading('h2', hostile),
    { type: 'quote', children: [words(hostile)] },
    list('bullet', item(words(hostile))),
    { type: 'table', children: [row(cell(1, paragraph(words(hostile))))] },
    block('callout', { tone: 'note', title: hostile, body: richText(paragraph(words(hostile))) }),
    block('media', { media: 'media-rack', caption: hostile }),
    block('callToAction', {
      heading: hostile,
      text: hostile,
      link: { label: hostile, kind: 'url', url: 'https://example.org/' },
    }),
  )
  // Quoted attribute values are removed first: inside them only quotes and ampersands need escaping.
  expect(html.replace(/="[^"]*"/g, '')).not.toMatch(/<script|<img src=x|<b>/i)
  expect(html.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;/g)?.length).toBeGreaterThanOrEqual(11)
  expect(html).toContain('href="https://x.example/&quot;&gt;&lt;b&gt;"')
})

test('a link that runs a script is refused by the schema, and rendered as its text if it gets past it', async () => {
  const script = paragraph(link({ linkType: 'custom', url: 'javascript:alert(1)', newTab: false }))
  expect(RichTextSchema.safeParse(richText(script)).success).toBe(false)
  expect(await renderRichText(richText(script) as unknown as RichText)).toBe('<p>here</p>')
})

test('a list of 40 levels is rendered, and one of 500 is refused with a message', async () => {
  const nest = (levels: number): unknown =>
    levels === 0 ? list('bullet', item(words('deep'))) : list('bullet', item(nest(levels - 1)))
  const fine = richText(nest(40)) as unknown as RichText
  expect(await renderRichText(fine)).toContain('deep')
  const tooDeep = richText(nest(500)) as unknown as RichText
  const message =
    'The text of posts/1 body is nested more than 100 levels deep. Take some of its lists out of each other.'
  await expect(renderRichText(tooDeep)).rejects.toThrow(message)
  expect(RichTextSchema.safeParse(tooDeep).error?.issues[0]?.message).toMatch(/nested more than 100 levels/)
})

test.each([
  ['node “marquee”', { type: 'marquee', children: [] }],
  ['node “marquee”', paragraph({ type: 'marquee', children: [] })],
  ['node “listitem”', item(words('lost'))],
  ['block “carousel”', block('carousel', {})],
])('an unknown %s is an error that names the document', async (what, node) => {
  await expect(renderRichText(richText(node) as unknown as RichText)).rejects.toThrow(
    `The text of posts/1 body contains a ${what}, which the site cannot show here.`,
  )
})

test('plain text has one line for each node', () => {
  const value = readRichText(
    heading('h2', 'Title'),
    paragraph(
      words('Some '),
      words('bold', 1),
      { type: 'linebreak' },
      link({ linkType: 'custom', url: '/x/' }, 'link'),
    ),
    list('bullet', item(words('One')), item(list('bullet', item(words('Two'))))),
    block('callout', { tone: 'tip', title: 'Tip', body: richText(paragraph(words('Inside'))) }),
    block('callToAction', { heading: 'Go', link: { label: 'x', kind: 'section', section: 'home' } }),
    { type: 'table', children: [row(cell(0, paragraph(words('Cell'))))] },
  )
  expect(richTextToPlain(value)).toBe('Title\nSome bold link\nOne\nTwo\nTip\nInside\nGo\nCell')
})
