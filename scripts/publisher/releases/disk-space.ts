import { statfsSync } from 'node:fs'
import { codeOf } from './durable-files'
import { ExpectedError } from './expected-error'

export const gigabyte = 1024 ** 3

/** Refuses to begin a task that would fill the disk halfway. `task` is a noun: `the build of the site`. */
export function requireDiskSpace(bytes: number, task: string, folder: string): void {
  const free = freeBytes(folder)
  if (free >= bytes) return
  throw new ExpectedError(
    `not enough disk space for ${task}.`,
    `${folder} has ${inGigabytes(free)} free, and ${task} needs ${inGigabytes(bytes)}.`,
    freeSomeSpace(folder),
  )
}

export const diskFullError = (task: string, folder: string, cause?: unknown): ExpectedError =>
  new ExpectedError(
    `the disk became full during ${task}.`,
    `${folder} has ${inGigabytes(freeBytes(folder))} free.`,
    freeSomeSpace(folder),
    { cause },
  )

/** The error to throw for an error of the file system: a full disk comes with what to do about it. */
export function explainDiskError(error: unknown, task: string, folder: string): Error {
  const code = codeOf(error)
  return code === 'ENOSPC' || code === 'EDQUOT' ? diskFullError(task, folder, error) : (error as Error)
}

/** Bytes that this user may still write to the disk of a folder. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

const inGigabytes = (bytes: number): string => `${(bytes / gigabyte).toFixed(1)} GB`

const freeSomeSpace = (folder: string): string =>
  `free some space (see what is large: du -xh ${folder} | sort -h | tail), then run the command again`
