import { expect, test } from 'vitest'
import { documentKey } from './document-key'

test('a document has the key that the CMS has stored with its releases', () => {
  expect(documentKey({ slug: 'posts', id: '12' })).toBe('posts/12')
  expect(documentKey({ slug: 'posts', id: 12 })).toBe('posts/12')
  expect(documentKey({ slug: 'header', id: '' })).toBe('header/')
})
