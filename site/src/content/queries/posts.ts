import { paths } from 'shared-types'
import type { RichText } from 'shared-types'
import { dayIn } from '../../dates'
import { richTextToPlain } from '../../rich-text/plain-text'
import type { DocumentOf } from '../documents'
import type { Day, Snapshot } from '../snapshot'
import { courseCard } from './courses'
import type { CourseCard } from './courses'
import { live } from './links'
import { image, pageMeta } from './media'
import type { Image, PageMeta } from './media'
import { personCard } from './people'
import type { PersonCard } from './people'

export interface CategoryLink {
  path: string
  title: string
}

/** One line of a list of posts. It names no author: a changed author must not touch every list. */
export interface PostRow {
  path: string
  slug: string
  title: string
  excerpt: string
  publishedAt: string
  /** The day of `publishedAt` in the school's time zone. */
  publishedOn: Day
  categories: CategoryLink[]
}

export interface PostView extends PostRow {
  id: string
  hero?: Image
  body: RichText
  authors: PersonCard[]
  reviewer?: PersonCard
  reviewedOn?: Day
  relatedCourses: CourseCard[]
  relatedPosts: PostRow[]
  /** The posts published just before and just after. */
  older?: PostRow
  newer?: PostRow
  words: number
  /** At 220 words a minute, at least 1. */
  readingMinutes: number
  updatedAt: string
  updatedOn: Day
  meta: PageMeta
}

const relatedPostCount = 3

export const postRow = (snapshot: Snapshot, post: DocumentOf<'posts'>): PostRow => ({
  path: paths.post(post.slug),
  slug: post.slug,
  title: post.title,
  excerpt: post.excerpt,
  publishedAt: post.publishedAt,
  publishedOn: dayOf(snapshot, post.publishedAt),
  categories: live(snapshot.byId.categories, post.categories).map((category) => ({
    path: paths.category(category.slug),
    title: category.title,
  })),
})

/** All that a post's page shows; nothing when no live post has the slug. */
export function post(snapshot: Snapshot, slug: string): PostView | undefined {
  const document = snapshot.bySlug.posts.get(slug)
  if (!document) return undefined
  const reviewer = document.reviewedBy && snapshot.byId.people.get(document.reviewedBy)
  const related = relatedPosts(snapshot, document)
  const words = richTextToPlain(document.body).split(/\s+/).filter(Boolean).length
  return {
    ...postRow(snapshot, document),
    id: document.id,
    hero: image(snapshot, document.hero),
    body: document.body,
    authors: live(snapshot.byId.people, document.authors).map((person) => personCard(snapshot, person)),
    reviewer: reviewer ? personCard(snapshot, reviewer) : undefined,
    reviewedOn: reviewer ? document.reviewedOn : undefined,
    relatedCourses: relatedCourses(snapshot, document, related),
    relatedPosts: related.map((other) => postRow(snapshot, other)),
    ...neighbors(snapshot, document),
    words,
    readingMinutes: Math.max(1, Math.round(words / 220)),
    updatedAt: document.updatedAt,
    updatedOn: dayOf(snapshot, document.updatedAt),
    meta: pageMeta(snapshot, document.meta, {
      title: document.title,
      description: document.excerpt,
      path: paths.post(document.slug),
      image: document.hero,
    }),
  }
}

const dayOf = (snapshot: Snapshot, moment: string): Day =>
  dayIn(snapshot.documents.globals['site-settings'].timeZone, new Date(moment))

function neighbors(snapshot: Snapshot, document: DocumentOf<'posts'>): Pick<PostView, 'older' | 'newer'> {
  const position = snapshot.positionOfPost.get(document.id) ?? 0
  const [older, newer] = [snapshot.posts[position - 1], snapshot.posts[position + 1]]
  return { older: older && postRow(snapshot, older), newer: newer && postRow(snapshot, newer) }
}

/**
 * The posts that the editor chose; else the ones of the same category published just before, so that a new post does
 * not rewrite every older post of its category. The first posts of a category take the ones that came after.
 */
function relatedPosts(snapshot: Snapshot, document: DocumentOf<'posts'>): DocumentOf<'posts'>[] {
  const chosen = live(snapshot.byId.posts, document.relatedPosts).filter((post) => post.id !== document.id)
  if (chosen.length > 0) return chosen
  const siblings = document.categories.map((id) => snapshot.postsOfCategory.get(id) ?? [])[0] ?? []
  const index = siblings.findIndex((post) => post.id === document.id)
  const earlier = siblings.slice(Math.max(0, index - relatedPostCount), index).toReversed()
  const later = siblings.slice(index + 1, index + 1 + relatedPostCount - earlier.length)
  return [...earlier, ...later]
}

/** The courses that the editor chose; else the first one that a related post chose. */
function relatedCourses(
  snapshot: Snapshot,
  document: DocumentOf<'posts'>,
  related: DocumentOf<'posts'>[],
): CourseCard[] {
  const cards = (ids: string[]) => ids.flatMap((id) => courseCard(snapshot, id) ?? [])
  const chosen = cards(document.relatedCourses)
  return chosen.length > 0 ? chosen : cards(related.flatMap((post) => post.relatedCourses)).slice(0, 1)
}
