import { existsSync, readFileSync } from 'node:fs'
import { readFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { explainDiskError } from './disk-space'
import { addFile, replaceFile } from './durable-files'
import { type PooledFolder, pooledFolders, requireSafeName } from './file-names'
import { runInWorker } from './file-system-worker'

const day = 24 * 3600_000

/**
 * Files whose name holds a hash of their bytes, shared by all releases. They never change, and stay for a while after the last
 * page that leads to them has gone, because visitors still have that page open.
 */
export class Pool {
  readonly #folder: string
  /** When each file was last asked for or added: a release in the making may lead to it, which no page shows yet. */
  readonly #wanted = new Map<string, number>()

  /** `siteFolder`: the folder that holds `pool`. */
  constructor(siteFolder: string) {
    this.#folder = join(siteFolder, 'pool')
  }

  /** Adds a file. One with this name stays as it is; false then. */
  async add(kind: PooledFolder, name: string, content: Uint8Array | { file: string }): Promise<boolean> {
    if (this.has(kind, name)) return false
    const bytes = 'file' in content ? await readFile(content.file) : content
    try {
      return await addFile(join(this.#folder, kind, name), bytes)
    } catch (error) {
      throw explainDiskError(error, `the copy of ${name}`, this.#folder)
    }
  }

  /** Whether a release may count on a file. */
  has(kind: PooledFolder, name: string): boolean {
    requireSafeName(name)
    this.#wanted.set(`${kind}/${name}`, Date.now())
    return existsSync(join(this.#folder, kind, name))
  }

  /**
   * Removes the files that nothing has led to for `days`. Once a day is enough. Which files are in use is read from the pages
   * of all kept releases, in a worker: that takes a second or two for 10,000 pages, and a list of them in each release would
   * cost time at every publish.
   * @param roots the web roots of all kept releases
   * @param alsoUsed names that no page leads to yet but soon may, such as the newest templates' files
   */
  async sweep(
    roots: readonly string[],
    alsoUsed: readonly string[],
    now = new Date(),
    days = 30,
  ): Promise<string[]> {
    const pools = pooledFolders.map((kind) => join(this.#folder, kind))
    const used = new Set(await runInWorker('findNamesInUse', [...roots], pools, [...alsoUsed]))
    for (const key of this.#wanted.keys()) if (!this.#isWanted(key)) this.#wanted.delete(key)
    const before = this.#unusedSince()
    const unused: Record<string, string> = {}
    const removed: string[] = []
    for (const kind of pooledFolders) {
      for (const name of await readdir(join(this.#folder, kind))) {
        const key = `${kind}/${name}`
        if (name.startsWith('.') || used.has(name) || this.#isWanted(key)) continue
        const since = before[key] ?? now.toISOString()
        if (now.getTime() - Date.parse(since) < days * day) unused[key] = since
        else {
          await rm(join(this.#folder, key))
          removed.push(key)
        }
      }
    }
    await replaceFile(join(this.#folder, 'unused.json'), JSON.stringify(unused, undefined, 2))
    return removed.sort()
  }

  #isWanted(key: string): boolean {
    return Date.now() - (this.#wanted.get(key) ?? 0) < day
  }

  /** Since when each file is not in use, by `media/name`. */
  #unusedSince(): Record<string, string> {
    const file = join(this.#folder, 'unused.json')
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
  }
}
