import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import type { SiteBundle } from '../src/render/bundle'

/** Runs `astro build` in a process of its own. */
async function build(outDir: string, environment: Record<string, string>): Promise<void> {
  const root = join(import.meta.dirname, '..')
  const astro = join(root, '..', 'node_modules', 'astro', 'bin', 'astro.mjs')
  await promisify(execFile)(process.execPath, [astro, 'build', '--outDir', outDir], {
    cwd: root,
    timeout: 110_000,
    maxBuffer: 64 << 20,
    env: {
      PATH: process.env.PATH,
      SITE_URL: 'https://school.example',
      ASTRO_TELEMETRY_DISABLED: '1',
      ...environment,
    },
  })
}

export interface CompiledBundle {
  site: SiteBundle
  /** The folder of the assets that pages link to. */
  client: string
}

/** The site's bundle, which the first test that wants it compiles for all tests of this run. */
export async function compiledBundle(): Promise<CompiledBundle> {
  const outDir = join(inject('bundleFolder'), 'bundle')
  const [draft, lock] = [`${outDir}-draft`, `${outDir}-lock`]
  while (!existsSync(outDir)) {
    // Only one process at a time makes the folder.
    if (!(await mkdir(lock, { recursive: true }))) {
      await wait(100)
      continue
    }
    try {
      if (existsSync(outDir)) break
      await build(draft, { SITE_TARGET: 'bundle' })
      await rename(draft, outDir)
    } finally {
      await rm(lock, { recursive: true })
    }
  }
  const { site } = (await import(pathToFileURL(join(outDir, 'server', 'entry.mjs')).href)) as {
    site: SiteBundle
  }
  return { site, client: join(outDir, 'client') }
}

/** Builds the static site from the current content of a CMS. */
export const buildStatic = (outDir: string, cmsUrl: string): Promise<void> =>
  build(outDir, { CMS_URL: cmsUrl })

/** A folder outside the repository: a bundle that works there needs no file of the repository. */
export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'site-'))
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true })

/** All files of a folder by their relative paths. */
export async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files = await Promise.all(
    paths.toSorted().map(async (path) => [relative(folder, path), await readFile(path)] as const),
  )
  return new Map(files)
}
