import { Window } from 'happy-dom'
import { expect, test } from 'vitest'
import { linesOf, textDifference } from './page-text'

const page = (body: string, title = 'Phlebotomy') =>
  new new Window().DOMParser().parseFromString(
    `<!doctype html><html><head><title>${title}</title><meta name="description" content="Learn it."></head><body>${body}</body></html>`,
    'text/html',
  ) as unknown as Document

const difference = (before: Document, after: Document) => textDifference(linesOf(before), linesOf(after))

test('the text of a page has a line for each block, and words for pictures', () => {
  const html = page(`
    <nav><ul><li><a href="/">Home</a></li><li><a href="/b/">Courses</a><span>six</span></li></ul></nav>
    <h1>Draw <em>blood</em></h1><p>Line one<br>line
      two <img src="x.png" alt="A rack"><svg><title>Mark</title></svg></p>
    <script>alert(1)</script><style>p{}</style><dl><dt>Price</dt><dd>$900</dd></dl>`)
  expect(linesOf(html)).toEqual([
    ...['Title: Phlebotomy', 'Description: Learn it.', 'Home', 'Courses six', 'Draw blood', 'Line one'],
    ...['line two [Picture: A rack]', 'Price', '$900'],
  ])
})

test('the difference names the words that were changed, added and removed, and no others', () => {
  expect(
    difference(
      page('<p>It costs $900 now.</p><p>Same.</p>'),
      page('<p>It costs $1,200 now.</p><p>Same.</p>'),
    ),
  ).toEqual([
    [
      { text: 'It costs $' },
      { text: '900', change: 'removed' },
      { text: '1,200', change: 'added' },
      { text: ' now.' },
    ],
  ])
  expect(difference(page('<p>One</p>'), page('<p>One</p><p>Two</p>', 'Other'))).toEqual([
    [{ text: 'Title: ' }, { text: 'Phlebotomy', change: 'removed' }, { text: 'Other', change: 'added' }],
    [{ text: 'Two', change: 'added' }],
  ])
  expect(difference(page('<p>One</p><p>Two</p>'), page('<p>Two</p>'))).toEqual([
    [{ text: 'One', change: 'removed' }],
  ])
})

test('pages that differ in links and pictures only have the same text', () => {
  expect(
    difference(
      page('<a href="/a/"><img src="a.png" alt="A"></a>'),
      page('<a href="/b/"><img src="b.png" alt="A"></a>'),
    ),
  ).toEqual([])
})

test('hostile words stay text', () => {
  const [line] = difference(page('<p>a</p>'), page('<p>&lt;img src=x onerror=alert(1)&gt;</p>'))
  expect(line).toEqual([
    { text: 'a', change: 'removed' },
    { text: '<img src=x onerror=alert(1)>', change: 'added' },
  ])
})
