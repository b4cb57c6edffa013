import { createHash } from 'node:crypto'
import { type BigIntStats, constants as flags, lstatSync } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { dirname, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { isText, mediaTypeOf } from '../releases/media-types'

export type Encoding = 'br' | 'gzip'

export interface SiteFile {
  path: string
  size: number
  /** ETag of the bytes as they are. */
  tag: string
  /** Unset for a file that is too large to keep: it is read while it is sent. */
  bytes?: Buffer
  compressed: Map<Encoding, Promise<Buffer>>
}

const maxBytes = 1024 ** 2
/** Text is compressed as a whole, also the sitemap of 10,000 pages. */
const maxTextBytes = 16 * 1024 ** 2
const maxCacheBytes = 96 * 1024 ** 2
const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

/**
 * Files in memory, by inode and times, not by path: releases share most of their files, so a page that the next release has too is
 * not read again. Each request looks up the file on disk, so a file that has changed is never served from memory. Compressed
 * copies are kept with the bytes; no package does this by content.
 */
export class FileCache {
  readonly #files = new Map<string, SiteFile>()
  #size = 0

  /** A plain file below `root`; undefined when there is none, or when a symbolic link leads to it. */
  async get(root: string, path: string): Promise<SiteFile | undefined> {
    const stats = statsOf(path)
    if (!stats) return undefined
    const key = versionKey(stats)
    const kept = this.#files.get(key)
    if (kept) {
      this.#files.delete(key)
      this.#files.set(key, kept)
      return { ...kept, path }
    }
    const folder = await ifExists(() => realpath(dirname(path)))
    if (folder === undefined || !`${folder}${sep}`.startsWith(`${root}${sep}`)) return undefined
    return this.#read(path)
  }

  /** The compressed bytes of a file in memory. */
  compressed(file: SiteFile, encoding: Encoding): Promise<Buffer> {
    const known = file.compressed.get(encoding)
    if (known) return known
    const { bytes = Buffer.alloc(0) } = file
    const result =
      encoding === 'br'
        ? compressBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
        : compressGzip(bytes)
    file.compressed.set(encoding, result)
    return result
  }

  /** Opens a file that is too large to keep. Throws when it has changed since `get`. */
  async open(file: SiteFile): Promise<FileHandle> {
    const handle = await open(file.path, flags.O_RDONLY | flags.O_NOFOLLOW)
    const stats = await handle.stat({ bigint: true })
    if (`"${versionKey(stats)}"` === file.tag) return handle
    await handle.close()
    throw new Error(`${file.path} changed while it was being sent.`)
  }

  async #read(path: string): Promise<SiteFile | undefined> {
    const handle = await ifExists(() => open(path, flags.O_RDONLY | flags.O_NOFOLLOW))
    if (!handle) return undefined
    try {
      const stats = await handle.stat({ bigint: true })
      if (!stats.isFile()) return undefined
      const size = Number(stats.size)
      const base = { path, size, compressed: new Map<Encoding, Promise<Buffer>>() }
      if (size > (isText(mediaTypeOf(path)) ? maxTextBytes : maxBytes)) {
        return { ...base, tag: `"${versionKey(stats)}"` }
      }
      const bytes = await handle.readFile()
      const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
      const file = { ...base, size: bytes.length, bytes, tag: `"${hash}"` }
      this.#keep(versionKey(stats), file)
      return file
    } finally {
      await handle.close()
    }
  }

  /** Files that were not requested for the longest time make room. */
  #keep(key: string, file: SiteFile): void {
    // Another request may have read the file meanwhile.
    if (this.#files.has(key)) return
    this.#files.set(key, file)
    this.#size += costOf(file)
    for (const [oldest, other] of this.#files) {
      if (this.#size <= maxCacheBytes) break
      this.#files.delete(oldest)
      this.#size -= costOf(other)
    }
  }
}

/** Bytes of memory, compressed copies included. */
const costOf = ({ size }: SiteFile): number => 500 + size * 1.5

/** Identifies a version of a file on disk: the inode number of a removed file may be used again, but not with the same times. */
const versionKey = ({ dev, ino, size, mtimeNs, birthtimeNs }: BigIntStats): string =>
  [dev, ino, size, mtimeNs, birthtimeNs].map((fact) => fact.toString(36)).join('-')

function statsOf(path: string): BigIntStats | undefined {
  try {
    const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false })
    return stats?.isFile() ? stats : undefined
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

async function ifExists<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')
