import type { CollectionSlug, GlobalSlug } from 'shared-types'
import type { RawSchool } from './school'
import { generatedPost } from './generated-school'

type Fields = Record<string, unknown>

/**
 * Creates an editor: each call makes one random change to the school and returns its name. The same `random` gives the same
 * series. A changed document is a new object with a later `updatedAt`.
 */
export function createEditor(school: RawSchool, random: () => number): () => string {
  const { collections, globals } = school
  let edits = 0
  const updatedAt = () => new Date(Date.UTC(2026, 11, 2) + edits * 60_000).toISOString()
  const any = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const idOf = (slug: CollectionSlug) => any(collections[slug])?.id as string

  const change = (slug: CollectionSlug, fields: (document: Fields) => Fields) => {
    const id = idOf(slug)
    collections[slug] = collections[slug].map((document) =>
      document.id === id ? { ...document, ...fields(document), updatedAt: updatedAt() } : document,
    )
  }
  const changeGlobal = (slug: GlobalSlug, fields: Fields) => {
    globals[slug] = { ...globals[slug], ...fields, updatedAt: updatedAt() }
  }
  const add = (slug: CollectionSlug, document: Fields) => {
    // Appended, although the CMS lists by id: the order must not matter.
    collections[slug] = [...collections[slug], { ...document, updatedAt: updatedAt() }]
  }
  const remove = (slug: CollectionSlug) => {
    const id = idOf(slug)
    collections[slug] = collections[slug].filter((document) => document.id !== id)
  }
  const redirect = (from: string, fields: Fields): Fields => ({
    id: `redirect-new-${edits}`,
    from,
    kind: 'address',
    document: null,
    address: null,
    ...fields,
  })
  const newPost = (): Fields => ({
    ...generatedPost(random, edits, collections.posts.length),
    id: `new-${edits}`,
    slug: `new-post-${edits}`,
  })

  const series: Record<string, () => void> = {
    'edits a post': () => change('posts', () => ({ title: `Edited ${edits}`, body: newPost().body })),
    'edits a post again': () => change('posts', () => ({ excerpt: `Excerpt ${edits}` })),
    'publishes a post': () => add('posts', { ...newPost(), publishedAt: updatedAt() }),
    'publishes an older post': () => add('posts', newPost()),
    'takes a post down': () => remove('posts'),
    'deletes some posts': () => [1, 2, 3, 4].forEach(() => remove('posts')),
    'gives a post another date': () => change('posts', () => ({ publishedAt: newPost().publishedAt })),
    'files a post elsewhere': () =>
      change('posts', () => ({
        categories: [idOf('categories'), idOf('categories')],
        authors: [idOf('people')],
      })),
    'relates posts': () => change('posts', () => ({ relatedPosts: [idOf('posts'), idOf('posts')] })),
    'renames a post': () =>
      change('posts', ({ id, slug }) => {
        add(
          'redirects',
          redirect(`/blog/${String(slug)}/`, {
            kind: 'document',
            document: { relationTo: 'posts', value: id },
          }),
        )
        return { slug: `renamed-${edits}` }
      }),
    'hides a post from search engines': () => change('posts', () => ({ meta: { noindex: random() < 0.5 } })),
    'renames an author': () => change('people', () => ({ name: `Author ${edits}` })),
    'moves an author': () => change('people', () => ({ slug: `author-moved-${edits}` })),
    'takes a person down': () => collections.people.length > 6 && remove('people'),
    'renames a category': () => change('categories', () => ({ title: `Subject ${edits}` })),
    'moves a category': () => change('categories', () => ({ slug: `subject-moved-${edits}` })),
    'takes a category down': () => collections.categories.length > 4 && remove('categories'),
    'changes a course': () =>
      change('courses', () => ({ summary: `Summary ${edits}`, position: Math.floor(random() * 3) })),
    'moves a start date': () =>
      change('cohorts', () => ({ start: `2027-0${1 + Math.floor(random() * 5)}-11T12:00:00.000Z` })),
    'cancels a class': () => change('cohorts', () => ({ status: 'cancelled' })),
    'takes a class down': () => remove('cohorts'),
    'changes a picture': () => change('media', () => ({ alt: `Picture ${edits}`, decorative: false })),
    'replaces a picture': () =>
      change('media', () => ({
        filename: `other-${edits}-0a1b2c3d4e.jpg`,
        mimeType: 'image/jpeg',
        width: 900,
        height: 600,
        sizes: null,
      })),
    'answers a question': () => change('faqs', () => ({ question: `Question ${edits}?` })),
    'changes a page': () => change('pages', () => ({ intro: `Intro ${edits}` })),
    'redirects an address': () =>
      add(
        'redirects',
        redirect(`/from-${edits}${any(['/', '.html', '.php', '/index.html', '/a%20b/', '/ü/'])}`, {
          address: any(['/blog/', 'https://example.org/', `/from-${edits - 1}/`]),
        }),
      ),
    'takes a redirect away': () => remove('redirects'),
    'changes the menu': () =>
      changeGlobal('header', {
        links: [
          {
            link: {
              label: `Menu ${edits}`,
              kind: 'document',
              document: { relationTo: 'posts', value: idOf('posts') },
              section: null,
              url: null,
            },
          },
        ],
      }),
    'announces something': () =>
      changeGlobal('announcement', {
        enabled: random() < 0.5,
        message: `News ${edits}`,
        from: null,
        until: null,
      }),
    'changes the home page': () =>
      changeGlobal('home', { posts: random() < 0.5 ? [idOf('posts')] : [], headline: `Headline ${edits}` }),
    'moves the school': () =>
      changeGlobal('site-settings', { timeZone: any(['America/New_York', 'Asia/Tokyo', 'Europe/Paris']) }),
  }
  const names = Object.keys(series)
  return () => {
    edits++
    // Every change is made once before any is repeated.
    const name = edits <= names.length ? (names[edits - 1] as string) : any(names)
    series[name]?.()
    return name
  }
}
