import { elementTypes, nodeOf, nodeTypes, randomNodes } from 'shared-types/test/random-rich-text'
import { heading, paragraph, typedLink, words } from 'shared-types/test/rich-text'
import { seededRandom } from 'shared-types/test/seeded-random'
import { expect, test } from 'vitest'
import { item, list, readRichText, renderNodes, renderRichText } from '../../test/rich-text'
import { richTextToPlain } from '../formats/plain-text'

const element = (type: string, ...children: unknown[]) => ({ ...nodeOf(type, ''), children })

/** The words `w1`, `w2` and so on in a text, in order, without those in the attributes of HTML. */
const wordsIn = (text: string): string[] => text.replace(/<[^>]*>/g, '').match(/w\d+/g) ?? []

test('each node inside each other is shown with its words in order', async () => {
  for (const outer of elementTypes) {
    for (const inner of nodeTypes) {
      const nodes = [element(outer, words('w1'), nodeOf(inner, 'w2'), words('w3'))]
      const text = readRichText(...nodes)
      const where = `${inner} in ${outer}`
      const html = await renderRichText(text)
      // A callout has its words as its title and in its text.
      const expected = wordsIn(JSON.stringify(nodes))
      expect(wordsIn(html), where).toEqual(expected)
      expect(wordsIn(richTextToPlain(text)), where).toEqual(expected)
    }
  }
})

test('nodes inside nodes without end are shown with their words in order', async () => {
  const random = seededRandom(5)
  for (let round = 0; round < 100; round++) {
    let count = 0
    const nodes = randomNodes(random, () => `w${++count}`, 5)
    const html = await renderNodes(...nodes)
    expect(wordsIn(html), JSON.stringify(nodes)).toEqual(wordsIn(JSON.stringify(nodes)))
  }
})

test.each([
  [
    'paragraphs in a quote',
    element('quote', paragraph(words('One')), paragraph(words('Two'))),
    '<blockquote><p>One<br>Two</p></blockquote>',
  ],
  [
    'a heading in a link',
    paragraph({ ...typedLink('', '/blog/'), children: [heading('h3', 'Jobs')] }),
    '<h3 id="text-jobs"><a href="/blog/">Jobs</a></h3>',
  ],
  ['a list in a paragraph', paragraph(list('bullet', item(words('a')))), '<ul><li>a</li></ul>'],
])('%s, stored before it was refused, is shown in order', async (_, node, html) => {
  expect((await renderNodes(node)).replace(/ ?(<\/?(ul|li|blockquote|p)>) ?/g, '$1')).toBe(html)
})
