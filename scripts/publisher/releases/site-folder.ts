import { existsSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { explainDiskError } from './disk-space'
import { codeOf, flushDisk, flushFolder, replaceFile, temporaryName } from './durable-files'
import { indexFolder, pooledFolders, requireSafeFile } from './file-names'
import { type Comparison, runInWorker } from './file-system-worker'
import { nginxConfig } from './nginx'
import { redirectsOf } from './redirect-map'
import {
  type ReleaseNote,
  type ReleaseRecord,
  numberOf,
  readRecord,
  recordName,
  releasePath,
} from './release-record'
import { SerialQueue } from './serial-queue'
import { StagingDirectories, unfinishedName } from './staging-directories'
import { WebRoot } from './web-root'

export interface ReleaseChanges {
  /** Files to write, by their name in the web root. Files that have these bytes already stay as they are. */
  write: ReadonlyMap<string, string | Uint8Array>
  /** Names of files to remove. A name without a file is ignored. */
  remove: Iterable<string>
  note: ReleaseNote
}

/** A release in the making that starts empty. The caller writes its files. */
export interface FullRelease {
  folder: string
  /** Its web root. */
  root: string
}

export interface FolderOptions {
  /** How many releases are kept to go back to. */
  keep?: number
  /** This folder as nginx reaches it, where that is another path, such as in a container. */
  nginxFolder?: string
}

/**
 * Opens the folder that the site is served from, makes it when there is none, and removes what a publisher that died has left
 * unfinished. Take the lock of the folder first.
 */
export function openSiteFolder(folder: string, options: FolderOptions = {}): SiteFolder {
  const dir = resolve(folder)
  const pools = pooledFolders.map((name) => `pool/${name}`)
  for (const name of ['releases', ...pools]) mkdirSync(join(dir, name), { recursive: true })
  removeMatching(join(dir, 'releases'), unfinishedName)
  removeMatching(dir, /^(current)?\.tmp-/)
  for (const pool of pools) removeMatching(join(dir, pool), /^\.tmp-/)
  return new SiteFolder(dir, options)
}

function removeMatching(folder: string, pattern: RegExp): void {
  for (const name of readdirSync(folder)) {
    if (pattern.test(name)) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** Releases on disk: complete folders of plain files, one of which is `current`. */
export class SiteFolder {
  readonly dir: string
  readonly #keep: number
  readonly #nginxFolder: string
  readonly #records = new Map<number, ReleaseRecord>()
  readonly #staging: StagingDirectories
  readonly #queue = new SerialQueue()
  #filling: Promise<void> | undefined
  #isClosed = false

  constructor(dir: string, { keep = 20, nginxFolder = dir }: FolderOptions) {
    this.dir = dir
    this.#keep = keep
    this.#nginxFolder = nginxFolder
    for (const name of readdirSync(join(dir, 'releases'))) {
      const number = numberOf(name)
      if (number !== undefined) this.#records.set(number, readRecord(join(dir, releasePath(number))))
    }
    this.#staging = new StagingDirectories(join(dir, 'releases'), () => this.releases())
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

  /** The folder of a release's files. */
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
   * Makes a copy of the newest release, which `commit` turns into the next one. Call it after each release. It then goes on in
   * the background until there are as many release folders as `keep` releases need: from then on each release that is no longer
   * kept becomes a staging directory, and no release ever waits for a copy of 10,000 pages.
   */
  async prepareNext(): Promise<void> {
    if (!this.head() || this.#isClosed) return
    await this.#enqueue('the preparation of the next release', async () => {
      await this.#staging.prepare()
    })
    this.#filling ??= this.#fillStaging().finally(() => (this.#filling = undefined))
  }

  /** Makes the next release from the newest one. It is complete and on disk, but not live until `switchTo`. */
  commit({ write, remove, note }: ReleaseChanges): Promise<ReleaseRecord> {
    const removals = [...remove].filter((file) => !write.has(file))
    for (const file of [...write.keys(), ...removals]) requireSafeFile(file)
    return this.#enqueue('the release', async () => {
      const staging = await this.#staging.prepare()
      const folder = this.#staging.newUnfinishedFolder()
      renameSync(staging, folder)
      try {
        const root = new WebRoot(join(folder, 'site'))
        // Removals first, because a page may take the place of a folder, and a folder that of a page.
        const removed = await root.remove(removals)
        const written = await root.write(write)
        await root.flush()
        const previous = this.head()?.number
        return await this.#finish(folder, { ...note, previous, isFull: false, written, removed })
      } catch (error) {
        await this.#staging.remove(folder)
        throw error
      }
    })
  }

  /** Begins a release with an empty folder, which any number of processes may fill. `commitFull` or `abandon` ends it. */
  async startFull(): Promise<FullRelease> {
    const folder = this.#staging.newUnfinishedFolder()
    const root = join(folder, 'site')
    await WebRoot.create(root)
    return { folder, root }
  }

  commitFull({ folder, root }: FullRelease, note: ReleaseNote): Promise<ReleaseRecord> {
    return this.#enqueue('the release', async () => {
      await flushDisk(root)
      const previous = this.head()?.number
      return this.#finish(folder, { ...note, previous, isFull: true, written: [], removed: [] })
    })
  }

  /** Does nothing after `commitFull`, which has renamed the folder: whatever failed since is the caller's error to report. */
  async abandon({ folder }: FullRelease): Promise<void> {
    if (existsSync(folder)) await this.#staging.remove(folder)
  }

  /** Shows a release to visitors. One rename: each request sees either the one before or this one. */
  async switchTo(number: number): Promise<void> {
    if (!this.#records.has(number)) {
      const kept = this.releases().map((release) => release.number)
      throw new Error(`Release ${number} cannot go live: it is not kept. Choose one of ${kept.join(', ')}.`)
    }
    const temporary = join(this.dir, `current${temporaryName()}`)
    symlinkSync(releasePath(number), temporary)
    renameSync(temporary, join(this.dir, 'current'))
    await flushFolder(this.dir)
  }

  /** Removes the oldest releases: all but the newest `keep`, the live one, and those of `alsoKeep`. */
  async prune(alsoKeep: readonly number[] = []): Promise<void> {
    await this.#enqueue('the removal of old releases', async () => {
      const kept = new Set([...alsoKeep, this.currentRelease()])
      const old = this.releases().slice(this.#keep)
      for (const { number } of old) if (!kept.has(number)) this.#retire(number)
      this.#staging.keepNewest(this.#wantedStaging())
    })
  }

  /** Removes a release that must never be live. Throws for the live one. */
  async discard(number: number): Promise<void> {
    if (this.currentRelease() === number) {
      throw new Error(`Release ${number} cannot be removed: it is live. Go back to another release first.`)
    }
    await this.#enqueue('the removal of a release', async () => {
      this.#retire(number)
      this.#staging.keepNewest(this.#wantedStaging())
    })
  }

  /** Which files differ between two releases. A file that both share is not read. */
  async compare(first: number, second: number): Promise<Comparison> {
    return runInWorker('compareFolders', this.webRoot(first), this.webRoot(second))
  }

  /** Waits until nothing is under way. Nothing is prepared afterwards. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#queue.settled()
    await this.#filling
    await this.#staging.settled()
  }

  async #finish(folder: string, made: Omit<ReleaseRecord, 'number'>): Promise<ReleaseRecord> {
    const number = (this.head()?.number ?? 0) + 1
    const record: ReleaseRecord = { ...made, number }
    const webRoot = join(folder, 'site')
    const nginx = nginxConfig({
      ...{ siteUrl: made.siteUrl, csp: made.csp, redirects: redirectsOf(webRoot) },
      root: join(this.#nginxFolder, 'current/site'),
      // A static build brings its own index.
      ...(!existsSync(join(webRoot, indexFolder)) && {
        searchRoot: join(this.#nginxFolder, 'search/current'),
      }),
    })
    await replaceFile(join(folder, 'nginx.conf'), nginx)
    await replaceFile(join(folder, recordName), JSON.stringify(record))
    await flushFolder(folder)
    const finished = join(this.dir, releasePath(number))
    renameSync(folder, finished)
    try {
      await flushFolder(join(this.dir, 'releases'))
    } catch (error) {
      // No release, or the next one could not have this number.
      renameSync(finished, folder)
      throw error
    }
    this.#records.set(number, record)
    return record
  }

  /** Makes a staging directory of a release that is no longer kept, or removes it. */
  #retire(number: number): void {
    const folder = join(this.dir, releasePath(number))
    if (!this.#staging.recycle(number, folder)) void this.#staging.remove(folder)
    this.#records.delete(number)
  }

  #wantedStaging(): number {
    return Math.max(1, this.#keep + 1 - this.#records.size)
  }

  async #fillStaging(): Promise<void> {
    try {
      while (!this.#isClosed && this.#staging.all().length < this.#wantedStaging()) {
        await this.#staging.clone()
        await this.#queue.settled()
      }
    } catch (error) {
      // Staging directories only save time: the next release makes the one that it needs, or reports why it cannot.
      console.error(
        'A copy of the newest release could not be made ahead of time:',
        explainDiskError(error, 'a copy of the newest release', this.dir),
      )
    }
  }

  /** Changes to the releases are made one after the other. */
  #enqueue<T>(task: string, work: () => Promise<T>): Promise<T> {
    return this.#queue.add(async () => {
      try {
        return await work()
      } catch (error) {
        const explained = explainDiskError(error, task, this.dir)
        // The disk is full: staging directories, which only save time, make room.
        if (explained !== error) this.#staging.keepNewest(0)
        throw explained
      }
    })
  }
}
