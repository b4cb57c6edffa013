import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { link, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A name that no other file of the folder has. It starts with a dot, so it is never served and never the name of a page. */
export const temporaryName = (): string => `.tmp-${randomBytes(8).toString('hex')}`

interface Writing {
  /** Whether the bytes reach the disk before this returns. Without, the caller flushes many files at once. */
  isFlushed?: boolean
  /** The file's time of change; default: now. */
  mtime?: Date
}

/**
 * Writes a file in one step: no reader ever gets half of it, and another name (hard link) of the file that was there keeps its
 * bytes.
 */
export async function replaceFile(
  file: string,
  bytes: string | Uint8Array,
  { isFlushed = true, mtime }: Writing = {},
): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeThen(dirname(file), bytes, { isFlushed, mtime }, (temporary) => rename(temporary, file))
}

/** Adds a file in one step. False when there is one with this name already, which stays as it is. */
export async function addFile(file: string, bytes: Uint8Array): Promise<boolean> {
  try {
    await writeThen(dirname(file), bytes, {}, (temporary) => link(temporary, file))
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
  await flushFolder(dirname(file))
  return true
}

async function writeThen(
  folder: string,
  bytes: string | Uint8Array,
  { isFlushed = true, mtime }: Writing,
  place: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = join(folder, temporaryName())
  try {
    const handle = await open(temporary, 'wx')
    try {
      await handle.writeFile(bytes)
      if (mtime) await handle.utimes(mtime, mtime)
      if (isFlushed) await handle.sync()
    } finally {
      await handle.close()
    }
    await place(temporary)
  } finally {
    await rm(temporary, { force: true })
  }
}

/** Makes the names in a folder survive a power failure. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes everything on the disk of a folder survive a power failure. For some hundred files this costs less than one by one. */
export async function flushDisk(folder: string): Promise<void> {
  // Only Linux's sync takes a folder.
  await run('sync', process.platform === 'linux' ? ['-f', folder] : [])
}

export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code
