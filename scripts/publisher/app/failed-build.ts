import { documentKey } from 'shared-types'
import { CmsContent } from '../content/cms-content'
import type { DocumentVersion } from '../content/document-version'
import type { LoadedBundle } from '../render/bundle'
import { createPageScanner } from '../render/page-scan'
import { SiteView } from '../render/site-view'
import { describeFailure } from '../validation/failure-causes'

/**
 * Explains the error of a static build, which stops at the first page that fails: gives an error that names the page and the
 * document that cannot be shown, or the same error when all pages can be made. `bundle`: the templates of that build.
 */
export async function explainFailedBuild(
  bundle: LoadedBundle,
  cmsUrl: string,
  error: unknown,
): Promise<unknown> {
  const { site } = bundle
  const versions = new Map<string, DocumentVersion>()
  await new CmsContent(site, { url: cmsUrl }).readAll((documents) => {
    for (const document of documents) {
      const parsed = site.parse(document)
      if ('value' in parsed)
        versions.set(documentKey(document), { ...document, ...parsed } as DocumentVersion)
    }
  })
  const now = new Date()
  const scan = createPageScanner({ siteUrl: site.siteUrl })
  const view = SiteView.of(bundle, versions.values(), now)
  const { failures } = await view.render([...view.pages.values()], scan)
  if (failures.length === 0) return error
  const cause = await describeFailure(view, failures, versions.values(), { now, scan })
  return new Error(`The site could not be built, and stays as it was. ${cause}`, { cause: error })
}
