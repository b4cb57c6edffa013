import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { createContent } from '../content/content'
import { testSnapshot } from '../../test/snapshot'
import { calendarText } from './calendar'
import { feedResponse } from './feed'
import { sitemapXml } from './sitemap'

const site = new URL('https://school.example')
const content = createContent(
  testSnapshot((school) => {
    Object.assign(school.collections.posts[30] ?? {}, { title: 'Drugs & <laws>', excerpt: 'A & b' })
  }),
)

async function xmlOf(slug?: string): Promise<string> {
  const feed = content.feed(slug)
  if (!feed) throw new Error('The test school has no such category.')
  return (await feedResponse(feed, site)).text()
}

test('a feed names its page, and each post by its absolute URL', async () => {
  const xml = await xmlOf()
  expect(xml).toContain('<link>https://school.example/blog/</link>')
  expect(xml).toContain('<link>https://school.example/blog/dea-number/</link>')
  expect(xml.match(/<item>/g)).toHaveLength(30)
  expect(xml).toContain('<title>Drugs &amp; &lt;laws&gt;</title>')
})

/** The texts of the elements of a name. Throws where a strict parser finds the XML not well-formed. */
function textsIn(xml: string, name: string): string[] {
  const texts: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  let inner = ''
  parser.on('opentag', () => (inner = ''))
  parser.on('text', (text) => (inner += text))
  parser.on('closetag', (tag) => {
    if (tag.name === name) texts.push(inner.trim())
  })
  parser.write(xml).close()
  return texts
}

const forbidden = '\u0000\u0008\u000b\u000c\u000e\u001f\ufffe\uffff\ud800'

test('characters that XML forbids are spaces in the feed, the sitemap and the calendar', async () => {
  const dirty = createContent(
    testSnapshot(({ collections }) => {
      Object.assign(collections.posts[30] ?? {}, {
        title: 'Flu\u000bseason \u{1fa79}',
        excerpt: `Bring${forbidden}a card.`,
      })
      Object.assign(collections.categories[0] ?? {}, {
        title: 'Study\udc00tips',
        description: `On${forbidden}`,
      })
      for (const course of collections.courses) course.title = `${String(course.title)}\u000bcourse`
      for (const cohort of collections.cohorts) cohort.note = 'No class\u000con Thanksgiving'
    }),
  )
  const feed = dirty.feed()
  const xml = feed ? await (await feedResponse(feed, site)).text() : ''
  expect(textsIn(xml, 'title')).toContain('Flu season \u{1fa79}')
  expect(textsIn(xml, 'description').some((text) => /^Bring +a card\.$/.test(text))).toBe(true)
  const calendar = dirty.calendar()
  const text = calendar ? calendarText(calendar, site.origin).replaceAll('\r\n ', '') : ''
  expect(text).toContain('Phlebotomy course')
  expect(text).toContain('No class on Thanksgiving')
  const entries = dirty.home().board.map(({ course }) => ({ path: course.path, lastModified: '2026-12-01' }))
  const sitemap = await sitemapXml({ list: 'urlset', item: 'url', entries }, site).text()
  expect(textsIn(sitemap, 'loc')).toHaveLength(entries.length)
})

test('the feed of a category has only the posts of the category', async () => {
  const [all = [], pharmacy = []] = [await xmlOf(), await xmlOf('pharmacy')].map((xml) =>
    [...xml.matchAll(/<item>.*?<link>([^<]+)/gs)].map(([, link]) => link),
  )
  expect(pharmacy.length).toBeGreaterThan(0)
  expect(pharmacy.length).toBeLessThan(all.length)
  const posts = content.category('pharmacy')?.posts.map(({ path }) => `https://school.example${path}`)
  expect(pharmacy).toEqual(posts)
})
