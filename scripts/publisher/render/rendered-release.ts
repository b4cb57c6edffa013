import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { LeakRules } from 'shared-types'
import { type RenderedPages, renderEverything } from './full-render'
import type { DocumentVersion } from '../content/document-version'
import type { PageFailure } from './make-page'
import type { ScanPage } from './page-scan'
import type { PageRecord } from './page-records'
import type { FullRelease, SiteFolder } from '../releases/site-folder'
import type { Difference, SiteView } from './site-view'
import type { TemplateFiles } from './template-files'

/** A release whose pages are rendered but which is not yet made. */
export interface RenderedRelease {
  view: SiteView
  difference: Difference
  /** The records of the pages that were rendered: of all when it is full. */
  rendered: ReadonlyMap<string, PageRecord>
  /** Bodies to write, by the file of the page. Empty for a full release, whose files are written already. */
  bodies: ReadonlyMap<string, string | Uint8Array>
  full?: FullRelease
  /** Pages that could not be made. With one, the release must not be made. */
  failures: readonly PageFailure[]
}

/** Every page, rendered into a folder of its own. `finishPrepared` renders again what has changed since. */
export interface PreparedRelease extends RenderedPages {
  full: FullRelease
}

/** How pages are rendered in this process; see `SiteView.render`. */
interface PageOptions {
  scan: ScanPage
  showsMarks: boolean
}

interface FullRendering {
  folder: SiteFolder
  files: TemplateFiles
  leakRules: LeakRules
}

/** When more pages than these are stale, every page is rendered, in processes of their own. */
export const maxStalePages = 400

/** Renders only the stale pages. */
export async function renderStale(
  view: SiteView,
  difference: Difference,
  { scan, showsMarks }: PageOptions,
): Promise<RenderedRelease> {
  const { fresh, failures } = await view.render(difference.stale, scan, showsMarks)
  return {
    view,
    difference,
    failures,
    rendered: new Map(fresh.map(({ record }) => [record.page.path, record])),
    bodies: new Map(fresh.map(({ record, body }) => [record.page.file, body])),
  }
}

/** Renders every page into a new release folder. */
export async function renderFull(
  view: SiteView,
  documents: Iterable<DocumentVersion>,
  { folder, files, leakRules }: FullRendering,
): Promise<PreparedRelease> {
  const full = await folder.startFull()
  try {
    files.copyTo(full.root)
    const pages = await renderEverything({
      folder: folder.dir,
      workFolder: join(full.folder, 'work'),
      bundle: view.bundle.hash,
      documents,
      today: view.today,
      webRoot: full.root,
      leakRules,
    })
    return { full, ...pages }
  } catch (error) {
    await folder.abandon(full)
    throw error
  }
}

/** Brings prepared pages up to date with the view, which differs by `open`. `before`: the records of the live release. */
export async function finishPrepared(
  view: SiteView,
  { full, records }: PreparedRelease,
  { stale, removed }: Difference,
  before: ReadonlyMap<string, PageRecord>,
  { scan, showsMarks }: PageOptions,
): Promise<RenderedRelease> {
  for (const { path, file } of removed) {
    rmSync(join(full.root, file), { force: true })
    records.delete(path)
  }
  const { fresh, failures } = await view.render(stale, scan, showsMarks)
  for (const { record, body } of fresh) {
    const target = join(full.root, record.page.file)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, body)
    records.set(record.page.path, record)
  }
  const difference = view.isBroken
    ? { stale, removed, added: [], unchecked: [] }
    : await view.differenceTo(before)
  return { view, difference, rendered: records, bodies: new Map(), full, failures }
}
