import type { RichText, RichTextNode } from 'shared-types'
import { expect, test } from 'vitest'
import { hasPicture } from './pictures'

const text = (...children: RichTextNode[]) => ({ root: { children } }) as RichText
const upload: RichTextNode = { type: 'upload', relationTo: 'media', value: 'tubes' }
const captioned: RichTextNode = {
  type: 'block',
  fields: { blockType: 'media', media: 'rack', caption: undefined },
}

test('a text has its uploads and the pictures of its media blocks', () => {
  expect(hasPicture(text(upload, captioned), 'tubes')).toBe(true)
  expect(hasPicture(text(upload, captioned), 'rack')).toBe(true)
  expect(hasPicture(text(upload, captioned), 'badge')).toBe(false)
  expect(hasPicture(text(), 'tubes')).toBe(false)
})
