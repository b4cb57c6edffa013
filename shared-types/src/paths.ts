import type { LinkableCollection, Section } from './link'

/** Where the site serves uploaded pictures and PDFs. Their names hold a hash of their bytes, as do those of `assetsFolder`. */
export const mediaFolder = '/media/'

/** Where Astro puts the templates' scripts, styles and fonts. */
export const assetsFolder = '/_astro/'

/** Where the site serves the index that its search reads. */
export const searchFolder = '/pagefind/'

/** Every path of the site is made here. The path of a page starts and ends with a slash. */
export const paths = {
  home: () => '/',
  courses: () => '/courses/',
  course: (slug: string) => `/courses/${slug}/`,
  courseCalendar: (slug: string) => `/courses/${slug}/start-dates.ics`,
  compare: () => '/courses/compare/',
  startDates: () => '/start-dates/',
  calendar: () => '/start-dates.ics',
  blog: () => '/blog/',
  blogPage: (page: number) => `/blog/page/${page}/`,
  category: (slug: string) => `/blog/category/${slug}/`,
  categoryFeed: (slug: string) => `/blog/category/${slug}/rss.xml`,
  post: (slug: string) => `/blog/${slug}/`,
  externships: () => '/externships/',
  externship: (slug: string) => `/externships/${slug}/`,
  certifications: () => '/certifications/',
  certification: (slug: string) => `/certifications/${slug}/`,
  people: () => '/people/',
  person: (slug: string) => `/people/${slug}/`,
  contact: () => '/contact/',
  questions: () => '/questions/',
  disclosures: () => '/disclosures/',
  search: () => '/search/',
  page: (slug: string) => `/${slug}/`,
  media: (filename: string) => `${mediaFolder}${filename}`,
  feed: () => '/rss.xml',
  sitemap: () => '/sitemap.xml',
  sitemapPart: (part: string) => `/sitemap-${part}.xml`,
  manifest: () => '/site.webmanifest',
  /** The picture (card) that social networks show for a page; the home page's is the school's. */
  card: (page: string) => `${page}card.png`,
} as const

const documentPaths: Record<LinkableCollection, (slug: string) => string> = {
  posts: paths.post,
  courses: paths.course,
  externships: paths.externship,
  certifications: paths.certification,
  people: paths.person,
  categories: paths.category,
  pages: paths.page,
}

/** The path of a document's page: `documentPath('posts', 'dea-number')` is `/blog/dea-number/`. */
export const documentPath = (collection: LinkableCollection, slug: string): string =>
  documentPaths[collection](slug)

/** Collections whose documents have a card of their own. Posts are too many: a post uses the card of its category. */
export const cardedCollections = [
  'courses',
  'externships',
  'certifications',
  'pages',
  'categories',
] as const satisfies readonly LinkableCollection[]
export type CardedCollection = (typeof cardedCollections)[number]

/** The files that each document of a collection has in the folder of its page. */
export const companionFiles: readonly {
  collection: LinkableCollection
  /** Files of one kind are added and removed together. */
  kind: string
  pathOf: (slug: string) => string
}[] = [
  { collection: 'courses', kind: 'calendars', pathOf: paths.courseCalendar },
  { collection: 'categories', kind: 'feeds', pathOf: paths.categoryFeed },
  ...cardedCollections.map((collection) => ({
    collection,
    kind: 'cards',
    pathOf: (slug: string) => paths.card(documentPath(collection, slug)),
  })),
]

/** The path of the page that a companion file belongs to: `/courses/phlebotomy/` for `/courses/phlebotomy/start-dates.ics`. */
export function pageBeside(path: string): string | undefined {
  const slug = path.split('/').at(-2) ?? ''
  const companion = companionFiles.find(({ pathOf }) => pathOf(slug) === path)
  return companion && documentPath(companion.collection, slug)
}

/** The old and new paths of a page's companion files when the page moves: `/courses/old/` to `/courses/new/`. */
export function movedCompanions(from: string, to: string): { from: string; to: string }[] {
  const [before = '', after = ''] = [from, to].map((path) => path.split('/').at(-2))
  return companionFiles.flatMap(({ collection, pathOf }) =>
    documentPath(collection, before) === from && documentPath(collection, after) === to
      ? [{ from: pathOf(before), to: pathOf(after) }]
      : [],
  )
}

/** The path of one of the site's list pages. */
export const sectionPath = (section: Section): string => paths[section]()

/** Slugs that a collection cannot use, because the site has a page or a file of its own at that path. */
export const reservedSlugs: Record<LinkableCollection, readonly string[]> = {
  posts: ['page', 'category', 'author', 'rss', 'search'],
  courses: ['compare', 'search'],
  externships: [],
  certifications: [],
  people: [],
  categories: [],
  pages: [
    '404',
    '500',
    'admin',
    'api',
    'blog',
    'certifications',
    'contact',
    'courses',
    'disclosures',
    'externships',
    'index',
    'media',
    'pagefind',
    'people',
    'preview',
    'questions',
    'robots',
    'rss',
    'search',
    'sitemap',
    'start-dates',
  ],
}
