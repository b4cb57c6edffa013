import { arrangeRichText, plainContentModel } from 'shared-types'
import { block, paragraph, richText, words } from 'shared-types/test/rich-text'
import { expect, test } from 'vitest'
import { cleanPasted } from '../../../test/pasted-html'
import { nameLostNodes } from './pasted-pictures'

test.each(
  'font small big strike dfn bdi bdo nobr data acronym abbr kbd samp var mark label cite time o:p st1:city w-word ins del s u b i em strong sub sup code span'.split(
    ' ',
  ),
)('words in %s keep the spaces around them', (name) => {
  const body = cleanPasted(`<p>Tuition is <${name} class="x" style="color:red">$1,450</${name}> today.</p>`)
  expect(body.replace(/<[^>]+>/g, '')).toBe('Tuition is $1,450 today.')
  expect(body).not.toMatch(/class|style/)
})

test.each([
  [
    '<p><u>a</u> <ins>b</ins> <s>c</s> <strike>d</strike> <del>e</del></p>',
    '<p><u>a</u> <u>b</u> <s>c</s> <s>d</s> <s>e</s></p>',
  ],
  [
    '<p><b style="font-weight:normal"><span style="font-weight:700">a</span> <span style="font-style:italic">b</span></b></p>',
    '<p><strong>a</strong> <em>b</em></p>',
  ],
  [
    '<p><span style="vertical-align:super">a</span> <span style="text-decoration: underline">b</span> <font style="text-decoration-line:line-through">c</font></p>',
    '<p><sup>a</sup> <u>b</u> <s>c</s></p>',
  ],
  ['<p>a <mark>b</mark> <q>c</q></p>', '<p>a b “c”</p>'],
  [
    '<p><a href="https://example.org/"><u>a</u> <span style="text-decoration:underline">b</span></a></p>',
    '<p><a href="https://example.org/">a b</a></p>',
  ],
])('%s keeps the formats that a text can have', (html, cleaned) => {
  expect(cleanPasted(html)).toBe(cleaned)
})

test.each([
  ['<center>a</center>b', '<div>a</div>b'],
  ['<p align="center" style="text-align:center" dir="rtl">a</p>', '<p>a</p>'],
  ['<x-card><p>a</p><p>b</p></x-card>', '<div><p>a</p><p>b</p></div>'],
  ['<font><p>a</p></font>', '<div><p>a</p></div>'],
  ['<dl><dt>a</dt><dd>b</dd></dl>', '<div><div>a</div><div>b</div></div>'],
  ['<span style="display:block">a</span><span style="display: block">b</span>', '<div>a</div><div>b</div>'],
  ['<p>a <div style="display:inline">b</div> c', '<p>a</p>b c'],
  [
    '<table><caption>Costs</caption><tr><th scope="row" class="x">a</th><td colspan="2" style="width:3px">b</td></tr></table>',
    '<div>Costs</div><table><tbody><tr><th scope="row">a</th><td colspan="2">b</td></tr></tbody></table>',
  ],
])('%s is a block or words as the browser shows it', (html, cleaned) => {
  expect(cleanPasted(html)).toBe(cleaned)
})

test.each([
  [
    [1, 5],
    [2, 3],
  ],
  [
    [1, 2, 3],
    [2, 3, 4],
  ],
  [
    [2, 4],
    [2, 3],
  ],
  [[3], [3]],
  [[6], [4]],
  [
    [5, 6],
    [3, 4],
  ],
  [
    [1, 2, 3, 4, 5, 6],
    [2, 3, 4, 4, 4, 4],
  ],
  [
    [3, 1, 3],
    [3, 2, 3],
  ],
])('headings of the levels %j become those of the levels %j', (before, after) => {
  const page = (levels: number[]) => levels.map((level) => `<h${level}>a</h${level}>`).join('')
  expect(cleanPasted(page(before))).toBe(page(after))
})

test('the paragraphs of a list item are lines of it', () => {
  expect(
    cleanPasted(
      '<ul><li><h3>1. Wash</h3><p>Use soap.</p><p>Dry <b>well</b>.</p></li><li> <p>Next</p> </li></ul>',
    ),
  ).toBe('<ul><li><h3>1. Wash</h3>Use soap.<br>Dry <b>well</b>.</li><li>Next</li></ul>')
  expect(cleanPasted('<ol><li><font><p>a</p></font><font><p>b</p></font>c<br><p>d</p></li></ol>')).toBe(
    '<ol><li>a<br>b<br>c<br>d</li></ol>',
  )
  expect(cleanPasted('<ul><li><b><p>a</p></b><b><p>b</p></b></li></ul>').replaceAll(/<\/?b>/g, '')).toBe(
    '<ul><li>a<br>b</li></ul>',
  )
})

test('a list directly in a list belongs to the item before it', () => {
  expect(cleanPasted('<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>')).toBe(
    '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>',
  )
})

test.each([
  [
    'a note of Word',
    `<p>Fees<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a></p>`,
    '<p>Fees[1]</p>',
  ],
  ['a comment of Word', '<p>Fees<a class=msocomanchor href="#_msocom_1">[AB1]</a></p>', '<p>Fees[AB1]</p>'],
  ['a note of Word in a file', '<p>a<a href="file:///C:/fees.htm#_ftn1">[1]</a></p>', '<p>a[1]</p>'],
  [
    'a note of WordPress',
    '<p>a<sup data-fn="4ad1c6b2-6f2c-4bb1-9d6e-0e2f4f4d5b3a" class="fn"><a href="https://example.org/a/#4ad1c6b2-6f2c-4bb1-9d6e-0e2f4f4d5b3a">1</a></sup></p>',
    '<p>a<sup>1</sup></p>',
  ],
  [
    'an arrow back from a note',
    '<ol><li>See the list. <a href="#4ad1c6b2-6f2c-4bb1-9d6e-0e2f4f4d5b3a-link">↩︎</a></li></ol>',
    '<ol><li>See the list.</li></ol>',
  ],
  [
    'a note of Wikipedia',
    '<p>a<sup><a href="https://en.wikipedia.org/wiki/Blood#cite_note-1">[1]</a></sup></p>',
    '<p>a<sup>[1]</sup></p>',
  ],
  ['a script', '<p><a href="javascript:alert(1)">a</a></p>', '<p>a</p>'],
  ['an anchor', '<p><a name="top">a</a></p>', '<p>a</p>'],
])('%s is words without a link', (_, html, cleaned) => {
  expect(cleanPasted(html)).toBe(cleaned)
})

test.each([
  'https://example.org/a#refunds',
  'https://example.org/#fnord',
  'mailto:a@example.org',
  'tel:+18045550142',
  '/courses/',
])('the link to %s stays', (href) => {
  expect(cleanPasted(`<p><a href="${href}" target="_blank" class="x">a</a></p>`)).toBe(
    `<p><a href="${href}" target="_blank">a</a></p>`,
  )
})

const png = 'data:image/png;base64,iVBORw0KGgo='
test.each([
  [
    'a picture of another site',
    '<img src="https://example.org/a/lab%20bench.jpg?w=3" alt="">',
    '[Picture missing: lab bench.jpg. Add it with “Upload”.]',
  ],
  [
    'a picture with words for it',
    '<img src="https://example.org/a.jpg" alt="The lab">',
    '[Picture missing: The lab. Add it with “Upload”.]',
  ],
  [
    'a picture on the disk',
    '<img src="file:///C:/Users/a/clip_image001.png">',
    '[Picture missing: clip_image001.png. Add it with “Upload”.]',
  ],
  [
    'a picture of a page that is gone',
    '<img src="blob:https://mail.example.org/4f2">',
    '[Picture missing: without a name. Add it with “Upload”.]',
  ],
  [
    'a drawing',
    '<img alt="Logo" src="data:image/svg+xml;base64,PHN2Zz4=">',
    '[Picture missing: Logo. Add it with “Upload”.]',
  ],
  [
    'a picture that is loaded late',
    `<img data-src="https://example.org/late.jpg" src="${png}">`,
    '[Picture missing: late.jpg. Add it with “Upload”.]',
  ],
  ['an embedded picture', `<img class="x" src="${png}" alt="Lab">`, `<img src="${png}" alt="Lab">`],
  ...['🙂', '❤', '👩🏽‍⚕️', '🇺🇸👍'].map((smiley): [string, string, string] => [
    `the smiley ${smiley}`,
    `<img alt="${smiley}" src="https://example.org/1f642.png">`,
    smiley,
  ]),
  ...['1', '#', '2*'].map((alt): [string, string, string] => [
    `a picture with the words “${alt}”`,
    `<img alt="${alt}" src="https://example.org/1.png">`,
    `[Picture missing: ${alt}. Add it with “Upload”.]`,
  ]),
  [
    'a video of a page that is gone',
    '<video title="Drawing blood" src="blob:https://mail.example.org/4f2"></video>',
    '[Picture missing: Drawing blood. Add it with “Upload”.]',
  ],
  [
    'an object on the disk',
    '<object data="file:///C:/drawing.pdf"></object>',
    '[Picture missing: drawing.pdf. Add it with “Upload”.]',
  ],
  ['a frame that shows nothing', '<iframe src="about:blank"></iframe>', ''],
  ['a picture that counts readers', '<img src="https://example.org/t.gif" width="1" height="1">', ''],
  [
    'a video',
    '<iframe title="Drawing blood" src="https://video.example.org/1"></iframe>',
    '<a href="https://video.example.org/1">Drawing blood</a>',
  ],
  [
    'a named drawing',
    '<svg role="img"><title>Map</title><path d="M0 0"></path></svg>',
    '[Picture missing: Map. Add it with “Upload”.]',
  ],
])('%s is uploaded or named', (_, html, cleaned) => {
  expect(cleanPasted(`<p>a ${html} b</p>`)).toBe(`<p>a ${cleaned}${cleaned && ' '}b</p>`)
})

test('a field without pictures names each picture', () => {
  expect(cleanPasted(`<p><img src="${png}" alt="Lab"></p>`, { canHoldPictures: false })).toBe(
    '<p>[Picture missing: Lab. This field holds no pictures.]</p>',
  )
})

test('a field without pictures and blocks names those that are copied from a text of the CMS', () => {
  const upload = (value: unknown) => ({ type: 'upload', version: 1, relationTo: 'media', value })
  const item = {
    type: 'listitem',
    version: 1,
    children: [words('Item'), upload({ alt: '', filename: 'a.png' })],
  }
  const copied = [
    paragraph(words('Before')),
    upload(7),
    { type: 'list', version: 1, children: [item] },
    block('media', { media: { alt: 'The lab' }, caption: 'Our lab' }),
    block('faq', { faqs: [1] }),
    block('courseCard', { course: 1 }),
    block('callToAction', { heading: 'Come', link: { label: 'Apply' } }),
  ]
  const { root } = arrangeRichText(richText(...nameLostNodes(copied as never)), plainContentModel)
  const textOf = (node: unknown): string => {
    const { text, children } = node as { text?: string; children?: unknown[] }
    return text ?? children?.map(textOf).join('|') ?? ''
  }
  expect(root.children.map(textOf)).toEqual([
    'Before',
    '[Picture missing: without a name. This field holds no pictures.]',
    'Item||[Picture missing: a.png. This field holds no pictures.]',
    '[Picture missing: The lab. This field holds no pictures.]',
    'Our lab',
    '[List of questions missing. This field holds only words and lists.]',
    '[Course card missing. This field holds only words and lists.]',
    'Come',
    'Apply',
  ])
})

test('what is not seen is not pasted, and wide spaces become one', () => {
  expect(
    cleanPasted(
      '<style>p{}</style><p>a&nbsp;&nbsp; b<span style="mso-spacerun:yes">   </span>c<span style="mso-tab-count:1">&nbsp;&nbsp;&nbsp; </span>d<span style="display:none;mso-hide:all">x</span><script>y</script></p><p>&nbsp;</p><p><o:p>&nbsp;</o:p></p><!-- z -->',
    ),
  ).toBe('<p>a b c d</p>')
  expect(cleanPasted('<p>10&nbsp;mL</p>')).toBe('<p>10&nbsp;mL</p>')
  expect(cleanPasted('<p style="white-space: pre-wrap">a\n<b>b</b> c\nd</p>')).toBe(
    '<p>a<br><b>b</b> c<br>d</p>',
  )
})

test.each([
  [
    '<p style="white-space:pre-wrap"><span>Starts Jan 11.\nApply: </span><a href="https://e.org">https://e.org</a></p>',
    '<p>Starts Jan 11.<br>Apply: <a href="https://e.org">https://e.org</a></p>',
  ],
  ['<b>Note:</b><span style="white-space:pre-wrap">\na\nb</span>', '<b>Note:</b><br>a<br>b'],
  ['<p style="white-space:pre"><i>a</i><span>\n</span><i>b</i></p>', '<p><i>a</i><br><i>b</i></p>'],
  ['<p style="white-space:pre-wrap"><b>a </b><i> b\n</i></p>', '<p><b>a </b><i> b </i></p>'],
  [
    '<section style="white-space:pre-wrap">\n<p>\na\n</p>\n<p>b</p>\n</section>',
    '<div><p>a</p><p>b</p></div>',
  ],
])('the lines and spaces of %j stay where words follow', (html, cleaned) => {
  expect(cleanPasted(html)).toBe(cleaned)
})

test('a check list keeps what is done', () => {
  expect(
    cleanPasted(
      '<ul class="contains-task-list"><li><input type="checkbox" checked> a</li><li aria-checked="false"><img aria-roledescription="checkbox" src="x"><p>b</p></li></ul>',
    ),
  ).toBe('<ul><li>☑ a</li><li>☐ b</li></ul>')
})
