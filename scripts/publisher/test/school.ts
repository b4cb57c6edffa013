import {
  type CollectionSlug,
  type ContentVersion,
  type GlobalSlug,
  collectionSchemas,
  contentRevision,
} from 'shared-types'
import { restVersions } from 'shared-types/test/rest-api'
import { documentLink, paragraph, richText, words } from 'shared-types/test/rich-text'
import { sampleDocument, sampleGlobal, sampleId } from 'shared-types/test/sample-documents'

export type Fields = Record<string, unknown>

/** Every document and global of a school. */
type SchoolContent = Pick<TestSchool, 'collections' | 'globals'>

const firstVersion = '2026-12-01T15:00:00.000Z'

/** The samples that everything else is a variation of. */
export const ids = {
  post: sampleId('posts'),
  course: sampleId('courses'),
  cohort: sampleId('cohorts'),
  dana: sampleId('people'),
  ben: 'ben-ode',
  phlebotomy: sampleId('categories'),
  study: 'category-study',
  page: sampleId('pages'),
  /** Stands for every page that has no picture of its own. */
  picture: sampleId('media'),
  /** The picture of post number 2. */
  lab: 'media-lab',
} as const

const sample = (slug: CollectionSlug): Fields => sampleDocument(slug, { updatedAt: firstVersion })

/** A text of one paragraph; with `post`, its last words link to that post. */
export const body = (text: string, post?: string): Fields =>
  richText(paragraph(words(text), ...(post ? [documentLink('read on', 'posts', post)] : [])))

/** Post number `n` of the school: `post-3` at `/blog/post-3/`, by Dana Reyes about phlebotomy. */
export const post = (n: number, fields: Fields = {}): Fields => ({
  ...sample('posts'),
  id: `post-${n}`,
  title: `Post number ${n}`,
  slug: `post-${n}`,
  excerpt: `What number ${n} is about.`,
  hero: null,
  body: body(`The text of number ${n}. `),
  reviewedBy: null,
  reviewedOn: null,
  relatedCourses: [],
  publishedAt: new Date(Date.UTC(2026, 9, n, 12)).toISOString(),
  ...fields,
})

/** A picture of one file, without derivatives. */
export const picture = (id: string, fields: Fields = {}): Fields => ({
  ...sample('media'),
  id,
  filename: `${id}-0a1b2c3d4e.png`,
  sizes: {},
  ...fields,
})

/** A school in memory as the CMS gives it to visitors at depth 0, with an editor's doings. Its days are around 2027-01-04. */
export class TestSchool {
  readonly collections: Record<CollectionSlug, Fields[]>
  readonly globals: Partial<Record<GlobalSlug, Fields>>
  #edits = 0

  constructor({ posts = 12 } = {}) {
    const slugs = Object.keys(collectionSchemas) as CollectionSlug[]
    this.collections = Object.fromEntries(slugs.map((slug) => [slug, [sample(slug)]])) as Record<
      CollectionSlug,
      Fields[]
    >
    const { people, categories } = this.collections
    people.push({ ...sample('people'), id: ids.ben, name: 'Ben Ode', slug: 'ben-ode', photo: null })
    categories.push({ ...sample('categories'), id: ids.study, title: 'Study', slug: 'study' })
    this.collections.media.push(picture(ids.lab, { alt: 'A laboratory' }))
    const byBen = { authors: [ids.ben], categories: [ids.study] }
    for (let n = 1; n <= posts; n++) {
      this.collections.posts.push(post(n, n % 4 === 0 ? byBen : n === 2 ? { hero: ids.lab } : {}))
    }
    this.globals = globals()
  }

  /** A copy of the content, for `restore`. */
  copy(): SchoolContent {
    const { collections, globals } = this
    return structuredClone({ collections, globals })
  }

  /** Brings back the content of a copy, with its versions. */
  restore(content: SchoolContent): void {
    const { collections, globals } = structuredClone(content)
    Object.assign(this.collections, collections)
    Object.assign(this.globals, globals)
  }

  document(slug: CollectionSlug, id: string): Fields {
    const found = this.collections[slug].find((document) => document.id === id)
    if (!found) throw new Error(`The school has no ${slug} ${id}.`)
    return found
  }

  /** Publishes another version of a document. */
  change(slug: CollectionSlug, id: string, fields: Fields): void {
    const changed = { ...this.document(slug, id), ...fields, updatedAt: this.#now() }
    this.collections[slug] = this.collections[slug].map((document) =>
      document.id === id ? changed : document,
    )
  }

  changeGlobal(slug: GlobalSlug, fields: Fields): void {
    this.globals[slug] = { ...this.globals[slug], ...fields, updatedAt: this.#now() }
  }

  unpublishGlobal(slug: GlobalSlug): void {
    delete this.globals[slug]
  }

  add(slug: CollectionSlug, document: Fields): void {
    this.collections[slug].push({ ...document, updatedAt: this.#now() })
  }

  /** Unpublishes documents, or puts them into the trash: visitors see them no more. */
  remove(slug: CollectionSlug, ...gone: string[]): void {
    this.collections[slug] = this.collections[slug].filter(({ id }) => !gone.includes(String(id)))
  }

  /** Leads the old address of a document to the new one, as the CMS does when a live document is renamed. */
  rename(slug: CollectionSlug, id: string, from: string, to: string): void {
    this.change(slug, id, { slug: to })
    const document = { relationTo: slug, value: id }
    this.add('redirects', { id: `redirect-${from}`, from, kind: 'document', document, address: null })
  }

  versions(): ContentVersion[] {
    return restVersions(this)
  }

  revision(): Promise<string> {
    return contentRevision(this.versions())
  }

  #now(): string {
    return new Date(Date.UTC(2027, 0, 2) + ++this.#edits * 1000).toISOString()
  }
}

function globals(): Record<GlobalSlug, Fields> {
  const section = (label: string, name: string) => ({
    link: { label, kind: 'section', section: name, document: null, url: null },
  })
  const all: Record<GlobalSlug, Fields> = {
    'site-settings': sampleGlobal('site-settings', { defaultImage: ids.picture }),
    header: sampleGlobal('header', { links: [section('Courses', 'courses'), section('Blog', 'blog')] }),
    footer: sampleGlobal('footer'),
    announcement: sampleGlobal('announcement'),
    home: sampleGlobal('home', {
      dayInClass: { heading: null, intro: null, course: ids.course, picture: null, entries: [] },
    }),
    disclosures: sampleGlobal('disclosures'),
    claims: sampleGlobal('claims'),
  }
  for (const global of Object.values(all)) global.updatedAt = firstVersion
  return all
}
