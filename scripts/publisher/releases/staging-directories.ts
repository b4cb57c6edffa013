import { randomBytes } from 'node:crypto'
import { readdirSync, renameSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, flushDisk } from './durable-files'
import { runInWorker } from './file-system-worker'
import { type ReleaseRecord, releasePath } from './release-record'
import { WebRoot, fileStats } from './web-root'

/** A copy of a release, made of hard links, that becomes the next one. */
interface StagingDirectory {
  folder: string
  /** The release that its files are those of. */
  release: number
}

// The names on disk are older than the code's word.
const stagingName = /^\.spare-(\d+)-[0-9a-f]+$/
const newStagingName = (release: number): string => `.spare-${release}-${randomBytes(6).toString('hex')}`
const newUnfinishedName = (): string => `.next-${randomBytes(6).toString('hex')}`
export const unfinishedName = /^\.next-/

/**
 * Copies of releases that wait to become the next release. A copy takes half a second for 10,000 pages, so it is made ahead of
 * time. A release that is no longer kept becomes a staging directory too: only the files that have changed since must be
 * replaced in it, and the releases' records list those.
 */
export class StagingDirectories {
  readonly #releases: string
  readonly #records: () => readonly ReleaseRecord[]
  #cloning: Promise<void> | undefined
  #removing: Promise<unknown> = Promise.resolve()

  /**
   * @param releases the folder of the releases
   * @param records the records of the kept releases, newest first
   */
  constructor(releases: string, records: () => readonly ReleaseRecord[]) {
    this.#releases = releases
    this.#records = records
  }

  /** Newest first. Each is complete: while one is being changed it has another name. */
  all(): StagingDirectory[] {
    return readdirSync(this.#releases)
      .flatMap((name) => {
        const release = stagingName.exec(name)?.[1]
        return release ? [{ folder: join(this.#releases, name), release: Number(release) }] : []
      })
      .sort((a, b) => b.release - a.release)
  }

  /** The path of a folder to be made. Folders with such names are removed when the publisher starts. */
  newUnfinishedFolder(): string {
    return join(this.#releases, newUnfinishedName())
  }

  /** Makes sure that there is a staging directory of the newest release; gives its path. */
  async prepare(): Promise<string> {
    const newest = this.#newest()
    for (;;) {
      const [staging] = this.all()
      if (staging?.release === newest.number) return staging.folder
      if (staging && this.#changesSince(staging.release)) {
        const folder = await this.#update(staging, newest)
        if (folder) return folder
      }
      // A copy that was under way already may be of an older release; the loop checks.
      await this.clone()
    }
  }

  /** Adds a copy of the newest release. One copy at a time: two would take twice as long. */
  clone(): Promise<void> {
    this.#cloning ??= this.#clone().finally(() => (this.#cloning = undefined))
    return this.#cloning
  }

  async #clone(): Promise<void> {
    const newest = this.#newest()
    const folder = this.newUnfinishedFolder()
    await mkdir(folder)
    try {
      await runInWorker('cloneFolder', join(this.#folderOf(newest), 'site'), join(folder, 'site'))
      await flushDisk(folder)
    } catch (error) {
      await this.remove(folder)
      throw error
    }
    this.#finish(folder, newest.number)
  }

  /** Makes a staging directory of a release that is no longer kept. False when it could not be brought up to date later. */
  recycle(release: number, folder: string): boolean {
    if (!this.#changesSince(release)) return false
    this.#finish(folder, release)
    return true
  }

  /** Removes staging directories that cannot be brought up to date, and the oldest of those beyond `count`. */
  keepNewest(count: number): void {
    for (const [index, { folder, release }] of this.all().entries()) {
      if (index >= count || !this.#changesSince(release)) void this.remove(folder)
    }
  }

  /** Renames a folder at once, and removes its files in the background. Wait for it where their room on the disk is needed. */
  remove(folder: string): Promise<void> {
    const unfinished = this.newUnfinishedFolder()
    renameSync(folder, unfinished)
    const removal = runInWorker('removeFolders', unfinished).catch((error: unknown) => {
      console.error(`${unfinished} could not be removed. The next start of the publisher tries again:`, error)
    })
    this.#removing = Promise.all([this.#removing, removal])
    return removal
  }

  /** Waits until nothing is under way. */
  async settled(): Promise<void> {
    await this.#cloning?.catch(() => undefined)
    await this.#removing
  }

  /** Files in which the newest release may differ from an older one; undefined when the records do not say. */
  #changesSince(release: number): Set<string> | undefined {
    const files = new Set<string>()
    const records = this.#records()
    let at = records[0]
    while (at && at.number > release) {
      if (at.isFull) return undefined
      for (const file of at.written) files.add(file)
      for (const file of at.removed) files.add(file)
      const { previous } = at
      if (previous === release) return files
      at = records.find(({ number }) => number === previous)
    }
    return at?.number === release ? files : undefined
  }

  /** Brings a staging directory up to date; gives its new path. When that fails it is removed, and the result is undefined. */
  async #update(
    { folder: outdated, release }: StagingDirectory,
    newest: ReleaseRecord,
  ): Promise<string | undefined> {
    const folder = this.newUnfinishedFolder()
    renameSync(outdated, folder)
    try {
      const source = join(this.#folderOf(newest), 'site')
      const files = [...(this.#changesSince(release) ?? [])]
      const isThere = (file: string) => fileStats(join(source, file)) !== undefined
      const copy = new WebRoot(join(folder, 'site'))
      await copy.remove(files.filter((file) => !isThere(file)))
      for (const file of files.filter(isThere)) await copy.share(source, file)
      await copy.flush()
      return this.#finish(folder, newest.number)
    } catch (error) {
      await this.remove(folder)
      if (codeOf(error) === 'ENOSPC') throw error
      console.error(
        `A copy of release ${release} could not be brought up to date, so a new one is made:`,
        error,
      )
      return undefined
    }
  }

  #finish(folder: string, release: number): string {
    const finished = join(this.#releases, newStagingName(release))
    renameSync(folder, finished)
    return finished
  }

  #newest(): ReleaseRecord {
    const [newest] = this.#records()
    if (newest) return newest
    throw new Error(
      'There is no release yet to make the next one from. The first one is made in full: startFull().',
    )
  }

  #folderOf(record: ReleaseRecord): string {
    return join(this.#releases, '..', releasePath(record.number))
  }
}
