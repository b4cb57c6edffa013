import type { LinkableCollection, Section } from './link'

/** Where the site serves uploaded pictures and PDFs. Their names hold a hash of their bytes, as do those of `assetsFolder`. */
export const mediaFolder = '/media/'

/** Where Astro puts the templates' scripts, styles and fonts. */
export const assetsFolder = '/_astro/'

/** Every address of the site is made here. Paths start and end with a slash. */
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
  /** The picture that a page is shared with; that of the home page stands for the school. */
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

/** Where a document of a collection lives: `documentPath('posts', 'dea-number')` is `/blog/dea-number/`. */
export const documentPath = (collection: LinkableCollection, slug: string): string =>
  documentPaths[collection](slug)

/** Collections whose documents are shared with a card of their own. Posts are too many: they take that of their subject. */
export const cardedCollections = [
  'courses',
  'externships',
  'certifications',
  'pages',
  'categories',
] as const satisfies readonly LinkableCollection[]
export type CardedCollection = (typeof cardedCollections)[number]

/** Files that each document of a collection has beside its page, in the page's folder. */
export const companionFiles: readonly {
  collection: LinkableCollection
  /** Its files come and go together. */
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

/** The page that a file stands beside: `/courses/phlebotomy/start-dates.ics` is there while `/courses/phlebotomy/` is. */
export function pageBeside(path: string): string | undefined {
  const slug = path.split('/').at(-2) ?? ''
  const companion = companionFiles.find(({ pathOf }) => pathOf(slug) === path)
  return companion && documentPath(companion.collection, slug)
}

/** Where the files beside a page have gone with it: `/courses/old/` to `/courses/new/` takes the calendar along. */
export function movedCompanions(from: string, to: string): { from: string; to: string }[] {
  const [before = '', after = ''] = [from, to].map((path) => path.split('/').at(-2))
  return companionFiles.flatMap(({ collection, pathOf }) =>
    documentPath(collection, before) === from && documentPath(collection, after) === to
      ? [{ from: pathOf(before), to: pathOf(after) }]
      : [],
  )
}

/** Where one of the site's list pages lives. */
export const sectionPath = (section: Section): string => paths[section]()

/** Slugs that a collection cannot use, because the site has a page of its own at that address. */
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
