import { experimental_AstroContainer as AstroContainer } from 'astro/container'
import { RichTextSchema } from 'shared-types'
import type { RichText } from 'shared-types'
import { richText } from 'shared-types/test/rich-text'
import { createContent } from '../src/content/content'
import RichTextBody from '../src/rich-text/RichText.astro'
import { testSnapshot } from './snapshot'

const content = createContent(testSnapshot())

/** The HTML of a rich text as the site renders it, without Astro's own attributes and the spaces between elements. */
export async function renderRichText(value: RichText, props: Record<string, unknown> = {}): Promise<string> {
  const container = await AstroContainer.create()
  const html = await container.renderToString(RichTextBody, {
    props: { value, where: 'posts/1 body', ...props },
    locals: { content },
  })
  return html
    .replace(/ data-astro-(cid|source)-?[\w-]*(="[^"]*")?/g, '')
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .trim()
}
export const readRichText = (...children: unknown[]): RichText => RichTextSchema.parse(richText(...children))
export const renderNodes = (...children: unknown[]) => renderRichText(readRichText(...children))

export const item = (...children: unknown[]) => ({ type: 'listitem', value: 1, children })
export const list = (listType: string, ...children: unknown[]) => ({
  type: 'list',
  listType,
  start: 1,
  children,
})
export const cell = (headerState: number, ...children: unknown[]) => ({
  type: 'tablecell',
  headerState,
  children,
})
export const row = (...children: unknown[]) => ({ type: 'tablerow', children })
