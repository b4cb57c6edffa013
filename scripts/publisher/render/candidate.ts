import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { LeakRules } from 'shared-types'
import { renderEverything } from './full-render'
import type { DocumentVersion } from '../content/document-version'
import type { ReadPage } from './page-scan'
import type { PageRecord } from './page-records'
import type { FullRelease, SiteFolder } from '../releases/site-folder'
import type { Difference, SiteView } from './site-view'
import type { TemplateFiles } from './template-files'

/** A release that is rendered but not made. */
export interface Candidate {
  view: SiteView
  difference: Difference
  /** The records of the pages that were rendered: of all when it is full. */
  rendered: ReadonlyMap<string, PageRecord>
  /** What is to be written, by the files of the pages; a full one has written it. */
  bodies: ReadonlyMap<string, string | Uint8Array>
  full?: FullRelease
}

/** Every page, rendered while an older release was live. What has changed since is rendered again at the end. */
export interface Prepared {
  full: FullRelease
  records: Map<string, PageRecord>
}

interface Rendering {
  folder: SiteFolder
  files: TemplateFiles
  leakRules: LeakRules
}

/** From how many stale pages on every page is rendered, in processes of their own. */
export const manyPages = 400

/** Only the pages whose answers differ. */
export async function renderStale(
  view: SiteView,
  difference: Difference,
  read: ReadPage,
): Promise<Candidate> {
  const fresh = await view.render(difference.stale, read)
  return {
    view,
    difference,
    rendered: new Map(fresh.map(({ record }) => [record.page.path, record])),
    bodies: new Map(fresh.map(({ record, body }) => [record.page.file, body])),
  }
}

/** Every page, into a folder of its own. */
export async function renderFull(
  view: SiteView,
  documents: Iterable<DocumentVersion>,
  { folder, files, leakRules }: Rendering,
): Promise<Prepared> {
  const full = await folder.startFull()
  try {
    files.copyTo(full.root)
    const records = await renderEverything({
      folder: folder.dir,
      workFolder: join(full.folder, 'work'),
      bundle: view.bundle.hash,
      documents,
      today: view.today,
      webRoot: full.root,
      leakRules,
    })
    return { full, records }
  } catch (error) {
    await folder.abandon(full)
    throw error
  }
}

/** Brings pages that were prepared up to what the site shows now. */
export async function finishPrepared(
  view: SiteView,
  { full, records }: Prepared,
  before: ReadonlyMap<string, PageRecord>,
  read: ReadPage,
): Promise<Candidate> {
  const { stale, removed } = view.differenceTo(records)
  for (const { path, file } of removed) {
    rmSync(join(full.root, file), { force: true })
    records.delete(path)
  }
  for (const { record, body } of await view.render(stale, read)) {
    const target = join(full.root, record.page.file)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, body)
    records.set(record.page.path, record)
  }
  return { view, difference: view.differenceTo(before), rendered: records, bodies: new Map(), full }
}
