import { documentPath, linkableCollections, paths } from 'shared-types'
import type { Content } from '../content/content'
import { redirectFile } from '../redirect-page'
import type { Page } from './bundle'

export const notFoundPath = '/404.html'

/** The pages that every school has. */
const singlePaths = [
  paths.home(),
  paths.courses(),
  paths.blog(),
  paths.externships(),
  paths.certifications(),
  paths.people(),
  notFoundPath,
  paths.feed(),
  paths.sitemap(),
  '/robots.txt',
  '/redirects.json',
]

/** Every page that the site has with this content: what `getStaticPaths` says to the static build. */
export function sitePages(content: Content): Page[] {
  const page = (kind: string) => (path: string) => ({ path, file: fileOf(path), kind })
  return [
    ...singlePaths.map(page('site')),
    ...content.blogPageNumbers().map((number) => page('blog')(paths.blogPage(number))),
    ...linkableCollections.flatMap((collection) =>
      content.slugs(collection).map((slug) => page(collection)(documentPath(collection, slug))),
    ),
    ...content.redirects().redirects.flatMap(({ from }) => {
      const file = redirectFile(from)
      return file === undefined ? [] : [{ path: from, file: `${file}.html`, kind: 'redirects' }]
    }),
  ]
}

const fileOf = (path: string): string => (path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1))
