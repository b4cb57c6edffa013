import {
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
} from 'shared-types'
import { keyOf } from '../content/cms-content'
import { type DocumentVersion, pagePath } from '../content/document-version'
import type { Affected, LiveIndex } from './live-index'

export interface PublicSite {
  siteUrl: string
  /** Whether a file that comes with the templates, such as `/favicon.svg`, is at a path. */
  isPublicFile?: (path: string) => boolean
  findLeak?: FindLeak
}

export interface Contender {
  version: DocumentVersion
  problems: readonly Problem[]
}

/**
 * New versions put into the index for a moment, to see them beside each other. Those with problems are taken out again
 * until the others have none: what goes live is as much as can.
 */
export class Trial {
  readonly #before = new Map<string, DocumentVersion | undefined>()
  readonly #affected = new Set<string>()
  #affectsRedirects = false
  readonly #candidates = new Set<string>()
  /** Versions that stay out. */
  readonly blocked = new Map<string, Contender>()

  constructor(
    readonly index: LiveIndex,
    readonly site: PublicSite,
    /** Why a document that is not live stays out, where the reason is not in this trial. */
    readonly whyOut: (key: string) => NotLive | undefined,
  ) {}

  enter(version: DocumentVersion): Affected {
    const key = keyOf(version)
    this.#candidates.add(key)
    return this.#put(key, version)
  }

  remove(key: string): void {
    this.#put(key, undefined)
  }

  /** Takes out what cannot go live, until all that is left can. */
  settle(isGrave: (finding: Finding) => boolean): void {
    const again = new Set<string>()
    for (let keys: string[] = [...this.#candidates]; keys.length > 0;) {
      this.#takeOut(keys, isGrave)
      // Who lost an address to somebody who cannot have it either gets another chance; once, so that this ends.
      const cleared = [...this.blocked].filter(
        ([key, { version }]) => !again.has(key) && !this.check(version).some(isGrave),
      )
      keys = cleared.flatMap(([key, { version }]) => {
        again.add(key)
        this.blocked.delete(key)
        return [...this.#reached(this.enter(version))]
      })
    }
    // What is said of a target depends on what became of it.
    for (const [key, { version, problems }] of this.blocked) {
      const now = this.check(version).filter(isGrave)
      this.blocked.set(key, { version, problems: now.length > 0 ? now : problems })
    }
  }

  #takeOut(keys: Iterable<string>, isGrave: (finding: Finding) => boolean): void {
    for (let waiting = new Set(keys); waiting.size > 0;) {
      const out = [...waiting].flatMap((key) => {
        const version = this.#candidates.has(key) ? this.index.get(key) : undefined
        const problems = version ? this.check(version).filter(isGrave) : []
        return version && problems.length > 0 ? [{ key, version, problems }] : []
      })
      waiting = new Set()
      for (const { key, version, problems } of out) {
        this.blocked.set(key, { version, problems })
        this.#candidates.delete(key)
        for (const other of this.#reached(this.#put(key, this.#before.get(key)))) waiting.add(other)
      }
    }
  }

  #reached({ keys, redirects }: Affected): Iterable<string> {
    return redirects ? [...keys, ...this.index.redirects()] : keys
  }

  /** What the versions are now and were before, by key; only where they differ. */
  *changes(): Generator<[string, { before?: DocumentVersion; after?: DocumentVersion }]> {
    for (const [key, before] of this.#before) {
      const after = this.index.get(key)
      if (before !== after) yield [key, { before, after }]
    }
  }

  /** Live documents whose findings may be others than before. */
  affected(): Set<string> {
    return this.#affectsRedirects ? new Set([...this.#affected, ...this.index.redirects()]) : this.#affected
  }

  /** Leaves the index as it was. */
  revert(): void {
    for (const [key, version] of this.#before) this.index.set(key, version)
  }

  #put(key: string, version: DocumentVersion | undefined): Affected {
    if (!this.#before.has(key)) this.#before.set(key, this.index.get(key))
    const affected = this.index.set(key, version)
    for (const other of affected.keys) this.#affected.add(other)
    this.#affectsRedirects ||= affected.redirects
    return affected
  }

  /** What there is to say about a version, whether it is in the index or not. */
  check({ slug, id, value }: DocumentVersion): Finding[] {
    return checkDocument({ slug, id, document: value }, this.#around(keyOf({ slug, id })))
  }

  #around(self: string): LiveContent {
    const { index, site } = this
    const content: LiveContent = {
      siteUrl: site.siteUrl,
      isLive: (slug, id) => index.has(slug, id) || keyOf({ slug, id }) === self,
      whyNotLive: (slug, id) => {
        const key = keyOf({ slug, id })
        const out = this.blocked.get(key)
        return out ? { state: 'blocked', title: documentTitle(out.version.value) } : this.whyOut(key)
      },
      pageOf: (slug, id) => index.pageOf(keyOf({ slug, id })),
      pageAt: (path) => this.#byRight(index.claimants(path), path),
      redirectAt: (path) => {
        const redirect = this.#byRight(index.redirectsFrom(path), path)
        const version = redirect && index.get(keyOf(redirect))
        return version && { id: version.id, to: redirectTarget(version.value as RedirectPlan, content) }
      },
      isFile: (path) => index.isFile(path) || (site.isPublicFile?.(path) ?? false),
      findLeak: site.findLeak,
    }
    return content
  }

  /** Of several claims to an address: who has it already, then who came first. */
  #byRight(keys: Iterable<string>, path: string): NamedDocument | undefined {
    let best: DocumentVersion | undefined
    for (const key of keys) {
      const rival = this.index.get(key)
      if (rival && (!best || this.#goesBefore(rival, best, path))) best = rival
    }
    return best && { slug: best.slug, id: best.id, title: documentTitle(best.value) }
  }

  #goesBefore(a: DocumentVersion, b: DocumentVersion, path: string): boolean {
    const isHere = (version: DocumentVersion): boolean => {
      const key = keyOf(version)
      const before = this.#before.get(key)
      return !this.#candidates.has(key) || (before !== undefined && pagePath(before) === path)
    }
    if (isHere(a) !== isHere(b)) return isHere(a)
    return a.updatedAt === b.updatedAt ? keyOf(a) < keyOf(b) : a.updatedAt < b.updatedAt
  }
}
