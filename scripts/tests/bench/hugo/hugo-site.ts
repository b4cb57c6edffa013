import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type LinkableCollection, type Section, documentPath, sectionPath } from 'shared-types'
import { inRoot } from '../../../bootstrap/root.mjs'
import { markdownOf } from './hugo-markdown'
import type { TextNode } from '../stack/sample-text'

type Fields = Record<string, unknown>
type Doc = Fields & { id: string; slug: string }

/** Hugo's content folder of each collection. Categories and people are taxonomy terms: their pages list posts. */
const folders: Record<LinkableCollection, string> = {
  posts: 'blog',
  categories: 'categories',
  people: 'people',
  courses: 'courses',
  externships: 'externships',
  certifications: 'certifications',
  pages: '',
}
const collections = Object.keys(folders) as LinkableCollection[]

/**
 * Writes the published content of a test stack as the source of a Hugo site: a file for each document, and the templates of
 * scripts/tests/bench/hugo/source. These make the site's own pages again (header, breadcrumb, JSON-LD, byline, text, picture, related
 * posts and courses, posts before and after, footer; lists of six posts, subjects, people, feed, sitemap), each with Hugo's
 * own means: sections, taxonomies, pagination, built-in feed and sitemap. Left out, in Hugo's favor, are the attributes by
 * which Astro scopes styles, a quarter of a page's bytes, and facts and blocks that only some fifty pages have, none of
 * them a generated post.
 */
export async function writeHugoSite(folder: string, cmsUrl: string): Promise<void> {
  cpSync(inRoot('scripts/tests/bench/hugo/source'), folder, { recursive: true })
  const all = new Map<LinkableCollection, Doc[]>()
  for (const slug of collections) all.set(slug, await readAll(cmsUrl, slug))
  const links = new Links(all)
  for (const [collection, docs] of all) {
    const isTerm = collection === 'categories' || collection === 'people'
    for (const doc of docs) {
      const file = join(folders[collection], isTerm ? `${doc.slug}/_index.md` : `${doc.slug}.md`)
      write(join(folder, 'content', file), contentOf(collection, doc, links))
    }
  }
  const media = await readAll(cmsUrl, 'media')
  const byId = media.map((one) => [one.id, { ...one, sizes: Object.values(one.sizes as Fields) }])
  write(join(folder, 'data/media.json'), JSON.stringify(Object.fromEntries(byId)))
  write(join(folder, 'data/school.json'), JSON.stringify(await schoolOf(cmsUrl, links)))
}

/** Front matter and text of a document. */
function contentOf(collection: LinkableCollection, doc: Doc, links: Links): string {
  const body = (doc.body ?? doc.overview) as { root: TextNode } | undefined
  const facts: Fields = {
    title: doc.title ?? doc.name,
    description: doc.excerpt ?? doc.summary ?? doc.bio ?? doc.description,
  }
  if (collection === 'posts') {
    Object.assign(facts, {
      date: doc.publishedAt,
      lastmod: doc.updatedAt,
      hero: doc.hero,
      categories: links.slugs('categories', doc.categories),
      people: links.slugs('people', doc.authors),
      reviewer: links.slugs('people', doc.reviewedBy ? [doc.reviewedBy] : [])[0],
      reviewedOn: doc.reviewedOn,
      relatedCourses: links.slugs('courses', doc.relatedCourses),
      relatedPosts: links.slugs('posts', doc.relatedPosts),
    })
  }
  if (collection === 'people') Object.assign(facts, { credentials: doc.credentials, jobTitle: doc.jobTitle })
  if (collection === 'courses') {
    const costs = (doc.costs ?? []) as { cents?: number; amount?: number }[]
    const totalCents = costs.reduce((sum, { cents, amount }) => sum + (cents ?? amount ?? 0), 0)
    Object.assign(facts, { scrubColor: doc.scrubColor, durationWeeks: doc.durationWeeks, totalCents })
  }
  const text = body?.root ? markdownOf(body.root, (to, id) => links.path(to, id)) : ''
  return `${JSON.stringify(facts, null, 1)}\n\n${text}\n`
}

/** The data that every page shows, with resolved links. */
async function schoolOf(cmsUrl: string, links: Links): Promise<Fields> {
  const [settings, header, footer, announcement] = await Promise.all(
    ['site-settings', 'header', 'footer', 'announcement'].map(async (name) => {
      const response = await fetch(`${cmsUrl}/api/globals/${name}?depth=0`)
      return (await response.json()) as Fields
    }),
  )
  const menu = (entries: unknown) =>
    (entries as { link: Link }[]).map(({ link }) => ({ label: link.label, href: links.href(link) }))
  const columns = footer?.columns as { heading: string; links: unknown }[]
  const link = announcement?.link as Link
  return {
    ...settings,
    phoneText: String(settings?.phone).replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1.$2.$3'),
    header: menu(header?.links),
    footer: columns.map(({ heading, links }) => ({ heading, links: menu(links) })),
    smallPrint: footer?.smallPrint,
    announcement: { message: announcement?.message, link: { label: link.label, href: links.href(link) } },
  }
}

interface Link {
  label: string
  section?: Section
  url?: string
  document?: { relationTo: LinkableCollection; value: string }
}

/** Finds the page of a document. */
class Links {
  readonly #slugs: Map<string, string>

  constructor(all: ReadonlyMap<LinkableCollection, readonly Doc[]>) {
    this.#slugs = new Map(
      [...all].flatMap(([collection, docs]) =>
        docs.map(({ id, slug }): [string, string] => [`${collection} ${id}`, slug]),
      ),
    )
  }

  path(collection: string, id: string): string {
    const slug = this.#slugs.get(`${collection} ${id}`)
    return slug === undefined ? '/' : documentPath(collection as LinkableCollection, slug)
  }

  href({ section, url, document }: Link): string {
    if (document) return this.path(document.relationTo, document.value)
    return section ? sectionPath(section) : (url ?? '/')
  }

  slugs(collection: LinkableCollection, ids: unknown): string[] {
    return ((ids ?? []) as string[]).flatMap((id) => this.#slugs.get(`${collection} ${id}`) ?? [])
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

async function readAll(cmsUrl: string, slug: string): Promise<Doc[]> {
  const docs: Doc[] = []
  for (let page = 1; ; page++) {
    const response = await fetch(`${cmsUrl}/api/${slug}?depth=0&limit=500&sort=id&page=${page}`)
    const list = (await response.json()) as { docs: Doc[]; hasNextPage: boolean }
    docs.push(...list.docs)
    if (!list.hasNextPage) return docs
  }
}
