import type { PageRenderer } from 'site/bundle'
import type { PageRecord } from './page-records'
import { reportProgress } from './watchdog'

/** The pages that were rendered with one result of a query. */
interface Dependents {
  key: string
  /** Fingerprint of that result. */
  fingerprint: string
  /** Paths. */
  pages: Set<string>
}

/** Paths. */
export interface StalePages {
  stale: ReadonlySet<string>
  /** Those that may be stale, because a query was not compared. They may be stale for certain, too. */
  unchecked: ReadonlySet<string>
}

/**
 * Which pages depend on which queries, and which pages are stale: rendered with another result than the query has now. It
 * compares only queries whose result may have changed, and those of pages that were rendered again: 10,000 posts have 73,000
 * dependencies on 22,000 different queries, and an edit changes a few.
 */
export class DependencyIndex {
  readonly #records = new Map<string, PageRecord>()
  /** By query key. Nearly always one fingerprint each, since pages with another one are rendered again. */
  readonly #dependents = new Map<string, Dependents[]>()
  /** Keys of queries to compare. */
  readonly #unchecked = new Set<string>()
  /** Those whose fingerprint is not that of now. */
  readonly #outdated = new Set<Dependents>()

  /** From now on, these are the records of all pages. Costs what differs from the records before. */
  follow(records: ReadonlyMap<string, PageRecord>): void {
    for (const [path, record] of records) {
      const before = this.#records.get(path)
      if (before === record) continue
      if (before) this.#forget(path, before)
      for (const { key, fingerprint } of record.dependencies) this.#dependentsOn(key, fingerprint).add(path)
      this.#records.set(path, record)
    }
    if (this.#records.size === records.size) return
    for (const [path, record] of this.#records) {
      if (records.has(path)) continue
      this.#forget(path, record)
      this.#records.delete(path)
    }
  }

  /**
   * The renderer must have been made from the one of the last call. When more than `enough` pages are known to be stale, the
   * comparison ends; the next call goes on with it.
   */
  stalePages(renderer: Pick<PageRenderer, 'fingerprint' | 'changedKeys'>, enough = Infinity): StalePages {
    for (const key of renderer.changedKeys()) this.#unchecked.add(key)
    const found = new Set<string>()
    for (const key of enough === Infinity ? this.#unchecked : this.#byPages(this.#unchecked)) {
      if (found.size > enough) break
      reportProgress()
      const all = this.#dependents.get(key) ?? []
      if (all.length > 0) this.#check(all, renderer.fingerprint(key))
      this.#unchecked.delete(key)
      for (const one of all) if (this.#outdated.has(one)) addAll(found, one.pages)
    }
    const stale = new Set<string>()
    for (const { key, pages } of this.#outdated) if (!this.#unchecked.has(key)) addAll(stale, pages)
    const unchecked = new Set<string>()
    for (const key of this.#unchecked) {
      for (const { pages } of this.#dependents.get(key) ?? []) addAll(unchecked, pages)
    }
    return { stale, unchecked }
  }

  /** Those first on which most pages depend. */
  #byPages(keys: Iterable<string>): string[] {
    const pagesOf = (key: string) => this.#dependents.get(key)?.[0]?.pages.size ?? 0
    return [...keys].sort((a, b) => pagesOf(b) - pagesOf(a))
  }

  #check(all: readonly Dependents[], fingerprint: string): void {
    for (const dependents of all) {
      if (dependents.fingerprint === fingerprint) this.#outdated.delete(dependents)
      else this.#outdated.add(dependents)
    }
  }

  #dependentsOn(key: string, fingerprint: string): Set<string> {
    const all = this.#dependents.get(key)
    const known = all?.find((dependents) => dependents.fingerprint === fingerprint)
    if (known) return known.pages
    const dependents = { key, fingerprint, pages: new Set<string>() }
    if (all) all.push(dependents)
    else this.#dependents.set(key, [dependents])
    this.#unchecked.add(key)
    return dependents.pages
  }

  #forget(path: string, { dependencies }: PageRecord): void {
    for (const { key, fingerprint } of dependencies) {
      const all = this.#dependents.get(key) ?? []
      const dependents = all.find((one) => one.fingerprint === fingerprint)
      if (!dependents?.pages.delete(path) || dependents.pages.size > 0) continue
      this.#outdated.delete(dependents)
      if (all.length === 1) this.#dependents.delete(key)
      else all.splice(all.indexOf(dependents), 1)
    }
  }
}

function addAll(to: Set<string>, paths: Iterable<string>): void {
  for (const path of paths) to.add(path)
}
