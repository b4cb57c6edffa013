import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Proposal } from '../validation/document-gate'
import { type Verdict, checkRelease } from '../validation/release-gate'
import { type ScannedPage, createPageScanner } from '../render/page-scan'
import type { SiteView } from '../render/site-view'
import type { TemplateFiles } from '../render/template-files'
import type { PublicSite } from '../validation/candidate-set'
import { isHashed } from '../releases/headers'
import { mediaTypeOf } from '../releases/media-types'

interface Check {
  /** What the pages must show. */
  view: SiteView
  proposal: Proposal
  /** The files that come with the templates. */
  files: TemplateFiles
  publicSite: PublicSite
}

/**
 * Reads every file of a built site and checks it as a full release: each published page is there, no other page is, and what the
 * pages link to and need exists.
 */
export function checkFiles(
  webRoot: string,
  { view, proposal, files, publicSite }: Check,
): { rendered: Map<string, ScannedPage>; verdict: Verdict } {
  const { site } = view.bundle
  const scan = createPageScanner(publicSite)
  const pages = [...view.pages.values()]
  const byFile = new Map(pages.map((page) => [`/${page.file}`, page]))
  const there = new Set(filesOf(webRoot).map((file) => `/${file}`))
  const rendered = new Map<string, ScannedPage>()
  for (const file of there) {
    if (isHashed(file) || files.isPublicFile(file)) continue
    // The release gate refuses a file that is no page, under its own name.
    const page = byFile.get(file) ?? { path: file, file: file.slice(1), kind: 'site' }
    const bytes = readFileSync(join(webRoot, file))
    const body = mediaTypeOf(file) === 'image/png' ? bytes : bytes.toString('utf8')
    rendered.set(page.path, { page, scan: scan(page, body) })
  }
  const verdict = checkRelease({
    siteUrl: site.siteUrl,
    before: new Map(),
    rendered,
    isFull: true,
    expected: pages,
    redirects: site.redirects(view.snapshot),
    hasFile: (path) => there.has(path),
    isTypedPath: proposal.isTypedPath,
    changes: proposal.changes,
    vanishing: [],
  })
  return { rendered, verdict }
}

/** Every file of a folder, by its path in it. */
export const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')] : [],
  )
