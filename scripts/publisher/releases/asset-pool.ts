import { existsSync, readFileSync } from 'node:fs'
import { readFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { explainDiskError } from './disk-space'
import { addFile, replaceFile } from './durable-files'
import { type PooledFolder, pooledFolders, requireSafeName } from './file-names'
import { runInWorker } from './file-system-worker'

const dayMs = 24 * 3600_000

/**
 * Assets and media: files whose name holds a hash of their bytes, shared by all releases. They never change, and stay for a while
 * after the last page that needs them has gone, because visitors may still have that page open.
 */
export class AssetPool {
  readonly #folder: string
  /** When each file was last looked up or added, in ms: a release in the making may need it before any page on disk does. */
  readonly #lookedUp = new Map<string, number>()

  /** `siteFolder`: the folder that holds `pool`. */
  constructor(siteFolder: string) {
    this.#folder = join(siteFolder, 'pool')
  }

  /** Adds a file. False when there is one with this name already: that one stays as it is. */
  async add(kind: PooledFolder, name: string, content: Uint8Array | { file: string }): Promise<boolean> {
    if (this.has(kind, name)) return false
    const bytes = 'file' in content ? await readFile(content.file) : content
    try {
      return await addFile(join(this.#folder, kind, name), bytes)
    } catch (error) {
      throw explainDiskError(error, `the copy of ${name}`, this.#folder)
    }
  }

  /** Whether a file is there. It then stays for at least a day. */
  has(kind: PooledFolder, name: string): boolean {
    requireSafeName(name)
    this.#lookedUp.set(`${kind}/${name}`, Date.now())
    return existsSync(join(this.#folder, kind, name))
  }

  /**
   * Removes the files that no page has needed for `days`; gives their names, as `media/name`. Once a day is enough. A worker reads
   * which files are in use from the pages of all kept releases: that takes a second or two for 10,000 pages, and a list of them
   * in each release would cost time at every publish.
   * @param roots the web roots of all kept releases
   * @param alsoUsed names that a page may soon need, such as the newest templates' files
   */
  async prune(
    roots: readonly string[],
    alsoUsed: readonly string[],
    now = new Date(),
    days = 30,
  ): Promise<string[]> {
    const pools = pooledFolders.map((kind) => join(this.#folder, kind))
    const used = new Set(await runInWorker('findNamesInUse', [...roots], pools, [...alsoUsed]))
    for (const key of this.#lookedUp.keys()) if (!this.#isLookedUp(key)) this.#lookedUp.delete(key)
    const before = this.#unusedSince()
    const unused: Record<string, string> = {}
    const removed: string[] = []
    for (const kind of pooledFolders) {
      for (const name of await readdir(join(this.#folder, kind))) {
        const key = `${kind}/${name}`
        if (name.startsWith('.') || used.has(name) || this.#isLookedUp(key)) continue
        const since = before[key] ?? now.toISOString()
        if (now.getTime() - Date.parse(since) < days * dayMs) unused[key] = since
        else {
          await rm(join(this.#folder, key))
          removed.push(key)
        }
      }
    }
    await replaceFile(join(this.#folder, 'unused.json'), JSON.stringify(unused, undefined, 2))
    return removed.sort()
  }

  #isLookedUp(key: string): boolean {
    return Date.now() - (this.#lookedUp.get(key) ?? 0) < dayMs
  }

  /** Since when each file is not in use (ISO 8601), by `media/name`. */
  #unusedSince(): Record<string, string> {
    const file = join(this.#folder, 'unused.json')
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
  }
}
