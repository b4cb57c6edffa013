import { expect, test } from 'vitest'
import { callout, h2, ol, p, richText, table } from '../../../seed/rich-text'
import { markdownOf } from './hugo-markdown'

const markdown = (...blocks: Parameters<typeof richText>[1]) =>
  markdownOf(
    richText('test', blocks, (collection, key) => `${collection}-${key}`).root,
    (collection, id) => `/${collection}/${id}/`,
  )

test('a text says in Markdown what it says in the editor', () => {
  expect(
    markdown(
      h2('The list'),
      p(
        '**Never** pour *from* tube to `tube`; see [this](post:order-of-draw) or [that](https://example.org/).',
      ),
      ol('Red', 'Gold'),
    ),
  ).toBe(
    [
      '## The list',
      '**Never** pour *from* tube to `tube`; see [this](/posts/posts-order-of-draw/) or [that](https://example.org/).',
      '1. Red\n1. Gold',
    ].join('\n\n'),
  )
})

test('what is no mark-up stays as it is typed', () => {
  expect(markdown(p('2 < 3 | a_b [c] #d'))).toBe(String.raw`2 \< 3 \| a\_b \[c\] \#d`)
})

test('a table keeps its cells and a callout its words', () => {
  expect(markdown(table(['Stop', 'Tube'], ['1', 'Red']))).toBe('| Stop | Tube |\n| --- | --- |\n| 1 | Red |')
  expect(markdown(callout('tip', 'Say “it”', p('Short.')))).toBe(
    '{{< callout tone="tip" title="Say “it”" >}}\nShort.\n{{< /callout >}}',
  )
})
