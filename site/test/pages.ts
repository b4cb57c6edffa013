import { testDocuments } from './snapshot'
import type { RawSchool } from './school'
import { compiledBundle } from './builds'

/** All HTML pages of the test school except redirects, by their paths, rendered with a compiled bundle. */
export async function renderTestPages(change?: (school: RawSchool) => void): Promise<Map<string, string>> {
  const { site } = await compiledBundle()
  const snapshot = site.createSnapshot(testDocuments(change), '2027-01-04')
  const renderer = site.createRenderer(snapshot)
  const pages = new Map<string, string>()
  for (const page of site.pages(snapshot)) {
    if (!page.file.endsWith('.html') || page.kind === 'redirects') continue
    pages.set(page.path, String((await renderer.render(page)).body))
  }
  return pages
}
