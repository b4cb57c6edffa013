import { expect, test } from 'vitest'
import { createContent } from '../content/content'
import { testSnapshot } from '../../test/snapshot'
import { feedResponse } from './feed'

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

test('the feed of a category has only the posts of the category', async () => {
  const [all = [], pharmacy = []] = [await xmlOf(), await xmlOf('pharmacy')].map((xml) =>
    [...xml.matchAll(/<item>.*?<link>([^<]+)/gs)].map(([, link]) => link),
  )
  expect(pharmacy.length).toBeGreaterThan(0)
  expect(pharmacy.length).toBeLessThan(all.length)
  const posts = content.category('pharmacy')?.posts.map(({ path }) => `https://school.example${path}`)
  expect(pharmacy).toEqual(posts)
})
