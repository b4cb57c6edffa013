import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root } from '../bootstrap/root.mjs'

/** Made by tools or by running, or no part of what is built. */
const leftOut =
  /^(node_modules|\.next|\.astro|dist|data|test|test-results|next-env\.d\.ts|.*\.tsbuildinfo|.*\.test\.tsx?)$/

/** A fingerprint of files and folders (from the top folder): it changes when a name or a byte changes. */
export function fingerprintOf(paths: string[], ...facts: string[]): string {
  const hash = createHash('sha256')
  for (const fact of facts) hash.update(`${fact.length}:${fact}`)
  for (const path of paths) {
    for (const file of filesIn(join(root, path))) {
      hash.update(
        `${relative(root, file)}\0${createHash('sha256').update(readFileSync(file)).digest('hex')}\0`,
      )
    }
  }
  return hash.digest('hex')
}

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

function* filesIn(path: string): Generator<string> {
  if (!existsSync(path)) return
  const entries = readdirSyncOrFile(path)
  if (!entries) {
    yield path
    return
  }
  for (const entry of entries.sort()) {
    if (!leftOut.test(entry)) yield* filesIn(join(path, entry))
  }
}

function readdirSyncOrFile(path: string): string[] | undefined {
  try {
    return readdirSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined
    throw error
  }
}
