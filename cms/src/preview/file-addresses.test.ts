import { getRewrittenUrl, unstable_getResponseFromNextConfig } from 'next/experimental/testing/server'
import { expect, test } from 'vitest'
import nextConfig from '../../next.config'
import { isFileAddress } from './file-addresses'

/** What Next answers by the rules of its configuration, before any code of the CMS runs. */
const rulesFor = (path: string, cookies: Record<string, string> = {}) =>
  unstable_getResponseFromNextConfig({ url: `http://localhost:3000${path}`, nextConfig, cookies })

const files = [
  '/_astro/page.B1gsHash.css',
  '/_astro/fonts/0a1b2c.woff2',
  '/media/rack-0a1b2c3d4e.jpg',
  '/favicon.ico',
  '/favicon.svg',
  '/apple-touch-icon.png',
  '/icon-maskable-512.png',
]

test.each(files)('the CMS sends the file %s of a previewed page', async (path) => {
  expect(isFileAddress(path)).toBe(true)
  const response = await rulesFor(`${path}?preview=a.b.c`)
  expect(getRewrittenUrl(response)).toBe(`http://localhost:3000/api/preview/files${path}?preview=a.b.c`)
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
})

test.each([
  '/admin',
  '/admin/collections/media',
  '/api/media/file/rack.jpg',
  '/api/preview',
  '/_next/static/chunks/main.js',
  '/courses/phlebotomy/',
  '/favicon.html',
])('what is at %s stays there', async (path) => {
  expect(getRewrittenUrl(await rulesFor(path))).toBeNull()
  expect(isFileAddress(path)).toBe(false)
})

test('the page of a preview or of a link to a draft keeps its own headers, and nothing else does', async () => {
  const own = [
    'content-security-policy',
    'cache-control',
    'referrer-policy',
    'x-frame-options',
    'x-robots-tag',
  ]
  const namesOf = ({ headers }: Response) => own.filter((name) => headers.has(name))
  const signedIn = { 'payload-token': 'x' }
  for (const path of ['/api/preview/page', '/api/preview/drafts/an-id.a-secret']) {
    const page = await rulesFor(path, signedIn)
    expect(namesOf(page)).toEqual(['cache-control'])
    expect(page.headers.get('cache-control')).toBe('no-store')
  }
  for (const path of [
    '/api/preview',
    '/api/preview/pages',
    '/api/preview/page/x',
    '/api/preview/drafts',
    '/api/posts',
    '/api/preview/files/x.js',
  ]) {
    const response = await rulesFor(path, signedIn)
    expect([path, namesOf(response)]).toEqual([path, own])
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'self'")
  }
  expect(namesOf(await rulesFor('/admin/api/preview/page'))).toEqual(
    own.filter((name) => name !== 'cache-control'),
  )
})
