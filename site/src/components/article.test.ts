import { experimental_AstroContainer as AstroContainer } from 'astro/container'
import { expect, test } from 'vitest'
import { createContent } from '../content/content'
import { block, paragraph, richText, words } from 'shared-types/test/rich-text'
import { testSnapshot } from '../../test/snapshot'
import Article from './Article.astro'

/** The number of pictures in a post with a hero and this body. */
async function picturesWith(...body: unknown[]): Promise<number> {
  const content = createContent(
    testSnapshot((school) => {
      school.collections.posts = school.collections.posts.map((post) =>
        post.slug === 'dea-number' ? { ...post, hero: 'media-rack', body: richText(...body) } : post,
      )
    }),
  )
  const container = await AstroContainer.create()
  const html = await container.renderToString(Article, {
    props: { post: content.post('dea-number'), breadcrumbs: [], email: 'office@school.example' },
    locals: { content },
  })
  return html.match(/<picture/g)?.length ?? 0
}

test('the hero of a post is left out when its text shows the same picture, with a caption or without', async () => {
  const upload = (value: string) => ({ type: 'upload', relationTo: 'media', value })
  const captioned = (media: string) => block('media', { media, caption: 'A rack' })
  expect(await picturesWith(paragraph(words('No picture')))).toBe(1)
  expect(await picturesWith(upload('media-rack'))).toBe(1)
  expect(await picturesWith(captioned('media-rack'))).toBe(1)
  expect(await picturesWith(upload('media-plain'), captioned('media-plain'))).toBe(3)
})
