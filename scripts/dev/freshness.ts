import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What a build was made of, as noted beside it, or undefined. */
export function builtFrom(note: string): string | undefined {
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : undefined
}

export function noteBuild(note: string, fingerprint: string): void {
  mkdirSync(dirname(note), { recursive: true })
  writeFileSync(note, fingerprint)
}

/** Called before a build, so that one that is cut short is never taken for a whole one. */
export function forgetBuild(note: string): void {
  rmSync(note, { force: true })
}
