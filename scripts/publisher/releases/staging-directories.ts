import { randomBytes } from 'node:crypto'
import { readdirSync, renameSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, flushDisk } from './durable-files'
import { type ReleaseRecord, releasePath } from './release-record'
import { inWorker } from './file-system-worker.mjs'
import { WebRoot, fileStats } from './web-root'

/** A copy of a release, made of hard links, to become the next one. */
interface Spare {
  folder: string
  /** The release that its files are those of. */
  release: number
}

const spareName = /^\.spare-(\d+)-[0-9a-f]+$/

/**
 * Copies of releases that wait to become the next release. Copying one takes half a second for 10,000 pages, so it happens
 * ahead of time; and a release that is no longer kept becomes a spare: it needs only the files that have changed since, which
 * the releases' records list.
 */
export class SpareRoots {
  readonly #releases: string
  readonly #records: () => readonly ReleaseRecord[]
  #cloning: Promise<void> | undefined
  #removing: Promise<unknown> = Promise.resolve()

  /** `records`: of the kept releases, newest first. */
  constructor(releases: string, records: () => readonly ReleaseRecord[]) {
    this.#releases = releases
    this.#records = records
  }

  /** Newest first. A spare is complete: while it is being changed it has another name. */
  all(): Spare[] {
    return readdirSync(this.#releases)
      .flatMap((name) => {
        const release = spareName.exec(name)?.[1]
        return release ? [{ folder: join(this.#releases, name), release: Number(release) }] : []
      })
      .sort((a, b) => b.release - a.release)
  }

  /** A name for a folder in the making. Such folders are thrown away when the publisher starts. */
  unfinished(): string {
    return join(this.#releases, `.next-${randomBytes(6).toString('hex')}`)
  }

  /** Makes sure that there is a spare of the newest release, and says where. */
  async prepare(): Promise<string> {
    const newest = this.#newest()
    for (;;) {
      const [spare] = this.all()
      if (spare?.release === newest.number) return spare.folder
      if (spare && this.changesSince(spare.release)) {
        const folder = await this.#update(spare, newest)
        if (folder) return folder
      }
      // One that was under way may be of an older release.
      await this.clone()
    }
  }

  /** Adds a spare of the newest release. One copy at a time: two would take twice as long. */
  clone(): Promise<void> {
    this.#cloning ??= this.#clone().finally(() => (this.#cloning = undefined))
    return this.#cloning
  }

  async #clone(): Promise<void> {
    const newest = this.#newest()
    const folder = this.unfinished()
    try {
      await mkdir(folder)
      await inWorker('cloneTree', join(this.#folderOf(newest), 'site'), join(folder, 'site'))
      await flushDisk(folder)
    } catch (error) {
      await this.remove(folder)
      throw error
    }
    this.#finish(folder, newest.number)
  }

  /** Makes a spare of a release that is no longer kept. False when it cannot be brought up to date later. */
  recycle(release: number, folder: string): boolean {
    if (!this.changesSince(release)) return false
    this.#finish(folder, release)
    return true
  }

  /** Throws away spares that cannot be brought up to date, and those beyond `limit`. */
  discard(limit: number): void {
    for (const [index, { folder, release }] of this.all().entries()) {
      if (index >= limit || !this.changesSince(release)) void this.remove(folder)
    }
  }

  /** Takes a folder away at once, and removes its files in the background; waited for where their room is needed. */
  remove(folder: string): Promise<void> {
    const unfinished = this.unfinished()
    renameSync(folder, unfinished)
    const removal = inWorker('removeTrees', unfinished).catch((error: unknown) => {
      console.error(`${unfinished} could not be removed. The next start of the publisher tries again:`, error)
    })
    this.#removing = Promise.all([this.#removing, removal])
    return removal
  }

  /** Waits until nothing is under way. */
  async settle(): Promise<void> {
    await this.#cloning?.catch(() => undefined)
    await this.#removing
  }

  /** Files in which the newest release may differ from an older one; nothing when that is not known. */
  changesSince(release: number): Set<string> | undefined {
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

  /** Brings a spare up to date. Nothing when that fails, which leaves one spare less. */
  async #update({ folder: spare, release }: Spare, newest: ReleaseRecord): Promise<string | undefined> {
    const folder = this.unfinished()
    renameSync(spare, folder)
    try {
      const source = join(this.#folderOf(newest), 'site')
      const files = [...(this.changesSince(release) ?? [])]
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
    const spare = join(this.#releases, `.spare-${release}-${randomBytes(6).toString('hex')}`)
    renameSync(folder, spare)
    return spare
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
