import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { renderTestPages } from '../../test/pages'

const origin = 'https://school.example'
let pages: Map<string, string>
beforeAll(async () => {
  pages = await renderTestPages()
})

/** The attributes of all tags with this name in the `<head>`. */
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

test('every page has a title, a description, its own URL and a picture with size and alternative text for social shares', () => {
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
      ...(found['og:url'] === origin + address ? [] : [`${path} has og:url ${found['og:url']}`]),
      ...(found['og:image']?.startsWith(`${origin}/`) ? [] : [`${path} has no absolute og:image`]),
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

test('every page has one canonical URL, except pages with noindex', () => {
  const problems = [...pages].flatMap(([path, html]) => {
    const canonical = tags(html, 'link').filter(({ rel }) => rel === 'canonical')
    const isNoindex = propertiesOf(html).robots === 'noindex'
    return canonical.length === (isNoindex ? 0 : 1) ? [] : [`${path} has ${canonical.length} canonical URLs`]
  })
  expect(problems).toEqual([])
})

test('pages link to the feeds of what they show', () => {
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

test('without any picture in the CMS, pages are shared with the school’s card', async () => {
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

test('a page with a card of its own is shared with that card', () => {
  expect(propertiesOf(page('/courses/phlebotomy/'))).toMatchObject({
    'og:image': `${origin}/courses/phlebotomy/card.png`,
    'og:image:width': '1200',
    'og:image:alt': 'Phlebotomy. AlliedRx Institute of Healthcare.',
    'twitter:card': 'summary_large_image',
  })
})

test('icons have the size in their names', async () => {
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
