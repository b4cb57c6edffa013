import { paths } from 'shared-types'
import type { RichText } from 'shared-types'
import { dayIn } from '../../formats/dates'
import { richTextToPlain } from '../../formats/plain-text'
import type { DocumentOf } from '../snapshot/documents'
import type { Day } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'
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

/** One line of a list of posts. Without authors, so that a changed author does not make every list stale. */
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

export const postRow = (source: Source, post: DocumentOf<'posts'>): PostRow => ({
  path: paths.post(post.slug),
  slug: post.slug,
  title: post.title,
  excerpt: post.excerpt,
  publishedAt: post.publishedAt,
  publishedOn: dayOf(source, post.publishedAt),
  categories: live(source.byId.categories, post.categories).map((category) => ({
    path: paths.category(category.slug),
    title: category.title,
  })),
})

/** The data of a post's page; undefined when no live post has the slug. */
export function post(source: Source, slug: string): PostView | undefined {
  const document = source.bySlug.posts.get(slug)
  if (!document) return undefined
  const reviewer = document.reviewedBy && source.byId.people.get(document.reviewedBy)
  const related = relatedPosts(source, document)
  const words = wordCount(richTextToPlain(document.body))
  const row = postRow(source, document)
  const [subject] = row.categories
  return {
    ...row,
    id: document.id,
    hero: image(source, document.hero),
    body: document.body,
    authors: live(source.byId.people, document.authors).map((person) => personCard(source, person)),
    reviewer: reviewer ? personCard(source, reviewer) : undefined,
    reviewedOn: reviewer ? document.reviewedOn : undefined,
    relatedCourses: relatedCourses(source, document, related),
    relatedPosts: related.map((other) => postRow(source, other)),
    ...neighbors(source, document),
    words,
    readingMinutes: Math.max(1, Math.round(words / 220)),
    updatedAt: document.updatedAt,
    updatedOn: dayOf(source, document.updatedAt),
    meta: pageMeta(source, document.meta, {
      title: document.title,
      description: document.excerpt,
      path: paths.post(document.slug),
      image: document.hero,
      card: subject && { page: subject.path, title: subject.title },
    }),
  }
}

/** Counts the words of plain text that has exactly one space or line end between two words. */
function wordCount(text: string): number {
  let count = text === '' ? 0 : 1
  for (let at = 0; at < text.length; at++) if (text[at] === ' ' || text[at] === '\n') count++
  return count
}

const dayOf = (source: Source, moment: string): Day =>
  dayIn(source.globals['site-settings'].timeZone, new Date(moment))

function neighbors(source: Source, { id }: DocumentOf<'posts'>): Pick<PostView, 'older' | 'newer'> {
  const { before, after } = source.posts.neighbors(id)
  const [older] = live(source.byId.posts, before.slice(-1))
  const [newer] = live(source.byId.posts, after.slice(0, 1))
  return { older: older && postRow(source, older), newer: newer && postRow(source, newer) }
}

/**
 * The posts that the editor chose; otherwise the posts of the same category published just before, so that a new post does
 * not change every older post of its category. The first posts of a category take the posts that came after them.
 */
function relatedPosts(source: Source, document: DocumentOf<'posts'>): readonly DocumentOf<'posts'>[] {
  const chosen = live(source.byId.posts, document.relatedPosts).filter((post) => post.id !== document.id)
  const [category] = document.categories
  if (chosen.length > 0 || category === undefined) return chosen
  const { before, after } = source.postsOfCategory(category).neighbors(document.id)
  const ids = [...before.toReversed(), ...after].slice(0, relatedPostCount)
  return live(source.byId.posts, ids)
}

/** The courses that the editor chose; otherwise the first course of the related posts. */
function relatedCourses(
  source: Source,
  document: DocumentOf<'posts'>,
  related: readonly DocumentOf<'posts'>[],
): CourseCard[] {
  const cards = (ids: string[]) => ids.flatMap((id) => courseCard(source, id) ?? [])
  const chosen = cards(document.relatedCourses)
  return chosen.length > 0 ? chosen : cards(related.flatMap((post) => post.relatedCourses)).slice(0, 1)
}
