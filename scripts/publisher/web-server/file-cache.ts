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
  /** Nothing for a file that is too large to keep: it is read while it is sent. */
  bytes?: Buffer
  compressed: Map<Encoding, Promise<Buffer>>
}

const largest = 1024 ** 2
/** Text is compressed as a whole; a sitemap of 10,000 pages is text. */
const largestText = 16 * 1024 ** 2
const cacheLimit = 96 * 1024 ** 2
const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

/**
 * Files as they are on disk, kept in memory by what they are rather than by where: releases share most of theirs, and a page
 * that the next release has too is not read again. Each request asks the disk, so what is served is what is there.
 */
export class FileCache {
  readonly #files = new Map<string, SiteFile>()
  #size = 0

  /** A plain file below `root`, or nothing. Never one that a symbolic link leads to. */
  async get(root: string, path: string): Promise<SiteFile | undefined> {
    const stats = statsOf(path)
    if (!stats) return undefined
    const key = keyOf(stats)
    const kept = this.#files.get(key)
    if (kept) {
      this.#files.delete(key)
      this.#files.set(key, kept)
      return { ...kept, path }
    }
    const folder = await found(() => realpath(dirname(path)))
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

  /** A file that is too large to keep, to be read. */
  async open(file: SiteFile): Promise<FileHandle> {
    const handle = await open(file.path, flags.O_RDONLY | flags.O_NOFOLLOW)
    const stats = await handle.stat({ bigint: true })
    if (`"${keyOf(stats)}"` === file.tag) return handle
    await handle.close()
    throw new Error(`${file.path} changed while it was being sent.`)
  }

  async #read(path: string): Promise<SiteFile | undefined> {
    const handle = await found(() => open(path, flags.O_RDONLY | flags.O_NOFOLLOW))
    if (!handle) return undefined
    try {
      const stats = await handle.stat({ bigint: true })
      if (!stats.isFile()) return undefined
      const size = Number(stats.size)
      const base = { path, size, compressed: new Map<Encoding, Promise<Buffer>>() }
      if (size > (isText(mediaTypeOf(path)) ? largestText : largest)) {
        return { ...base, tag: `"${keyOf(stats)}"` }
      }
      const bytes = await handle.readFile()
      const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
      const file = { ...base, size: bytes.length, bytes, tag: `"${hash}"` }
      this.#keep(keyOf(stats), file)
      return file
    } finally {
      await handle.close()
    }
  }

  /** The files that were asked for longest ago make room. */
  #keep(key: string, file: SiteFile): void {
    // Another request may have read it meanwhile.
    if (this.#files.has(key)) return
    this.#files.set(key, file)
    this.#size += costOf(file)
    for (const [oldest, other] of this.#files) {
      if (this.#size <= cacheLimit) break
      this.#files.delete(oldest)
      this.#size -= costOf(other)
    }
  }
}

/** Bytes of memory, with what compressed copies will need. */
const costOf = ({ size }: SiteFile): number => 500 + size * 1.5

/** Two files that are the same by this are one: the number of a file that is gone may be used again, but not its times. */
const keyOf = ({ dev, ino, size, mtimeNs, birthtimeNs }: BigIntStats): string =>
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

async function found<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look()
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')
