import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { nginxConfig } from './nginx'
import { readRedirects } from './redirect-map'
import { explainDiskError } from './disk-space'
import { codeOf, flushDisk, flushFolder, replaceFile, temporaryName } from './durable-files'
import { indexFolder, pooledFolders, requireSafeFile } from './file-names'
import {
  type ReleaseNote,
  type ReleaseRecord,
  numberOf,
  readRecord,
  recordName,
  releasePath,
} from './release-record'
import { SpareRoots } from './staging-directories'
import { inWorker } from './file-system-worker.mjs'
import { WebRoot } from './web-root'

export interface ReleaseChanges {
  /** Files to write, by their name in the web root. Those whose bytes are there already stay as they are. */
  write: ReadonlyMap<string, string | Uint8Array>
  /** Names of files to remove. One that is not there is fine. */
  remove: Iterable<string>
  note: ReleaseNote
}

/** A release in the making that starts empty. */
export interface FullRelease {
  /** Its folder of files, for whoever fills it. Unlike those of a change, they are written by others. */
  root: string
  folder: string
}

export interface Comparison {
  changed: string[]
  onlyInFirst: string[]
  onlyInSecond: string[]
}

export interface FolderOptions {
  /** How many releases are kept to go back to. */
  keep?: number
  /** This folder as nginx reaches it, where that is another path: in a container, say. */
  nginxFolder?: string
}

/**
 * Opens the folder that the site is served from, makes it when there is none, and throws away what a publisher that died has
 * left half made. Take the lock of the folder first.
 */
export function openSiteFolder(folder: string, options: FolderOptions = {}): SiteFolder {
  const dir = resolve(folder)
  for (const name of ['releases', ...pooledFolders.map((pooled) => `pool/${pooled}`)]) {
    mkdirSync(join(dir, name), { recursive: true })
  }
  for (const [parent, leftover] of [
    ['releases', /^\.next-/],
    ['.', /^(current)?\.tmp-/],
    ...pooledFolders.map((pooled) => [`pool/${pooled}`, /^\.tmp-/] as const),
  ] as const) {
    for (const name of readdirSync(join(dir, parent))) {
      if (leftover.test(name)) rmSync(join(dir, parent, name), { recursive: true, force: true })
    }
  }
  return new SiteFolder(dir, options)
}

/** Releases on disk: complete folders of plain files, one of which is `current`. */
export class SiteFolder {
  readonly dir: string
  readonly #keep: number
  readonly #nginxRoot: string
  readonly #nginxSearch: string
  readonly #records = new Map<number, ReleaseRecord>()
  readonly #spares: SpareRoots
  /** Work on the releases goes one after the other. */
  #queue: Promise<unknown> = Promise.resolve()
  #filling: Promise<void> | undefined
  #isClosed = false

  constructor(dir: string, { keep = 20, nginxFolder = dir }: FolderOptions) {
    this.dir = dir
    this.#keep = keep
    this.#nginxRoot = join(nginxFolder, 'current/site')
    this.#nginxSearch = join(nginxFolder, 'search/current')
    for (const name of readdirSync(join(dir, 'releases'))) {
      const number = numberOf(name)
      if (number !== undefined) this.#records.set(number, readRecord(join(dir, releasePath(number))))
    }
    this.#spares = new SpareRoots(join(dir, 'releases'), () => this.releases())
  }

  /** The complete releases, newest first. */
  releases(): ReleaseRecord[] {
    return [...this.#records.values()].sort((a, b) => b.number - a.number)
  }

  /** The newest release, the one that the next is made from. */
  head(): ReleaseRecord | undefined {
    return this.releases()[0]
  }

  release(number: number): ReleaseRecord | undefined {
    return this.#records.get(number)
  }

  /** Where a release's files are. */
  webRoot(number: number): string {
    return join(this.dir, releasePath(number), 'site')
  }

  /** The number of the release that visitors see. */
  currentRelease(): number | undefined {
    try {
      return numberOf(basename(readlinkSync(join(this.dir, 'current'))))
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined
      throw error
    }
  }

  /**
   * Makes a copy of the newest release ready to become the next one, so that `commit` finds it. Call it after each release.
   * It then goes on in the background until there are as many folders as `keep` releases will need: from then on each release
   * that goes becomes a spare, and no release ever waits for a copy of 10,000 pages.
   */
  async prepareNext(): Promise<void> {
    if (!this.head() || this.#isClosed) return
    await this.#inTurn('the preparation of the next release', async () => {
      await this.#spares.prepare()
    })
    this.#filling ??= this.#fillSpares().finally(() => (this.#filling = undefined))
  }

  /** Makes the next release from the newest one. It is complete and on disk, but not live until `switchTo`. */
  commit({ write, remove, note }: ReleaseChanges): Promise<ReleaseRecord> {
    const removals = [...remove].filter((file) => !write.has(file))
    for (const file of [...write.keys(), ...removals]) requireSafeFile(file)
    return this.#inTurn('the release', async () => {
      const spare = await this.#spares.prepare()
      const folder = this.#spares.unfinished()
      renameSync(spare, folder)
      try {
        const root = new WebRoot(join(folder, 'site'))
        // First, because a page may take the place of a folder, and a folder that of a page.
        const removed = await root.remove(removals)
        const written = await root.write(write)
        await root.flush()
        const previous = this.head()?.number
        return await this.#finish(folder, { ...note, previous, isFull: false, written, removed })
      } catch (error) {
        await this.#spares.remove(folder)
        throw error
      }
    })
  }

  /** Begins a release with an empty folder, which any number of processes may fill. `commitFull` or `abandon` ends it. */
  async startFull(): Promise<FullRelease> {
    const folder = this.#spares.unfinished()
    const root = join(folder, 'site')
    await WebRoot.create(root)
    return { folder, root }
  }

  commitFull({ folder, root }: FullRelease, note: ReleaseNote): Promise<ReleaseRecord> {
    return this.#inTurn('the release', async () => {
      await flushDisk(root)
      const previous = this.head()?.number
      return this.#finish(folder, { ...note, previous, isFull: true, written: [], removed: [] })
    })
  }

  async abandon({ folder }: FullRelease): Promise<void> {
    await this.#spares.remove(folder)
  }

  /** Shows a release to visitors. One rename: each request sees either the one before or this one. */
  async switchTo(number: number): Promise<void> {
    if (!this.#records.has(number)) {
      throw new Error(
        `Release ${number} cannot go live: it is not kept. Choose one of ${this.releases()
          .map((kept) => kept.number)
          .join(', ')}.`,
      )
    }
    const temporary = join(this.dir, `current${temporaryName()}`)
    symlinkSync(releasePath(number), temporary)
    renameSync(temporary, join(this.dir, 'current'))
    await flushFolder(this.dir)
  }

  /** Removes the oldest releases: all but the newest `keep`, the live one, and those of `alsoKeep`. */
  async prune(alsoKeep: readonly number[] = []): Promise<void> {
    await this.#inTurn('the removal of old releases', async () => {
      const kept = new Set([...alsoKeep, this.currentRelease()])
      const old = this.releases().slice(this.#keep)
      for (const { number } of old) if (!kept.has(number)) this.#drop(number)
      this.#spares.discard(this.#wantedSpares())
    })
  }

  /** Removes a release that nobody may see or go back to. Not the live one. */
  async discard(number: number): Promise<void> {
    if (this.currentRelease() === number) {
      throw new Error(`Release ${number} cannot be removed: it is live. Go back to another release first.`)
    }
    await this.#inTurn('the removal of a release', async () => {
      this.#drop(number)
      this.#spares.discard(this.#wantedSpares())
    })
  }

  /** Which files differ between two releases. A file that both share is not read. */
  async compare(first: number, second: number): Promise<Comparison> {
    return inWorker('compareTrees', this.webRoot(first), this.webRoot(second))
  }

  /** Waits until nothing is under way. Nothing is prepared afterwards. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#queue
    await this.#filling
    await this.#spares.settle()
  }

  async #finish(folder: string, made: Omit<ReleaseRecord, 'number'>): Promise<ReleaseRecord> {
    const number = (this.head()?.number ?? 0) + 1
    const record: ReleaseRecord = { ...made, number }
    const redirects = join(folder, 'site/redirects.json')
    const nginx = nginxConfig({
      ...{ root: this.#nginxRoot, siteUrl: made.siteUrl, csp: made.csp },
      // A static build brings its own index.
      ...(!existsSync(join(folder, 'site', indexFolder)) && { searchRoot: this.#nginxSearch }),
      redirects: existsSync(redirects) ? readRedirects(readFileSync(redirects, 'utf8')) : new Map(),
    })
    await replaceFile(join(folder, 'nginx.conf'), nginx)
    await replaceFile(join(folder, recordName), JSON.stringify(record))
    await flushFolder(folder)
    renameSync(folder, join(this.dir, releasePath(number)))
    await flushFolder(join(this.dir, 'releases'))
    this.#records.set(number, record)
    return record
  }

  /** A release that is no longer kept becomes a spare, or goes. */
  #drop(number: number): void {
    const folder = join(this.dir, releasePath(number))
    if (!this.#spares.recycle(number, folder)) void this.#spares.remove(folder)
    this.#records.delete(number)
  }

  #wantedSpares(): number {
    return Math.max(1, this.#keep + 1 - this.#records.size)
  }

  async #fillSpares(): Promise<void> {
    try {
      while (!this.#isClosed && this.#spares.all().length < this.#wantedSpares()) {
        await this.#spares.clone()
        await this.#queue
      }
    } catch (error) {
      // Spares save time and nothing else; the next release makes what it needs, or says why it cannot.
      console.error(
        'A spare copy of the newest release could not be made:',
        explainDiskError(error, 'a spare copy', this.dir),
      )
    }
  }

  /** Does one thing after the other, and tells of a full disk what to do about it. */
  #inTurn<T>(task: string, act: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(act).catch((error: unknown) => {
      const explained = explainDiskError(error, task, this.dir)
      // What only saves time makes room for what is needed.
      if (explained !== error) this.#spares.discard(0)
      throw explained
    })
    this.#queue = result.catch(() => undefined)
    return result
  }
}
