import { type Stats, existsSync, lstatSync } from 'node:fs'
import { link, mkdir, readFile, rm, rmdir, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { codeOf, flushDisk, flushFolder, replaceFile } from './durable-files'
import { pooledFolders } from './file-names'

/** With more files than this, flushing the whole disk costs less than flushing each file. */
const manyFiles = 300

/** Changes the files of a web root that is not live yet, and keeps a list of the folders that must reach the disk. */
export class WebRoot {
  readonly #folder: string
  readonly #touched = new Set<string>()
  #isLarge = false

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Makes an empty one, three levels below the site folder, with its links into the asset pool. */
  static async create(folder: string): Promise<WebRoot> {
    await mkdir(folder, { recursive: true })
    for (const name of pooledFolders) await symlink(`../../../pool/${name}`, join(folder, name))
    return new WebRoot(folder)
  }

  /** Writes the files whose bytes differ from those on disk; gives their names. */
  async write(files: ReadonlyMap<string, string | Uint8Array>): Promise<string[]> {
    this.#isLarge ||= files.size > manyFiles
    const written: string[] = []
    await eachOf([...files], async ([file, content]) => {
      const path = join(this.#folder, file)
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      const before = fileStats(path)
      if (before?.size === bytes.length && (await readFile(path)).equals(bytes)) return
      const mtime = before && distinctTime(before, bytes.length)
      await replaceFile(path, bytes, { isFlushed: !this.#isLarge, mtime })
      this.#touch(path)
      written.push(file)
    })
    return written.sort()
  }

  /** Links a file of another web root into this one. */
  async share(from: string, file: string): Promise<void> {
    const [source, path] = [join(from, file), join(this.#folder, file)]
    if (fileStats(source)?.ino === fileStats(path)?.ino) return
    await mkdir(dirname(path), { recursive: true })
    await rm(path, { force: true })
    await link(source, path)
    this.#touch(path)
  }

  /** Removes files, and the folders that this leaves empty. Gives the names of those that were there. */
  async remove(files: Iterable<string>): Promise<string[]> {
    const removed: string[] = []
    for (const file of files) {
      const path = join(this.#folder, file)
      if (!fileStats(path)) continue
      await rm(path)
      removed.push(file)
      this.#touch(path)
      for (let at = dirname(path); at !== this.#folder; at = dirname(at)) if (!(await removeEmpty(at))) break
    }
    return removed.sort()
  }

  /** Makes all changes survive a power failure. */
  async flush(): Promise<void> {
    if (this.#isLarge || this.#touched.size > manyFiles) await flushDisk(this.#folder)
    else await eachOf([...this.#touched].filter(existsSync), flushFolder)
    this.#touched.clear()
  }

  /** The folders above too: a new folder is a name in the folder above it. */
  #touch(path: string): void {
    for (let at = dirname(path); at.length >= this.#folder.length; at = dirname(at)) this.#touched.add(at)
  }
}

/** Works on eight items at a time, which keeps memory and open files few. After a failure no further item is begun. */
async function eachOf<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values()
  const failures: unknown[] = []
  const work = async () => {
    for (const item of rest) {
      if (failures.length > 0) return
      await act(item).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: 8 }, work))
  if (failures.length > 0) throw failures[0]
}

/**
 * Web servers such as nginx tell versions of a file apart only by size and by the second of its change. Where both would be the
 * same, the new file's time is one second later; otherwise a visitor would keep the old version.
 */
function distinctTime(before: Stats, size: number): Date | undefined {
  const second = Math.floor(before.mtimeMs / 1000)
  if (before.size !== size || second < Math.floor(Date.now() / 1000)) return undefined
  return new Date((second + 1) * 1000 + (Date.now() % 1000))
}

/** The stats of a plain file; undefined when there is none with this name. */
export function fileStats(path: string): Stats | undefined {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false })
    return stats?.isFile() ? stats : undefined
  } catch (error) {
    // A folder of the path is a file.
    if (codeOf(error) === 'ENOTDIR') return undefined
    throw error
  }
}

async function removeEmpty(folder: string): Promise<boolean> {
  try {
    await rmdir(folder)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return false
    throw error
  }
}
