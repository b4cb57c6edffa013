import { randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { explainDiskError } from '../releases/disk-space'
import { flushFolder, replaceFile, temporaryName } from '../releases/durable-files'
import { indexFolder } from '../releases/file-names'
import { makePageIndex } from './page-index'
import { SerialQueue } from '../releases/serial-queue'
import type { SiteFolder } from '../releases/site-folder'
import { type ReleaseRecord, releasePath } from '../releases/release-record'

export interface SearchIndexOptions {
  /** Milliseconds without a release before the pages are indexed. */
  quietMs?: number
  /** Milliseconds after the first release that is not indexed; then the index is made though more releases may follow. */
  latestMs?: number
  /** Milliseconds before a failed index is tried again. */
  retryMs?: number
}

/** The part of the publisher's health that is about the search. */
export interface SearchHealth {
  /** The release whose pages can be found; unset before the first index. */
  release?: number
  problem?: string
}

/** The release that an index was made of. A number is not enough: that of a release that never went live is used again. */
type IndexedRelease = Pick<ReleaseRecord, 'number' | 'madeAt'>

const recordName = 'index.json'

/**
 * Keeps a search index of the live release, in `search/` beside the releases. No release waits for it: it is made after a release
 * is live and no other has followed for a moment, and `search/current` then leads to it in one step. One index is made at a time,
 * and the one before stays, for a rollback and for visitors who are being served from it.
 */
export class SearchIndex {
  readonly #releases: SiteFolder
  readonly #dir: string
  readonly #waits: Required<SearchIndexOptions>
  readonly #stop = new AbortController()
  #timer: NodeJS.Timeout | undefined
  /** When the first release that waits for its index went live, in ms. */
  #waitingSince: number | undefined
  readonly #queue = new SerialQueue()
  /** The release that is being indexed. */
  #indexing: number | undefined
  #problem: string | undefined

  constructor(
    releases: SiteFolder,
    { quietMs = 5_000, latestMs = 60_000, retryMs = 300_000 }: SearchIndexOptions = {},
  ) {
    this.#releases = releases
    this.#dir = join(releases.dir, 'search')
    this.#waits = { quietMs, latestMs, retryMs }
    mkdirSync(this.#dir, { recursive: true })
  }

  /** Another release may be live. Returns at once. */
  follow(): void {
    const { quietMs, latestMs } = this.#waits
    this.#waitingSince ??= Date.now()
    this.#updateIn(Math.max(0, Math.min(quietMs, this.#waitingSince + latestMs - Date.now())))
  }

  /** Releases that must not be removed now. */
  inUse(): number[] {
    return this.#indexing === undefined ? [] : [this.#indexing]
  }

  health(): SearchHealth {
    return { release: this.#shown()?.number, problem: this.#problem }
  }

  /** Stops the index that is being made. */
  async close(): Promise<void> {
    this.#stop.abort()
    clearTimeout(this.#timer)
    await this.#queue.settled()
  }

  #updateIn(wait: number): void {
    clearTimeout(this.#timer)
    if (this.#stop.signal.aborted) return
    this.#timer = setTimeout(() => {
      this.#waitingSince = undefined
      void this.#queue.add(() => this.#update())
    }, wait)
  }

  /** Brings the index to the live release. Never throws; a failure is retried. */
  async #update(): Promise<void> {
    try {
      const live = this.#live()
      if (live && !this.#stop.signal.aborted && !isOf(this.#shown(), live)) {
        const kept = this.#kept().find((name) => isOf(this.#recordOf(name), live))
        await this.#show(kept ?? (await this.#make(live)), live)
      }
      this.#problem = undefined
    } catch (error) {
      if (this.#stop.signal.aborted) return
      const { message } = explainDiskError(error, 'the search index', this.#dir)
      if (this.#problem !== message) console.error(`The search stays as it is. ${message}`)
      this.#problem = message
      this.#updateIn(this.#waits.retryMs)
    }
  }

  /** The live release; undefined when it has no search page, as those that were made before there was a search. */
  #live(): ReleaseRecord | undefined {
    const number = this.#releases.currentRelease()
    if (number === undefined || !existsSync(join(this.#releases.webRoot(number), 'search/index.html'))) return
    return this.#releases.release(number)
  }

  /** Makes an index; gives the name of its folder. */
  async #make({ number, madeAt }: ReleaseRecord): Promise<string> {
    const began = Date.now()
    const unfinished = join(this.#dir, temporaryName())
    // All but the current one: there are two when the new one is complete.
    const remove = readdirSync(this.#dir).filter((name) => name !== 'current' && name !== this.#target())
    this.#indexing = number
    try {
      await makePageIndex({
        webRoot: this.#releases.webRoot(number),
        output: join(unfinished, indexFolder),
        remove: remove.map((name) => join(this.#dir, name)),
        stop: this.#stop.signal,
      })
    } finally {
      this.#indexing = undefined
    }
    await replaceFile(
      join(unfinished, recordName),
      JSON.stringify({ number, madeAt } satisfies IndexedRelease),
    )
    const name = `${releasePath(number).replace('releases/', '')}-${randomBytes(4).toString('hex')}`
    renameSync(unfinished, join(this.#dir, name))
    console.log(`The search has an index of release ${number}, made in ${Date.now() - began} ms.`)
    return name
  }

  /** Makes an index the current one. One rename: each request is answered from the one before or from this one. */
  async #show(name: string, { number }: ReleaseRecord): Promise<void> {
    // A rollback went live meanwhile: what is only in this release must not be found.
    if ((this.#releases.currentRelease() ?? 0) < number) return
    const temporary = join(this.#dir, `current${temporaryName()}`)
    symlinkSync(name, temporary)
    renameSync(temporary, join(this.#dir, 'current'))
    await flushFolder(this.#dir)
  }

  #kept = (): string[] => readdirSync(this.#dir).filter((name) => /^\d{6,}-/.test(name))

  #shown(): IndexedRelease | undefined {
    const target = this.#target()
    return target === undefined ? undefined : this.#recordOf(target)
  }

  #target(): string | undefined {
    return existsSync(join(this.#dir, 'current')) ? readlinkSync(join(this.#dir, 'current')) : undefined
  }

  #recordOf(name: string): IndexedRelease | undefined {
    const file = join(this.#dir, name, recordName)
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as IndexedRelease) : undefined
  }
}

const isOf = (indexed: IndexedRelease | undefined, { number, madeAt }: ReleaseRecord): boolean =>
  indexed?.number === number && indexed.madeAt === madeAt
