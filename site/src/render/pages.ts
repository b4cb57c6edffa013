import { companionFiles, documentPath, linkableCollections, paths } from 'shared-types'
import { createContent } from '../content/content'
import { singlePaths } from '../content/queries/sitemap'
import type { Snapshot } from '../content/snapshot/snapshot'
import { redirectFile } from '../formats/redirect-page'
import type { Page } from './bundle'

/** All pages of the site with this content: the same that `getStaticPaths` gives to the static build. */
export function sitePages(snapshot: Snapshot): Page[] {
  const content = createContent(snapshot)
  return [
    ...single,
    ...content.sitemapParts().map((part) => pageAt('sitemaps', paths.sitemapPart(part))),
    ...content.blogPageNumbers().map(blogPage),
    ...linkableCollections.flatMap((collection) => documentPages(collection, snapshot.slugs[collection])),
    ...companionFiles.flatMap(({ collection, kind, pathOf }) =>
      snapshot.slugs[collection].map((slug) => pageAt(kind, pathOf(slug))),
    ),
    ...content.redirects().redirects.flatMap(({ from }) => {
      const file = redirectFile(from)
      return file === undefined ? [] : [{ path: from, file: `${file}.html`, kind: 'redirects' }]
    }),
  ]
}

const pageAt = (kind: string, path: string): Page =>
  Object.freeze({ path, file: path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1), kind })

const knownBlogPages = new Map<number, Page>()

function blogPage(number: number): Page {
  const page = knownBlogPages.get(number) ?? pageAt('blog', paths.blogPage(number))
  knownBlogPages.set(number, page)
  return page
}

const single = singlePaths.map((path) => pageAt('site', path))

const knownPages = new WeakMap<readonly string[], readonly Page[]>()

/** The pages of a collection. The same list of slugs gives the same array: most lists do not change between snapshots. */
function documentPages(
  collection: (typeof linkableCollections)[number],
  slugs: readonly string[],
): readonly Page[] {
  let pages = knownPages.get(slugs)
  if (!pages) {
    pages = slugs.map((slug) => pageAt(collection, documentPath(collection, slug)))
    knownPages.set(slugs, pages)
  }
  return pages
}
