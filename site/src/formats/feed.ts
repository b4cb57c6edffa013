import rss from '@astrojs/rss'

export interface Feed {
  title: string
  description: string
  /** The page that lists the same posts. */
  path: string
  items: FeedItem[]
}

interface FeedItem {
  title: string
  excerpt: string
  path: string
  /** ISO 8601. */
  publishedAt: string
  categories: { title: string }[]
}

/** Posts for feed readers, as RSS 2.0. */
export const feedResponse = (feed: Feed, site: URL): Promise<Response> =>
  rss({
    title: feed.title,
    description: feed.description,
    site: new URL(feed.path, site),
    items: feed.items.map((post) => ({
      title: post.title,
      description: post.excerpt,
      link: new URL(post.path, site).href,
      pubDate: new Date(post.publishedAt),
      categories: post.categories.map((category) => category.title),
    })),
    customData: '<language>en-US</language>',
    trailingSlash: true,
  })
