import {
  type ContentAction,
  type DocumentIdentity,
  type FindLeak,
  type Finding,
  type LiveContent,
  type NamedDocument,
  type NotLive,
  type Problem,
  type RedirectPlan,
  checkDocument,
  documentTitle,
  redirectTarget,
  documentKey,
} from 'shared-types'
import { type DocumentVersion, pagePath } from '../content/document-version'
import type { Affected, LiveIndex } from './live-index'

export interface PublicSite {
  siteUrl: string
  /** Whether a file that comes with the templates, such as `/favicon.svg`, is at a path. */
  isPublicFile?: (path: string) => boolean
  findLeak?: FindLeak
}

interface BlockedCandidate {
  version: DocumentVersion
  problems: readonly Problem[]
}

/** A document that a release shows in another version than the one before, or no more. */
export interface DocumentChange extends NamedDocument {
  action: ContentAction
  updatedAt: string
  /** The paths of its page, before and after. */
  paths: readonly string[]
}

type IsBlocking = (finding: Finding) => boolean

/**
 * New versions of documents, applied to an overlay of the live index so that they are checked beside each other. `resolve` takes
 * those with problems out again until the others have none: as many as possible go live.
 */
export class CandidateSet {
  /** The index with the candidates. */
  readonly index: LiveIndex
  readonly #live: LiveIndex
  readonly #site: PublicSite
  readonly #whyNotLive: (key: string) => NotLive | undefined
  /** Keys of the documents whose new version is in the index. */
  readonly #candidates = new Set<string>()
  readonly #affected = new Set<string>()
  #affectsRedirects = false
  /** Candidates that `resolve` took out, by key. */
  readonly blocked = new Map<string, BlockedCandidate>()

  /** `whyNotLive` gives the reason for a document that is neither live nor a candidate. */
  constructor(live: LiveIndex, site: PublicSite, whyNotLive: (key: string) => NotLive | undefined) {
    this.#live = live
    this.index = live.overlay()
    this.#site = site
    this.#whyNotLive = whyNotLive
  }

  apply(version: DocumentVersion): void {
    this.#apply(version)
  }

  remove(key: string): void {
    this.#record(this.index.set(key, undefined))
  }

  /** Takes out the candidates with a finding that is blocking, until those that are left have none. */
  resolve(isBlocking: IsBlocking): void {
    const retried = new Set<string>()
    for (let keys: readonly string[] = [...this.#candidates]; keys.length > 0;) {
      this.#takeOut(keys, isBlocking)
      // If the document that won a URL was itself blocked, retry the losers. Each only once, so that the loop terminates.
      const cleared = [...this.blocked].filter(
        ([key, { version }]) => !retried.has(key) && !this.check(version).some(isBlocking),
      )
      keys = cleared.flatMap(([key, { version }]) => {
        retried.add(key)
        this.blocked.delete(key)
        return this.#reached(this.#apply(version))
      })
    }
    // The message about a missing target depends on whether the target was blocked, which is known only now.
    for (const [key, { version, problems }] of this.blocked) {
      const now = this.check(version).filter(isBlocking)
      this.blocked.set(key, { version, problems: now.length > 0 ? now : problems })
    }
  }

  /** Keys of the documents whose findings may differ from those before. */
  affected(): ReadonlySet<string> {
    return this.#affectsRedirects ? new Set([...this.#affected, ...this.index.redirects()]) : this.#affected
  }

  /** How the set differs from what is live. */
  changes(): DocumentChange[] {
    return Array.from(this.index.changes()).flatMap(([, { before, after }]) => changeOf(before, after) ?? [])
  }

  /** Whether the address of a document that goes has another page or redirect that is live or goes live with it. */
  isReplaced(document: DocumentIdentity): boolean {
    const path = this.#live.addressOf(documentKey(document))
    return path !== undefined && this.index.redirectsFrom(path).length + this.index.claimants(path).length > 0
  }

  /** The findings about a version, whether it is in the index or not. */
  check({ slug, id, value }: DocumentVersion): Finding[] {
    return checkDocument({ slug, id, document: value }, this.#contentAround(documentKey({ slug, id })))
  }

  #takeOut(keys: Iterable<string>, isBlocking: IsBlocking): void {
    for (let waiting = new Set(keys); waiting.size > 0;) {
      const out = [...waiting].flatMap((key) => {
        const version = this.#candidates.has(key) ? this.index.get(key) : undefined
        const problems = version ? this.check(version).filter(isBlocking) : []
        return version && problems.length > 0 ? [{ key, version, problems }] : []
      })
      waiting = new Set()
      for (const { key, version, problems } of out) {
        this.blocked.set(key, { version, problems })
        this.#candidates.delete(key)
        const affected = this.#record(this.index.restore(key))
        for (const other of this.#reached(affected)) waiting.add(other)
      }
    }
  }

  #apply(version: DocumentVersion): Affected {
    const key = documentKey(version)
    this.#candidates.add(key)
    return this.#record(this.index.set(key, version))
  }

  #record(affected: Affected): Affected {
    for (const key of affected.keys) this.#affected.add(key)
    this.#affectsRedirects ||= affected.redirects
    return affected
  }

  #reached({ keys, redirects }: Affected): readonly string[] {
    return redirects ? [...keys, ...this.index.redirects()] : keys
  }

  /** What the checks may know of the other documents. The document itself counts as live. */
  #contentAround(self: string): LiveContent {
    const index = this.index
    const content: LiveContent = {
      siteUrl: this.#site.siteUrl,
      isLive: (slug, id) => index.has(slug, id) || documentKey({ slug, id }) === self,
      whyNotLive: (slug, id) => {
        const key = documentKey({ slug, id })
        const blocked = this.blocked.get(key)
        return blocked
          ? { state: 'blocked', title: documentTitle(blocked.version.value) }
          : this.#whyNotLive(key)
      },
      pageOf: (slug, id) => index.pageOf(documentKey({ slug, id })),
      pageAt: (path) => this.#winnerOf(path, index.claimants(path)),
      redirectAt: (path) => {
        const redirect = this.#winnerOf(path, index.redirectsFrom(path))
        const version = redirect && index.get(documentKey(redirect))
        return version && { id: version.id, to: redirectTarget(version.value as RedirectPlan, content) }
      },
      isFile: (path) => index.isFile(path) || (this.#site.isPublicFile?.(path) ?? false),
      findLeak: this.#site.findLeak,
    }
    return content
  }

  /** Which of several documents gets a path: the one that has it already, otherwise the one that was saved first. */
  #winnerOf(path: string, keys: Iterable<string>): NamedDocument | undefined {
    let winner: DocumentVersion | undefined
    for (const key of keys) {
      const rival = this.index.get(key)
      if (rival && (!winner || this.#goesBefore(rival, winner, path))) winner = rival
    }
    return winner && { slug: winner.slug, id: winner.id, title: documentTitle(winner.value) }
  }

  #goesBefore(a: DocumentVersion, b: DocumentVersion, path: string): boolean {
    const hasItAlready = (version: DocumentVersion): boolean => {
      const key = documentKey(version)
      const before = this.#live.get(key)
      return !this.#candidates.has(key) || (before !== undefined && pagePath(before) === path)
    }
    if (hasItAlready(a) !== hasItAlready(b)) return hasItAlready(a)
    return a.updatedAt === b.updatedAt ? documentKey(a) < documentKey(b) : a.updatedAt < b.updatedAt
  }
}

function changeOf(before?: DocumentVersion, after?: DocumentVersion): DocumentChange | undefined {
  const version = after ?? before
  if (!version) return undefined
  const { slug, id, updatedAt } = version
  const paths = [before, after].flatMap((one) => (one ? (pagePath(one) ?? []) : []))
  const action = after ? (before ? 'change' : 'publish') : 'unpublish'
  return { slug, id, updatedAt, title: documentTitle(version.value), action, paths: [...new Set(paths)] }
}
