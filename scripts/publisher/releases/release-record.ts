import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Inline scripts and styles that a release's pages carry, each as `sha256-<base64>`. */
export interface InlineHashes {
  scripts: string[]
  styles: string[]
}

/** What the caller knows of a release that it makes. */
export interface ReleaseNote {
  revision: string
  /** Hash of the templates. */
  bundle: string
  /** The day that the pages show, `2026-09-01`. */
  today: string
  /** The address of the site for visitors. */
  siteUrl: string
  /** ISO 8601. */
  madeAt: string
  /** The number of all its pages. */
  pages: number
  csp: InlineHashes
}

/** A release's release.json. */
export interface ReleaseRecord extends ReleaseNote {
  number: number
  /** The release that it was made from; none for a full one. */
  previous: number | undefined
  isFull: boolean
  /** Files that differ from the previous release's, and files that it had; empty for a full one. */
  written: string[]
  removed: string[]
}

export const recordName = 'release.json'

/** A release's record, given its folder. */
export const readRecord = (folder: string): ReleaseRecord =>
  JSON.parse(readFileSync(join(folder, recordName), 'utf8')) as ReleaseRecord

/** The folder of a release, below the site folder. */
export const releasePath = (number: number): string => `releases/${String(number).padStart(6, '0')}`

/** The number of a release by the name of its folder, or nothing for any other name. */
export const numberOf = (name: string): number | undefined =>
  /^\d{6,}$/.test(name) ? Number(name) : undefined
