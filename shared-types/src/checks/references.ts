import type { z } from 'zod'
import type { CollectionSlug, GlobalSlug, collectionSchemas, globalSchemas } from '../collections'
import type { DocumentReference, Link } from '../link'
import type { PageBlock } from '../page'
import type { RichText, RichTextBlock, RichTextNode } from '../rich-text'
import type { Seo } from '../seo'

export type ContentSlug = CollectionSlug | GlobalSlug

/** A place in a document that refers to another document. */
export interface Reference {
  /** Payload's path of the field to open: `layout.2.link.document`. For a place inside a rich text, the path of that rich text. */
  field: string
  /** `link`: leads visitors to the target. `image`: shows its file. `other`: the page can be shown without the target. */
  kind: 'link' | 'image' | 'other'
  slug: CollectionSlug
  id: string
  /** The place is inside a rich text. */
  isInText: boolean
  /** The words of the link, or the heading or caption of the block, by which an editor finds the place. */
  words?: string
}

type Schemas = typeof collectionSchemas & typeof globalSchemas
type References = {
  [Slug in ContentSlug]: (document: z.output<Schemas[Slug]>, found: ReferenceCollector) => void
}

const none = () => {}

/** Nothing for what is no list, and for rows and nodes that are missing. */
const listed = <Item>(list: readonly Item[] | undefined): readonly Item[] =>
  Array.isArray(list) ? list.filter(Boolean) : []

const references: References = {
  posts: (post, found) => {
    found.image('hero', post.hero)
    found.text('body', post.body)
    found.others('authors', 'people', post.authors)
    found.other('reviewedBy', 'people', post.reviewedBy)
    found.others('categories', 'categories', post.categories)
    found.links('relatedCourses', 'courses', post.relatedCourses)
    found.links('relatedPosts', 'posts', post.relatedPosts)
    found.meta(post.meta)
  },
  courses: (course, found) => {
    found.image('picture', course.picture)
    found.text('overview', course.overview)
    found.others('certifications', 'certifications', course.certifications)
    found.other('externship', 'externships', course.externship)
    found.others('faqs', 'faqs', course.faqs)
    found.meta(course.meta)
  },
  cohorts: (cohort, found) => {
    found.other('course', 'courses', cohort.course)
    found.other('location', 'locations', cohort.location)
  },
  externships: (externship, found) => {
    found.other('partner', 'partners', externship.partner)
    found.others('courses', 'courses', externship.courses)
    found.text('body', externship.body)
    found.meta(externship.meta)
  },
  partners: none,
  certifications: (certification, found) => {
    found.text('body', certification.body)
    found.meta(certification.meta)
  },
  people: (person, found) => {
    found.image('photo', person.photo)
    found.meta(person.meta)
  },
  categories: (category, found) => found.meta(category.meta),
  faqs: (faq, found) => found.text('answer', faq.answer),
  testimonials: (testimonial, found) => found.other('course', 'courses', testimonial.course),
  locations: none,
  pages: (page, found) => {
    listed(page.layout).forEach((block, index) => pageBlock(`layout.${index}`, block, found))
    found.meta(page.meta)
  },
  media: none,
  redirects: (redirect, found) => {
    if (redirect.kind === 'document') found.document('document', redirect.document)
  },
  'site-settings': (settings, found) => found.image('defaultImage', settings.defaultImage),
  header: (header, found) =>
    listed(header.links).forEach((row, index) => found.link(`links.${index}.link`, row.link)),
  footer: (footer, found) =>
    listed(footer.columns).forEach((column, place) =>
      listed(column.links).forEach((row, index) =>
        found.link(`columns.${place}.links.${index}.link`, row.link),
      ),
    ),
  // A hidden announcement shows no link, and hiding it must never be blocked.
  announcement: (announcement, found) => {
    if (announcement.enabled) found.link('link', announcement.link)
  },
  home: (home, found) => {
    found.other('dayInClass.course', 'courses', home.dayInClass?.course)
    found.image('dayInClass.picture', home.dayInClass?.picture)
    found.other('testimonial', 'testimonials', home.testimonial)
    found.links('posts', 'posts', home.posts)
    found.meta(home.meta)
  },
  disclosures: none,
  claims: none,
}

/**
 * Every reference in a document, which is the output of its schema, or the values of a form, at depth 0: there, fields may be missing
 * or null, whatever their types say.
 */
export function referencesOf(slug: ContentSlug, document: unknown): Reference[] {
  const found = new ReferenceCollector()
  const walk = references[slug] as (document: unknown, found: ReferenceCollector) => void
  walk(document, found)
  return found.references
}

function pageBlock(field: string, block: PageBlock, found: ReferenceCollector): void {
  if (block.blockType === 'text') found.text(`${field}.body`, block.body)
  if (block.blockType === 'people') found.others(`${field}.people`, 'people', block.people)
  if (block.blockType === 'faq') found.others(`${field}.faqs`, 'faqs', block.faqs)
  if (block.blockType === 'callToAction') found.link(`${field}.link`, block.link)
}

/** The text of nodes and of all nodes inside them. */
export const wordsOf = (nodes: readonly RichTextNode[]): string =>
  listed(nodes)
    .map((node) => ('text' in node ? node.text : 'children' in node ? wordsOf(node.children) : ' '))
    .join('')
    .trim()

class ReferenceCollector {
  readonly references: Reference[] = []

  image(field: string, id: string | undefined): void {
    if (id) this.references.push({ field, kind: 'image', slug: 'media', id, isInText: false })
  }

  other(field: string, slug: CollectionSlug, id: string | undefined): void {
    if (id) this.references.push({ field, kind: 'other', slug, id, isInText: false })
  }

  others(field: string, slug: CollectionSlug, ids: readonly string[] | undefined): void {
    for (const id of listed(ids)) this.other(field, slug, id)
  }

  links(field: string, slug: CollectionSlug, ids: readonly string[] | undefined): void {
    for (const id of listed(ids)) this.references.push({ field, kind: 'link', slug, id, isInText: false })
  }

  document(field: string, target: DocumentReference | undefined, words?: string): void {
    if (!target?.value) return
    const { relationTo: slug, value: id } = target
    this.references.push({ field, kind: 'link', slug, id, isInText: false, words })
  }

  /** A link to a list page or to another site may still hold the document that the editor chose earlier. */
  link(field: string, link: Link | undefined): void {
    if (link?.kind === 'document') this.document(`${field}.document`, link.document, link.label)
  }

  meta(meta: Seo | undefined): void {
    this.image('meta.image', meta?.image)
  }

  text(field: string, text: RichText | undefined): void {
    this.#nodes(field, text?.root?.children)
  }

  #nodes(field: string, nodes: readonly RichTextNode[] | undefined): void {
    for (const node of listed(nodes)) {
      if ((node.type === 'link' || node.type === 'autolink') && node.fields?.linkType === 'internal') {
        const { relationTo, value } = node.fields.doc ?? {}
        this.#inText(field, 'link', relationTo, value, wordsOf(node.children))
      }
      if (node.type === 'upload') this.#inText(field, 'image', 'media', node.value)
      if (node.type === 'block' && node.fields) this.#block(field, node.fields)
      if ('children' in node) this.#nodes(field, node.children)
    }
  }

  #block(field: string, block: RichTextBlock): void {
    if (block.blockType === 'callout') this.#nodes(field, block.body?.root?.children)
    if (block.blockType === 'media') this.#inText(field, 'image', 'media', block.media, block.caption)
    if (block.blockType === 'faq') {
      for (const id of listed(block.faqs)) this.#inText(field, 'other', 'faqs', id, block.heading)
    }
    if (block.blockType === 'courseCard') this.#inText(field, 'link', 'courses', block.course)
    if (block.blockType === 'callToAction' && block.link?.kind === 'document' && block.link.document) {
      const { relationTo, value } = block.link.document
      this.#inText(field, 'link', relationTo, value, block.link.label)
    }
  }

  #inText(
    field: string,
    kind: Reference['kind'],
    slug: CollectionSlug | undefined,
    id: string | null | undefined,
    words?: string,
  ): void {
    if (!slug || !id) return
    this.references.push({ field, kind, slug, id, isInText: true, words: words || undefined })
  }
}
