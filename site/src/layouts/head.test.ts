import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { renderTestPages } from '../../test/pages'

const origin = 'https://school.example'
let pages: Map<string, string>
beforeAll(async () => {
  pages = await renderTestPages()
})

/** The tags of a kind in the head of a page, as their attributes. */
function tags(html: string, name: 'meta' | 'link'): Record<string, string>[] {
  const [head = ''] = /<head>.*<\/head>/s.exec(html) ?? []
  return [...head.matchAll(new RegExp(`<${name} ([^>]*)>`, 'g'))].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [key, value]),
    ),
  )
}

const propertiesOf = (html: string): Record<string, string | undefined> =>
  Object.fromEntries(
    tags(html, 'meta').flatMap(({ property, name, content = '' }) => {
      const key = property ?? name
      return key ? [[key, content]] : []
    }),
  )

const page = (path: string): string => pages.get(path) ?? ''

test('every page can be shared: a title, a text, its own address and a picture with a size and words', () => {
  const problems = [...pages].flatMap(([path, html]) => {
    const found = propertiesOf(html)
    const needed = [
      'og:type',
      'og:site_name',
      'og:title',
      'og:description',
      'og:locale',
      'og:image:width',
      'og:image:height',
      'og:image:alt',
      'twitter:card',
      'description',
    ]
    const address = path === '/404.html' ? '/404/' : path
    return [
      ...needed.filter((name) => !found[name]).map((name) => `${path} has no ${name}`),
      ...(found['og:url'] === origin + address ? [] : [`${path} says that it is ${found['og:url']}`]),
      ...(found['og:image']?.startsWith(`${origin}/`) ? [] : [`${path} has no whole address of a picture`]),
    ]
  })
  expect(problems).toEqual([])
  expect(pages.size).toBeGreaterThan(50)
})

test('a post is an article with its days and subject, and other pages are not', () => {
  expect(propertiesOf(page('/blog/dea-number/'))).toMatchObject({
    'og:type': 'article',
    'article:published_time': '2026-11-21T03:30:00.000Z',
    'article:modified_time': '2026-12-01T15:00:00.000Z',
    'article:section': 'Study',
  })
  expect(propertiesOf(page('/courses/'))['og:type']).toBe('website')
  expect(propertiesOf(page('/courses/'))).not.toHaveProperty('article:published_time')
})

test('every page names one canonical address, but those that search engines leave out', () => {
  const problems = [...pages].flatMap(([path, html]) => {
    const canonical = tags(html, 'link').filter(({ rel }) => rel === 'canonical')
    const isLeftOut = propertiesOf(html).robots === 'noindex'
    return canonical.length === (isLeftOut ? 0 : 1) ? [] : [`${path} names ${canonical.length}`]
  })
  expect(problems).toEqual([])
})

test('feeds stand in the head of the pages that they follow', () => {
  const feedsOf = (path: string) =>
    tags(page(path), 'link').flatMap(({ rel, type, href }) =>
      rel === 'alternate' ? [`${type} ${href}`] : [],
    )
  const blog = 'application/rss+xml /rss.xml'
  expect(feedsOf('/')).toEqual([blog])
  expect(feedsOf('/blog/category/study/')).toEqual(['application/rss+xml /blog/category/study/rss.xml', blog])
  expect(feedsOf('/start-dates/')).toEqual(['text/calendar /start-dates.ics', blog])
  expect(feedsOf('/courses/phlebotomy/')).toEqual(['text/calendar /courses/phlebotomy/start-dates.ics', blog])
})

test('a page of a school without any picture is shared with the school’s card', async () => {
  const bare = await renderTestPages((school) => {
    school.collections.media = []
  })
  expect(propertiesOf(bare.get('/courses/') ?? '')).toMatchObject({
    'og:image': `${origin}/card.png`,
    'og:image:width': '1200',
    'og:image:height': '630',
    'og:image:alt': 'AlliedRx Institute of Healthcare.',
    'twitter:card': 'summary_large_image',
  })
})

test('what has a card of its own is shared with that', () => {
  expect(propertiesOf(page('/courses/phlebotomy/'))).toMatchObject({
    'og:image': `${origin}/courses/phlebotomy/card.png`,
    'og:image:width': '1200',
    'og:image:alt': 'Phlebotomy. AlliedRx Institute of Healthcare.',
    'twitter:card': 'summary_large_image',
  })
})

test('icons have the size that their names say', async () => {
  for (const [file, size] of [
    ['icon-192.png', 192],
    ['icon-512.png', 512],
    ['icon-maskable-512.png', 512],
    ['apple-touch-icon.png', 180],
  ] as const) {
    const bytes = await readFile(join(import.meta.dirname, '../../public', file))
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], file).toEqual([size, size])
  }
})
