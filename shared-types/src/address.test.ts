import { expect, test } from 'vitest'
import { seededRandom } from '../test/seeded-random'
import { decodePath, normalizePath, parseOldAddress, parsePath, parseWebUrl } from './address'
import { internalPath } from './checks/addresses'

const pathOf = (address: string) => {
  const parsed = parsePath(address)
  return 'path' in parsed ? parsed.path : parsed
}

test.each([
  ['/', '/'],
  ['/index.html', '/'],
  ['/old', '/old/'],
  ['/old/#part', '/old/'],
  ['/old//index.html?x=1#y', '/old/'],
  ['/a/../b/./c/..', '/b/'],
  ['/../../a', '/a/'],
  ['/%2e%2E/a/%2e/b', '/a/b/'],
  ['/files/prices.pdf', '/files/prices.pdf'],
  ['/files/prices.pdf/', '/files/prices.pdf/'],
  ['/caf%C3%A9', '/café/'],
  ['/cafe\u0301', '/café/'],
  ['/a%20b/100%25/c%3fd%23e', '/a%20b/100%25/c%3Fd%23e/'],
  ['/a+b;c=d,e@f$g(h)!i~j:k&l', '/a+b;c=d,e@f$g(h)!i~j:k&l/'],
])('%s is one address with %s', (address, path) => expect(pathOf(address)).toBe(path))

test.each([
  '',
  'old',
  '?x',
  '#x',
  '//a/',
  '/\\a',
  '/a\\b',
  '/a%5cb',
  '/a%2fb',
  '/%',
  '/%zz',
  '/%ff',
  '/%ed%a0%80',
  '/a%00',
  '/a\nb',
  '/a\u200bb/',
  '/%EF%BB%BFa/',
])('%j is no address of this site', (address) => expect(pathOf(address)).toHaveProperty('problem'))

test('a path has room for the name of its file', () => {
  const segment = (bytes: number) => 'é'.repeat(Math.floor(bytes / 2)) + 'a'.repeat(bytes % 2)
  expect(pathOf(`/${segment(255)}/`)).toBe(`/${segment(255)}/`)
  expect(pathOf(`/${segment(256)}/`)).toEqual({ problem: 'has more than 255 bytes between two slashes' })
  const long = (bytes: number) => `/${`${segment(249)}/`.repeat(3)}${segment(bytes)}/`
  expect(Buffer.byteLength(`${pathOf(long(238)) as string}index.html`)).toBe(1000)
  expect(pathOf(long(239))).toEqual({ problem: 'is longer than 1000 bytes' })
})

test('a path that was parsed is parsed to itself, and is the same in every spelling', () => {
  const random = seededRandom(7)
  const below = (limit: number) => Math.floor(random() * limit)
  const characters = [
    'a',
    'Z',
    '0',
    '-',
    '.',
    '..',
    '/',
    '//',
    '%',
    '?',
    '#',
    ' ',
    'é',
    'e\u0301',
    '静',
    '😀',
    '"',
    "'",
    '$',
    ';',
    '{',
    '+',
  ]
  for (let round = 0; round < 3000; round++) {
    const parts = Array.from({ length: 1 + below(9) }, () => characters[below(characters.length)] ?? '')
    const parsed = parsePath(
      `/${parts.map((part) => (part.includes('/') ? part : encodeURIComponent(part))).join('')}`,
    )
    if ('problem' in parsed) continue
    const { path } = parsed
    expect(pathOf(path), path).toBe(path)
    expect(internalPath(path, 'https://school.example'), path).toBe(path)
    const { pathname } = new URL(path, 'https://school.example')
    expect(pathOf(pathname), pathname).toBe(path)
    expect(pathOf(pathname.replace(/%../g, (escape) => escape.toLowerCase()).normalize('NFD'))).toBe(path)
    expect(decodePath(path), path).toBe(decodeURIComponent(pathname))
  }
})

test('addresses of other sites are compared without query and fragment', () => {
  expect(normalizePath('https://example.org/a?b#c')).toBe('https://example.org/a/')
  expect(internalPath('https://example.org/a', 'https://school.example')).toBeUndefined()
  expect(internalPath('https://school.example/a?b', 'https://school.example')).toBe('/a/')
})

test('a broken escape in a link changes nothing, and stops nothing', () => {
  expect(internalPath('/media/%ff.jpg', 'https://school.example')).toBe('/media/%ff.jpg')
  expect(decodePath('/media/%ff.jpg')).toBe('/media/%ff.jpg')
})

test('an old address has no query, no hidden part, and is in no folder of the site’s own files', () => {
  for (const address of [
    '/?p=1',
    '/a?b',
    '/.git/config',
    '/a/.htaccess',
    '/media/a.jpg',
    '/_astro/a',
    '/pagefind',
  ])
    expect(parseOldAddress(address), address).toHaveProperty('problem')
  for (const address of ['/.well-known/security.txt', '/medias/', '/a/media/', '/?'])
    expect(parseOldAddress(address), address).toHaveProperty('path')
})

test('the address of a page names a site, and no user', () => {
  for (const address of ['https://example.org', 'HTTP://example.org:8080/a?b#c', 'https://bücher.example/'])
    expect(parseWebUrl(address), address).toHaveProperty('url')
  for (const address of [
    'https://',
    'https:/a',
    'ftp://a.b',
    'javascript:alert(1)',
    'https://a b',
    'https://a.b:65536',
    'https://u:p@a.b',
    'https://a.b\\c',
    'https://a.b/\n',
  ])
    expect(parseWebUrl(address), address).toHaveProperty('problem')
})
