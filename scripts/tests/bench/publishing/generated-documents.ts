import fc from 'fast-check'
import { type CollectionSlug, collectionSchemas } from 'shared-types'
import { contentSlugs } from 'shared-types/test/generated-documents'
import { paragraph, richText, typedLink } from 'shared-types/test/rich-text'
import { requestBody } from '../../properties/cms-fields'
import type { BenchStack } from '../stack/bench-stack'
import { isAllLive } from './burst'
import { Editor, type LivePost } from './editor'

/** Of each collection and global; pictures are uploads, and have no part in it. */
const documentsOfEach = 5

/** What became of the documents of the property tests. `among`: the posts that were there before. */
interface Generated {
  among: LivePost[]
  published: number
  blocked: number
  refused: number
}

/** Publishes documents of the property tests, the same each time, and waits until all that can be live is live. */
export async function publishGenerated(stack: BenchStack): Promise<Generated> {
  const editor = await Editor.login(stack)
  const among = await editor.posts()
  const { default: configured } = await import('../../../../cms/src/payload.config')
  const config = await configured
  const ids = new Map<CollectionSlug, string[]>()
  for (const slug of Object.keys(collectionSchemas) as CollectionSlug[])
    ids.set(slug, await editor.someIds(slug))
  const outcome = { among, published: 0, blocked: 0, refused: 0 }
  const publish = async (...document: Parameters<Editor['publishNew']>) => {
    outcome[(await editor.publishNew(...document)) ? 'published' : 'refused']++
  }
  for (const slug of contentSlugs.filter((one) => one !== 'media')) {
    const bodies = requestBody(config, slug, (target) => ids.get(target) ?? [])
    for (const body of fc.sample(bodies, { numRuns: documentsOfEach, seed: 7 })) await publish(slug, body)
  }
  // One of them is blocked for sure.
  const body = richText(paragraph(typedLink('here', '/nowhere/')))
  await publish('posts', {
    title: 'Leads nowhere',
    slug: 'leads-nowhere',
    excerpt: 'It leads nowhere.',
    body,
  })
  if (!(await isAllLive(stack))) throw new Error('The documents of the property tests did not go live.')
  return { ...outcome, blocked: await editor.countBlocked() }
}
