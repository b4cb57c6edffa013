import { join } from 'node:path'
import {
  type ContentVersion,
  type PreviewAnswer,
  type PreviewedClaim,
  type PreviewedChangesAnswer,
  type PreviewedChangesSchema,
  type PreviewedWaiting,
  type PreviewRequest,
  documentKey,
  documentPath,
  fieldOfClaim,
  isLinkable,
  linkableCollections,
  mediaFolder,
} from 'shared-types'
import type { DocumentChange, Page, RawDocument } from 'site/bundle'
import type { z } from 'zod'
import { requireSafeFile } from '../releases/file-names'
import { contentSecurityPolicy } from '../releases/headers'
import { readInlineHashes } from '../releases/inline-hashes'
import type { LoadedBundle } from '../render/bundle'
import type { SiteView } from '../render/site-view'
import { TimeoutError, underWatchdog } from '../render/watchdog'
import type { PublicSite } from '../validation/candidate-set'
import { changesBetween, readIfPresent } from './changed-pages'
import type { LiveView } from './live-view'
import { pageWithEdits } from './page-with-edits'
import { type ProposedRelease, proposeRelease } from './proposed-release'
import { sharedPage } from './shared-page'
import { findWaiting } from './find-waiting'

interface PreviewerOptions {
  bundle: LoadedBundle
  live: LiveView
  /** For the document gate. */
  publicSite: PublicSite
  /** The folder with the files of a release, without a number of the newest. */
  webRoot: (release?: number) => string
  /** While publishing is frozen, the release that visitors see. */
  frozenRelease: () => number | undefined
  /** The origin of the admin, the only one that may show the pages in a frame. */
  adminOrigin: string
  /** Whether another request waits. */
  isHurried: () => boolean
}

/** What was computed ended half-way: the process must not be used again. */
export class BrokenPreview extends Error {
  constructor(readonly answer: PreviewAnswer) {
    super()
  }
}

type Identity = Pick<ContentVersion, 'slug' | 'id'>
type Shown = Pick<PreviewAnswer, 'places' | 'gaps' | 'blocked' | 'others'>

/** Where a document shows at most; the admin lists these pages. */
const maxPlaces = 500

/** Renders pages as they would be after a release with documents that are not published. Stores nothing. */
export class Previewer {
  readonly #options: PreviewerOptions
  /** The pages of `base` that read a document. */
  #readers: { base: SiteView; key: string; paths: ReadonlySet<string> } | undefined

  constructor(options: PreviewerOptions) {
    this.#options = options
  }

  /** Throws `OutdatedTemplates`, and `BrokenPreview` with the answer. */
  async answer(request: PreviewRequest, now = new Date()): Promise<PreviewAnswer> {
    if (request.release !== undefined) return await this.#storedPage(request.release, request)
    const frozen = isOfLivePage(request) ? this.#options.frozenRelease() : undefined
    if (frozen !== undefined) {
      const page = await this.#storedPage(frozen, request)
      if (page.state !== 'nowhere') return page
      const message = `Release ${frozen}, which visitors see, has no page at ${request.path}. Choose another page.`
      return { ...page, state: 'failed', message }
    }
    const base = this.#options.live.follow(now)
    if (request.asReleased) return await this.#releasedPage(base, request, now)
    const { requested, others, ...proposed } = this.#propose(request, true)
    const shown = this.#shownOf(proposed)
    if (proposed.isUnreadable) {
      const message = 'The page cannot be shown until the values below are filled in.'
      return { state: 'failed', message, places: [], ...shown }
    }
    try {
      const moment = request.day ? this.#momentOf(request.day, base) : now
      const [document] = requested
      if (!document) return await this.#answer(base.after(others, moment), request, { places: [], ...shown })
      const view = base.after([...rivalOf(document, base), ...requested], moment)
      const places = request.withEdits && request.path ? [] : await this.#places(base, view, document)
      // The others may be more: they do not change where the document shows.
      const whole =
        others.length > 0 ? base.after([...others, ...rivalOf(document, base), ...requested], moment) : view
      return await this.#answer(whole, request, { places, ...shown })
    } catch (error) {
      throw new BrokenPreview({ state: 'failed', message: reasonOf(error), places: [], ...shown })
    }
  }

  /** A page of a release that was made, as its file has it. */
  async #storedPage(release: number, { path = '/' }: PreviewRequest): Promise<PreviewAnswer> {
    const file = `${path.slice(1)}index.html`
    requireSafeFile(file)
    const html = await readIfPresent(join(this.#options.webRoot(release), file))
    if (html === undefined) return { state: 'nowhere', ...nothingShown }
    return { state: 'page', path, ...this.#framed(html, path), edits: [], isPartial: false, ...nothingShown }
  }

  /** A page of what `changes` counts. */
  async #releasedPage(base: SiteView, request: PreviewRequest, now: Date): Promise<PreviewAnswer> {
    const { passed, others } = this.#propose(request, false)
    const moment = request.day ? this.#momentOf(request.day, base) : now
    try {
      const view = base.after([...others, ...passed], moment)
      const page = view.pages.get(request.path ?? '/')
      if (!page || !isShown(page)) return { state: 'nowhere', ...nothingShown }
      return await this.#render(view, page, nothingShown, request)
    } catch (error) {
      if (error instanceof BrokenPreview) throw error
      throw new BrokenPreview({ state: 'failed', message: reasonOf(error), ...nothingShown })
    }
  }

  /** What a release would change. Throws `OutdatedTemplates`, and when a page cannot be made. */
  async changes(
    request: z.output<typeof PreviewedChangesSchema>,
    now = new Date(),
  ): Promise<PreviewedChangesAnswer> {
    const { live, webRoot } = this.#options
    const base = live.follow(now)
    const proposal = this.#propose(request, false)
    const { requested, passed, others, gaps, blocked, report } = proposal
    const moment = request.day ? this.#momentOf(request.day, base) : now
    const isLive = request.countsAll || (others.length === 0 && base.dayAt(moment) === base.today)
    const before = isLive ? base : base.after(others, moment)
    const release = { records: live.records, webRoot: webRoot(), isLive }
    const changesWith = (own: DocumentChange[]) =>
      changesBetween(before, before.after(isLive ? [...others, ...own] : own, moment), release)
    const changes = await changesWith(passed)
    const isBlocked = passed.length < requested.length
    // What a document claims is worth knowing before its other problems are mended.
    const all = isBlocked && (await changesWith(requested))
    const [document] = requested
    const claims = (all || changes).claims.map((claim) => ({
      ...claim,
      field: fieldOfClaim(document?.value, claim),
      source: sourceOf(claim, requested),
    }))
    const waiting = request.countsAll ? [] : this.#waiting(request, proposal, before)
    return {
      ...{ ...changes, claims, gaps, blocked, waiting, others: report },
      frozen: this.#options.frozenRelease(),
    }
  }

  /** With what waits already, as the next release would find it; only groups with a document of the request. */
  #waiting(
    request: z.output<typeof PreviewedChangesSchema>,
    proposal: ProposedRelease,
    before: SiteView,
  ): PreviewedWaiting[] {
    const { waiting = [], removed } = request
    const all =
      waiting.length > 0 ? this.#propose({ ...request, removed: [...removed, ...waiting] }, false) : proposal
    const own = new Set(proposal.changes.map(documentKey))
    return findWaiting(all, before, this.#options.live.index)
      .filter(({ documents }) => documents.some((one) => own.has(documentKey(one))))
      .map(({ documents: _, ...group }) => ({ ...group, what: '' }))
  }

  #propose(release: Parameters<typeof proposeRelease>[0], showsGaps: boolean): ProposedRelease {
    const { bundle, live, publicSite } = this.#options
    return proposeRelease(release, { site: bundle.site, publicSite, index: live.index, showsGaps })
  }

  #shownOf({
    gaps,
    blocked,
    report,
  }: Pick<ProposedRelease, 'gaps' | 'blocked' | 'report'>): Omit<Shown, 'places'> {
    // What is blocked for its gaps is in their list.
    const reasons = gaps.length > 0 ? [] : blocked.map(({ field, message }) => ({ field, message }))
    return { gaps, blocked: reasons, others: report }
  }

  async #answer(view: SiteView, request: PreviewRequest, shown: Shown): Promise<PreviewAnswer> {
    const { places } = shown
    const path = request.path ?? places[0]
    if (path === undefined) return { state: 'nowhere', ...shown }
    const page = view.pages.get(path)
    if (!page || !isShown(page)) {
      return { state: 'failed', message: `There would be no page at ${path}. Choose another page.`, ...shown }
    }
    return await this.#render(view, page, shown, request)
  }

  /** Of the live site, whatever is typed: the same until the next release. */
  async #readersOf(document: DocumentChange, base: SiteView): Promise<ReadonlySet<string>> {
    const key = documentKey(document as Identity)
    if (this.#readers?.base !== base || this.#readers.key !== key) {
      const paths = await base.pagesThatRead(document, this.#options.live.records, maxPlaces)
      this.#readers = { base, key, paths }
    }
    return this.#readers.paths
  }

  /** The pages that show the document, or would not any more: its own first, then the more telling ones. */
  async #places(base: SiteView, view: SiteView, document: DocumentChange): Promise<string[]> {
    const { live } = this.#options
    const readers = await this.#readersOf(document, base)
    const { stale } = await view.differenceTo(live.records, maxPlaces)
    const own = ownPath(document)
    const pages = new Map<string, Page>()
    for (const path of own ? [own] : []) addPage(pages, view.pages.get(path))
    for (const path of readers) addPage(pages, view.pages.get(path))
    for (const page of stale) addPage(pages, page)
    const isGlobal = document.id === ''
    const rank = (page: Page) => (page.path === own ? -1 : rankOf(page, isGlobal))
    return [...pages.values()]
      .toSorted((a, b) => rank(a) - rank(b))
      .slice(0, maxPlaces)
      .map(({ path }) => path)
  }

  async #render(view: SiteView, page: Page, shown: Shown, request: PreviewRequest): Promise<PreviewAnswer> {
    const { bundle, isHurried } = this.#options
    const { fileTokens = {}, notice } = request
    const failed = (message: string): PreviewAnswer => ({ state: 'failed', message, ...shown })
    try {
      const { body, dependencies } = await underWatchdog(() => view.renderer.render(page))
      if (typeof body !== 'string') return failed(`${page.path} is not a page but a file. Choose a page.`)
      const { html: marked, ...found } = request.withEdits
        ? await pageWithEdits(
            { view, page, rendered: { body, dependencies } },
            { own: request.documents[0] as Identity, rawOf: (one) => this.#raw(one, request), isHurried },
          )
        : { html: body, edits: [], isPartial: false }
      const { path } = page
      if (!notice)
        return {
          state: 'page',
          path,
          ...this.#framed(withTokens(marked, fileTokens), path),
          ...found,
          ...shown,
        }
      const { places } = shown
      const html = withTokens(
        sharedPage(body, { notice, places, origin: new URL(bundle.site.siteUrl).origin }),
        fileTokens,
      )
      const more = ' allow-downloads allow-popups allow-popups-to-escape-sandbox'
      return { state: 'page', path, html, policy: policyOf(html, [], more), ...found, ...shown }
    } catch (error) {
      const answer = failed(reasonOf(error))
      if (error instanceof TimeoutError) throw new BrokenPreview(answer)
      return answer
    }
  }

  /** A page for a frame of the admin, with the script that connects them. */
  #framed(page: string, path: string): { html: string; policy: string } {
    const { bundle, adminOrigin } = this.#options
    const { siteUrl, previewScript } = bundle.site
    const origin = new URL(siteUrl).origin
    const script = `<script data-admin="${adminOrigin}" data-site="${origin}" data-path="${path}">${previewScript}</script>`
    const html = page.replace('<head>', () => `<head>${script}`)
    return { html, policy: policyOf(html, [adminOrigin]) }
  }

  /** A document as it is shown: as the form has it, with its gaps, or as it is live. */
  #raw(identity: Identity, { documents }: PreviewRequest): RawDocument | undefined {
    const { live, bundle } = this.#options
    const given = documents.find((one) => documentKey(one as Identity) === documentKey(identity))
    if (!given) return live.document(identity)
    const parsed = bundle.site.parseWithGaps(given as RawDocument)
    return 'data' in parsed ? { ...(given as RawDocument), data: parsed.data } : undefined
  }

  /** A moment of that day at the school. */
  #momentOf(day: string, base: SiteView): Date {
    const hours = [12, 0, 23]
    const moments = hours.map((hour) => new Date(Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000))
    return moments.find((moment) => base.dayAt(moment) === day) ?? moments[0]!
  }
}

/** Otherwise the newest release is what is compared, or what the request starts from. */
const isOfLivePage = ({ documents, removed, others, day, asReleased }: PreviewRequest): boolean =>
  documents.length === 0 && !removed && !others && !day && !asReleased

const nothingShown = { places: [], gaps: [], blocked: [] }

const policyOf = (html: string, frameAncestors: string[], moreSandbox = ''): string =>
  `${contentSecurityPolicy({ csp: readInlineHashes(html), frameAncestors })}; sandbox allow-scripts${moreSandbox}`

function reasonOf(error: unknown): string {
  const reason =
    error instanceof TimeoutError ? 'it takes too long.' : (error as Error).message.replace(/[^.]$/, '$&.')
  return `The page cannot be made: ${reason} Undo your last change. If that does not help, show this to the person who makes the templates.`
}

function sourceOf(claim: PreviewedClaim, documents: readonly DocumentChange[]): PreviewedClaim['source'] {
  for (const { slug, id, value } of documents) {
    const field = fieldOfClaim(value, claim)
    if (field !== undefined) return { slug, id, field }
  }
  return undefined
}

const isShown = ({ path, kind }: Page): boolean => path.endsWith('/') && kind !== 'redirects'

function addPage(pages: Map<string, Page>, page: Page | undefined): void {
  if (page && isShown(page)) pages.set(page.path, page)
}

function ownPath({ slug, value }: DocumentChange): string | undefined {
  return isLinkable(slug) ? documentPath(slug, (value as { slug: string }).slug) : undefined
}

/** Takes the document away that has the address which the other one wants. The CMS refuses to publish that, and says why. */
function rivalOf({ slug, id, value }: DocumentChange, { snapshot }: SiteView): DocumentChange[] {
  if (!isLinkable(slug)) return []
  const rival = snapshot.idOfSlug[slug].get((value as { slug: string }).slug)
  return rival === undefined || rival === id ? [] : [{ slug, id: rival }]
}

const kinds: readonly string[] = linkableCollections.toSorted(
  (a, b) => Number(b === 'courses') - Number(a === 'courses'),
)

function rankOf({ path, kind }: Page, isGlobal: boolean): number {
  if (path === '/') return isGlobal ? -1 : kinds.length
  const rank = kinds.indexOf(kind)
  if (rank >= 0) return rank
  return kinds.length + (kind === 'site' ? 1 : 2)
}

/** The URLs of pictures that visitors do not get yet, with what the CMS asks for. */
const withTokens = (html: string, tokens: Record<string, string>): string =>
  html.replace(new RegExp(`${mediaFolder}([a-z0-9-]+\\.[a-z]+)`, 'g'), (url, name: string) =>
    Object.hasOwn(tokens, name) ? `${url}?${tokens[name]}` : url,
  )
