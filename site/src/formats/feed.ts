import rss from '@astrojs/rss'
import type { FeedView } from '../content/queries/feed'

/** Posts for feed readers, as RSS 2.0. */
export const feedResponse = (feed: FeedView, site: URL): Promise<Response> =>
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
