import { expect, test } from 'vitest'
import { cleanPasted } from '../../../test/pasted-html'

/** A paragraph as Word writes it for an item of a list. */
const wordItem = (words: string, marker: string, level = 1, list = 'l0') =>
  `<p class=MsoListParagraphCxSpMiddle style='margin-left:1.0in;mso-add-space:auto;text-indent:-.25in;mso-list:${list} level${level} lfo1'>` +
  `<![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>${marker}` +
  `<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${words}<o:p></o:p></p>`
const wordPage = (...parts: string[]) =>
  `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0in} --></style></head>` +
  `<body lang=EN-US><!--StartFragment-->${parts.join('\n\n')}<!--EndFragment--></body></html>`

test.each([
  ['bullets', ['·', '·'], '<ul><li>One</li><li>Two</li></ul>'],
  ['round bullets', ['o', 'o'], '<ul><li>One</li><li>Two</li></ul>'],
  ['squares of Wingdings', ['§', '§'], '<ul><li>One</li><li>Two</li></ul>'],
  ['dashes', ['-', '-'], '<ul><li>One</li><li>Two</li></ul>'],
  ['numbers', ['1.', '2.'], '<ol><li>One</li><li>Two</li></ol>'],
  ['numbers from 4', ['4)', '5)'], '<ol start="4"><li>One</li><li>Two</li></ol>'],
  ['letters', ['a)', 'b)'], '<ol><li>One</li><li>Two</li></ol>'],
  ['Roman numbers', ['i.', 'ii.'], '<ol><li>One</li><li>Two</li></ol>'],
])('a list of Word with %s is a list', (_, [first = '', second = ''], list) => {
  expect(
    cleanPasted(
      wordPage(
        '<p class=MsoNormal>Bring these:<o:p></o:p></p>',
        wordItem('One', first),
        wordItem('Two', second),
        '<p class=MsoNormal>Then come.</p>',
      ),
    ),
  ).toBe(`<p>Bring these:</p>${list}<p>Then come.</p>`)
})

test('nested lists of Word are lists inside the item before them', () => {
  const items = [
    wordItem('A', '1.'),
    wordItem('A1', 'a)', 2),
    wordItem('A1i', '·', 3),
    wordItem('A2', 'b)', 2),
    wordItem('B', '2.'),
  ]
  expect(cleanPasted(wordPage(...items))).toBe(
    '<ol><li>A<ol><li>A1<ul><li>A1i</li></ul></li><li>A2</li></ol></li><li>B</li></ol>',
  )
})

test('a list of Word that starts on an inner level has all its items', () => {
  expect(
    cleanPasted(
      wordPage(wordItem('Inner', 'o', 2), wordItem('Outer', '·', 1), wordItem('Inner again', 'o', 2)),
    ),
  ).toBe('<ul><li>Inner</li></ul><ul><li>Outer<ul><li>Inner again</li></ul></li></ul>')
})

test('two numbered lists of Word in a row stay two, and a list goes on after an empty line', () => {
  expect(
    cleanPasted(
      wordPage(
        wordItem('A', '1.'),
        '<p class=MsoNormal><o:p>&nbsp;</o:p></p>',
        wordItem('B', '2.'),
        wordItem('C', '1.', 1, 'l1'),
      ),
    ),
  ).toBe('<ol><li>A</li><li>B</li></ol><ol><li>C</li></ol>')
})

test.each([
  ['<img src="x" alt="The form">', '[Picture missing: The form. Add it with “Upload”.]'],
  ['<video title="The form"></video>', '[Picture missing: The form. Add it with “Upload”.]'],
])('the paragraph %s between the items of a list of Word stays there', (picture, shown) => {
  expect(
    cleanPasted(wordPage(wordItem('A', '1.'), `<p class=MsoNormal>${picture}</p>`, wordItem('B', '2.'))),
  ).toBe(`<ol><li>A</li></ol><p>${shown}</p><ol start="2"><li>B</li></ol>`)
})

test.each(['Dr.', 'A.', 'No.', 'mm.', 'o'])(
  'words that begin with “%s” are no item of a list',
  (beginning) => {
    const html = `<p class="MsoListParagraph">${beginning}&nbsp;Smith explains</p>`
    expect(cleanPasted(html)).toBe(`<p>${beginning}&nbsp;Smith explains</p>`)
  },
)

test.each(['a.&nbsp;&nbsp;', 'iv)&nbsp;&nbsp;&nbsp; ', 'II.\t', 'b) &nbsp;', '3.&nbsp;'])(
  'the letter or number “%s” before an item of Outlook makes a list',
  (marker) => {
    expect(cleanPasted(`<p class="MsoListParagraph">${marker}One</p>`)).toMatch(
      /^<ol[^>]*><li>One<\/li><\/ol>$/,
    )
  },
)

test('a list of Outlook without styles is one by its bullets and margins', () => {
  const item = (marker: string, inches: string, words: string) =>
    `<p class="MsoListParagraph" style="margin-left:${inches}in;text-indent:-.25in">${marker}<span style="font-size:7pt">&nbsp; &nbsp; </span>${words}</p>`
  expect(cleanPasted(item('·', '.5', 'One') + item('o', '1.0', 'Inner') + item('·', '.5', 'Two'))).toBe(
    '<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>',
  )
})

test('a list of Word in a browser is one list', () => {
  const item = (level: number, words: string) =>
    `<div class="ListContainerWrapper"><ul class="BulletListStyle1"><li data-listid="1" data-aria-level="${level}" class="OutlineElement"><p class="Paragraph"><span class="TextRun">${words}</span></p></li></ul></div>`
  expect(cleanPasted(item(1, 'One') + item(2, 'Inner') + item(1, 'Two'))).toBe(
    '<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>',
  )
})

test.each([
  ['paragraphs with a bullet', '<p>• One</p><p>•&nbsp;Two</p>', '<ul><li>One</li><li>Two</li></ul>'],
  ['a sentence that begins with a number', '<p>3. May is too late.</p>', '<p>3. May is too late.</p>'],
  ['a sentence that begins with o', '<p>o wonder</p>', '<p>o wonder</p>'],
  ['a dash in speech', '<p>– Yes.</p>', '<p>– Yes.</p>'],
  [
    'the number of a heading of Word',
    wordPage(wordItem('Fees', '2.').replace(/^<p /, '<h2 ').replace('</p>', '</h2>')),
    '<h2>2. Fees</h2>',
  ],
])('%s', (_, html, cleaned) => {
  expect(cleanPasted(html)).toBe(cleaned)
})
