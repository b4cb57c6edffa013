import rss from '@astrojs/rss'
import type { APIRoute } from 'astro'

export const GET: APIRoute = ({ locals, site }) => {
  const feed = locals.content.feed()
  if (!feed || !site) return new Response(null, { status: 404 })
  return rss({
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
}
