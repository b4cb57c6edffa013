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
import type { SiteFolder } from '../releases/site-folder'
import { type ReleaseRecord, releasePath } from '../releases/release-record'

export interface SearchIndexOptions {
  /** Milliseconds without a release before the pages are indexed. */
  quietMs?: number
  /** Milliseconds after the first release that is not indexed; then it begins though others may follow. */
  latestMs?: number
  /** Milliseconds before an index that could not be made is tried again. */
  againMs?: number
}

/** What the search knows, for whoever asks how things are. */
export interface SearchHealth {
  /** The release whose pages can be found; none before the first index. */
  release?: number
  problem?: string
}

/** The release that an index was made of. Numbers alone are not enough: a release that nobody remembers gives its to another. */
type IndexedRelease = Pick<ReleaseRecord, 'number' | 'madeAt'>

const recordName = 'index.json'

/**
 * Keeps an index of the live release for the search, in `search/` beside the releases. Nobody ever waits for it: it is made
 * after a release is live, when it has been quiet for a moment, and `search/current` then leads to it in one step. One is
 * made at a time, and the one before stays, for a rollback and for whoever is being served from it.
 */
export class SearchIndex {
  readonly #releases: SiteFolder
  readonly #dir: string
  readonly #waits: Required<SearchIndexOptions>
  readonly #stop = new AbortController()
  #timer: NodeJS.Timeout | undefined
  /** When the first release came that no index is under way for, in ms. */
  #since: number | undefined
  #work: Promise<void> = Promise.resolve()
  /** The release that is being read. */
  #reading: number | undefined
  #problem: string | undefined

  constructor(
    releases: SiteFolder,
    { quietMs = 5_000, latestMs = 60_000, againMs = 300_000 }: SearchIndexOptions = {},
  ) {
    this.#releases = releases
    this.#dir = join(releases.dir, 'search')
    this.#waits = { quietMs, latestMs, againMs }
    mkdirSync(this.#dir, { recursive: true })
  }

  /** Another release may be live. Returns at once. */
  follow(): void {
    const { quietMs, latestMs } = this.#waits
    this.#since ??= Date.now()
    this.#updateIn(Math.max(0, Math.min(quietMs, this.#since + latestMs - Date.now())))
  }

  /** Releases that must not go meanwhile. */
  inUse(): number[] {
    return this.#reading === undefined ? [] : [this.#reading]
  }

  health(): SearchHealth {
    return { release: this.#shown()?.number, problem: this.#problem }
  }

  /** Stops what is under way. */
  async close(): Promise<void> {
    this.#stop.abort()
    clearTimeout(this.#timer)
    await this.#work
  }

  #updateIn(wait: number): void {
    clearTimeout(this.#timer)
    if (this.#stop.signal.aborted) return
    this.#timer = setTimeout(() => {
      this.#since = undefined
      this.#work = this.#work.then(() => this.#update())
    }, wait)
  }

  /** From what the search knows to what is live now. Never throws: it is tried again. */
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
      const { message } = explainDiskError(error, 'the index of the search', this.#dir)
      if (this.#problem !== message) console.error(`The search stays as it is. ${message}`)
      this.#problem = message
      this.#updateIn(this.#waits.againMs)
    }
  }

  /** The live release; nothing when it is from a time before there was a search, and could not be asked. */
  #live(): ReleaseRecord | undefined {
    const number = this.#releases.currentRelease()
    if (number === undefined || !existsSync(join(this.#releases.webRoot(number), 'search/index.html'))) return
    return this.#releases.release(number)
  }

  /** Makes an index; gives the name of its folder. */
  async #make({ number, madeAt }: ReleaseRecord): Promise<string> {
    const began = Date.now()
    const unfinished = join(this.#dir, temporaryName())
    // All but what visitors are led to: there are two of them when this one is made.
    const remove = readdirSync(this.#dir).filter((name) => name !== 'current' && name !== this.#target())
    this.#reading = number
    try {
      await makePageIndex({
        webRoot: this.#releases.webRoot(number),
        output: join(unfinished, indexFolder),
        remove: remove.map((name) => join(this.#dir, name)),
        stop: this.#stop.signal,
      })
    } finally {
      this.#reading = undefined
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

  /** Leads visitors to an index. One rename: each request is answered from the one before or from this one. */
  async #show(name: string, { number }: ReleaseRecord): Promise<void> {
    // Somebody has gone back to an older release meanwhile, and what this one says is taken back.
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
