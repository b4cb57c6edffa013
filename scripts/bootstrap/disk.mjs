import { statfsSync } from 'node:fs'
import { Refusal } from './refusal.mjs'
import { root } from './root.mjs'

export const gigabyte = 1024 ** 3

/** Bytes that this user may still write on the disk of `folder`. */
export function freeBytes(folder = root) {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** @param {number} bytes */
export const inGigabytes = (bytes) => `${(bytes / gigabyte).toFixed(1)} GB`

/**
 * Throws a refusal when the disk has less room than a task needs.
 * @param {number} bytes
 * @param {string} task for the message: `the install`
 */
export function requireDisk(bytes, task, folder = root) {
  const free = freeBytes(folder)
  if (free >= bytes) return
  throw new Refusal(
    `not enough disk space for ${task}.`,
    `${folder} has ${inGigabytes(free)} free, and ${task} needs ${inGigabytes(bytes)}.`,
    `free some space (see what is large: du -xh ${folder} | sort -h | tail), then run the command again`,
  )
}

/** @param {string} task */
export const diskFull = (task, folder = root) =>
  new Refusal(
    `the disk became full during ${task}.`,
    `${folder} has ${inGigabytes(freeBytes(folder))} free.`,
    `free some space (see what is large: du -xh ${folder} | sort -h | tail), then run the command again`,
  )
