import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { projectRoot } from '../project-root'

/** Made by tools or by running, or no part of what is built. */
const leftOut =
  /^(node_modules|\.next|\.astro|dist|data|test|test-results|next-env\.d\.ts|.*\.tsbuildinfo|.*\.test\.tsx?)$/

/**
 * A fingerprint of files and folders: it changes when a name or a byte changes. `paths` are relative to the top folder of the
 * project; one that does not exist counts as empty.
 */
export function fingerprintOf(paths: string[], ...facts: string[]): string {
  const hash = createHash('sha256')
  for (const fact of facts) hash.update(`${fact.length}:${fact}`)
  for (const path of paths) {
    for (const file of filesIn(join(projectRoot, path))) {
      const bytes = readFileSync(file)
      hash.update(`${relative(projectRoot, file)}\0${createHash('sha256').update(bytes).digest('hex')}\0`)
    }
  }
  return hash.digest('hex')
}

function* filesIn(path: string): Generator<string> {
  if (!existsSync(path)) return
  const entries = entriesOf(path)
  if (!entries) {
    yield path
    return
  }
  for (const entry of entries.sort()) {
    if (!leftOut.test(entry)) yield* filesIn(join(path, entry))
  }
}

/** Undefined for a file. */
function entriesOf(path: string): string[] | undefined {
  try {
    return readdirSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined
    throw error
  }
}
