import { expect, test } from 'vitest'
import { redirectFile, redirectPage } from './redirect-page'

test('the fallback page sends visitors on and search engines to the new address', () => {
  const html = redirectPage('/blog/dea-number/', 'https://school.example')
  expect(html).toContain('<meta http-equiv="refresh" content="0; url=/blog/dea-number/">')
  expect(html).toContain('<link rel="canonical" href="https://school.example/blog/dea-number/">')
  expect(html).toContain('<meta name="robots" content="noindex">')
})

test('a URL cannot end its attribute', () => {
  expect(redirectPage('https://example.org/?a="><script>', 'https://school.example')).not.toContain(
    '<script>',
  )
})

test.each([
  ['/old-post/', 'old-post/index'],
  ['/a/b/', 'a/b/index'],
  ['/old.html', 'old'],
  ['/old.php', undefined],
  ['/old.html/more/', undefined],
  ['/rss.xml/old.html', undefined],
  ['/about%20us/', undefined],
  ['/café/', 'café/index'],
])('the file of %s is %s', (from, file) => {
  expect(redirectFile(from)).toBe(file)
})
