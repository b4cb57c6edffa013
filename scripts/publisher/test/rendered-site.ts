import { mkdtempSync, rmSync } from 'node:fs'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type ContentSlug,
  type DocumentProblem,
  collectionSchemas,
  globalSchemas,
  leakFinder,
} from 'shared-types'
import type { Page, RawDocument, RenderedPage } from 'site/bundle'
import type { DocumentVersion } from '../content/document-version'
import { loadBundle } from '../render/bundle'
import { type ScanPage, createPageScanner } from '../render/page-scan'
import { type PageRecord, pageRecord } from '../render/page-records'
import { SiteView } from '../render/site-view'
import { DocumentGate, type UnreadableVersion } from '../validation/document-gate'
import { checkRelease } from '../validation/release-gate'
import { installBundle, testSiteUrl } from './bundle'
import { testMorning } from './publisher'
import { type Fields, TestSchool } from './school'

/** What a release made of some documents would be. */
export interface CandidateRelease {
  /** Documents that go live with it. */
  published: readonly Pick<DocumentVersion, 'slug' | 'id'>[]
  blocked: readonly Pick<DocumentProblem, 'slug' | 'id' | 'message'>[]
  /** The files of the pages that it renders, by name. */
  files: ReadonlyMap<string, RenderedPage['body']>
  /** Why a page cannot be made, or why the release would be refused. */
  problems: readonly string[]
}

const now = new Date(testMorning)
/** A picture of one pixel in place of each card: drawing one takes as long as rendering a hundred pages. */
const card = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** The test school, gated and rendered by a compiled bundle in this process, without any file of a release. */
export class RenderedSite {
  readonly #folder: string
  readonly #gate: DocumentGate
  readonly #scan: ScanPage
  readonly #clientFolder: string

  private constructor(
    readonly school: TestSchool,
    readonly view: SiteView,
    readonly records: ReadonlyMap<string, PageRecord>,
    { folder, gate, scan }: { folder: string; gate: DocumentGate; scan: ScanPage },
  ) {
    this.#folder = folder
    this.#gate = gate
    this.#scan = scan
    this.#clientFolder = view.bundle.clientFolder
  }

  static async open(school = new TestSchool()): Promise<RenderedSite> {
    const folder = mkdtempSync(join(tmpdir(), 'rendered-site-'))
    const bundle = await loadBundle(folder, await installBundle(folder))
    const versions = rawDocuments(school).map((raw): DocumentVersion => {
      const parsed = bundle.site.parse(raw)
      if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
      const { slug, id, updatedAt } = raw
      return { slug, id, updatedAt, value: parsed.value }
    })
    const findLeak = leakFinder({ siteUrl: testSiteUrl, cmsUrls: ['https://cms.example'] })
    const publicSite = {
      siteUrl: testSiteUrl,
      findLeak,
      isPublicFile: (path: string) => path === '/favicon.svg',
    }
    const scan = createPageScanner({ siteUrl: testSiteUrl, findLeak })
    const view = SiteView.of(bundle, versions, now)
    const records = new Map<string, PageRecord>()
    for (const page of view.pages.values()) {
      records.set(
        page.path,
        pageRecord(scan, page, await view.renderer.render(page, () => Promise.resolve(card))),
      )
    }
    return new RenderedSite(school, view, records, {
      folder,
      gate: new DocumentGate(publicSite, versions),
      scan,
    })
  }

  /** Attempts a release of new versions of documents. Nothing goes live: each attempt starts from the school as it is. */
  async attempt(documents: readonly RawDocument[]): Promise<CandidateRelease> {
    const proposal = this.#gate.propose({ versions: documents.map((raw) => this.#version(raw)) })
    const { published, blocked } = proposal
    const view = this.view.after(published, now)
    const difference = await view.differenceTo(this.records)
    const files = new Map<string, RenderedPage['body']>()
    const rendered = new Map<string, PageRecord>()
    const problems: string[] = proposal.refusal ? [proposal.refusal] : []
    for (const page of difference.stale) {
      try {
        const fresh = await view.renderer.render(page, () => Promise.resolve(card))
        files.set(page.file, fresh.body)
        rendered.set(page.path, pageRecord(this.#scan, page, fresh))
      } catch (error) {
        problems.push(`${page.path}: ${(error as Error).message}`)
      }
    }
    const { site } = view.bundle
    const { refusals } = checkRelease({
      ...{ siteUrl: testSiteUrl, before: this.records, rendered, isFull: false, vanishing: [] },
      expected: [...view.pages.values()],
      redirects: site.redirects(view.snapshot),
      hasFile: (path) => path.startsWith('/media/') || existsSync(join(this.#clientFolder, path)),
      isTypedPath: proposal.isTypedPath,
      changes: proposal.changes,
    })
    problems.push(...refusals.map(({ message }) => message))
    return { published, blocked, files, problems }
  }

  /** The pages of the school as it is. */
  get pages(): readonly Page[] {
    return [...this.view.pages.values()]
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #version(raw: RawDocument): DocumentVersion | UnreadableVersion {
    const { slug, id, updatedAt } = raw
    const parsed = this.view.bundle.site.parse(raw)
    return 'value' in parsed
      ? { slug, id, updatedAt, value: parsed.value }
      : { slug, id, updatedAt, ...parsed }
  }
}

/** All documents of a school as the site fetches them. */
function rawDocuments({ collections, globals }: TestSchool): RawDocument[] {
  const raw = (slug: string, data: Fields, id = ''): RawDocument => ({
    ...{ slug: slug as ContentSlug, id, updatedAt: String(data.updatedAt), data },
  })
  return [
    ...Object.keys(collectionSchemas).flatMap((slug) =>
      collections[slug as keyof typeof collections].map((data) => raw(slug, data, String(data.id))),
    ),
    ...Object.keys(globalSchemas).flatMap((slug) => {
      const data = globals[slug as keyof typeof globals]
      return data ? [raw(slug, data)] : []
    }),
  ]
}
