import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { SiteBundle } from 'site/bundle'
import { inProject } from '../project-root'
import { gigabyte, requireDiskSpace } from '../releases/disk-space'
import { runAstroBuild } from './astro-build'
import { fingerprintOf } from './source-fingerprint'

/** The sources of a bundle, relative to the top folder of the project. */
const sources = [
  'site',
  'shared-types/package.json',
  'shared-types/src',
  'package-lock.json',
  'tsconfig.base.json',
]
const compileTimeoutMs = 3 * 60_000
/** How many bundles are kept that no release uses. */
const keptBundles = 5

const folderOf = (siteFolder: string) => join(siteFolder, 'bundles')
const newestFile = (siteFolder: string) => join(folderOf(siteFolder), 'newest')

interface Compilation {
  /** The publisher's folder. */
  folder: string
  cmsUrl: string
  siteUrl: string
  log: string
}

/**
 * Compiles the site's templates into a new bundle, unless there is one of the same sources, and makes that the newest. Gives its
 * hash. A bundle is never changed, so the one in use goes on working.
 */
export async function compileBundle({ folder, cmsUrl, siteUrl, log }: Compilation): Promise<string> {
  const hash = fingerprintOf(sources, siteUrl).slice(0, 16)
  const bundles = folderOf(folder)
  const target = join(bundles, hash)
  mkdirSync(bundles, { recursive: true })
  if (!existsSync(target)) {
    requireDiskSpace(0.2 * gigabyte, 'the templates of the site', inProject())
    const draft = join(bundles, `.${hash}.${process.pid}`)
    rmSync(draft, { recursive: true, force: true })
    const env = { CMS_URL: cmsUrl, SITE_URL: siteUrl, SITE_TARGET: 'bundle' }
    const name = 'the build of the templates'
    await runAstroBuild({ name, outDir: draft, env, log, timeoutMs: compileTimeoutMs })
    renameSync(draft, target)
  }
  const draft = `${newestFile(folder)}.${process.pid}`
  writeFileSync(draft, hash)
  renameSync(draft, newestFile(folder))
  return hash
}

/** The hash of the bundle that was compiled last, or undefined. */
export function newestBundle(folder: string): string | undefined {
  const file = newestFile(folder)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

export interface LoadedBundle {
  hash: string
  site: SiteBundle
  /** The module that exports the site. */
  entry: string
  /** Files that come with the templates: `_astro/…`, the favicon. */
  clientFolder: string
}

export async function loadBundle(folder: string, hash: string): Promise<LoadedBundle> {
  const target = join(folderOf(folder), hash)
  const entry = join(target, 'server/entry.mjs')
  bundleUrls.add(pathToFileURL(`${target}/`).href)
  try {
    const { site } = (await import(pathToFileURL(entry).href)) as { site: SiteBundle }
    return { hash, site, entry, clientFolder: join(target, 'client') }
  } catch (cause) {
    throw new Error(
      `Could not load the compiled templates ${target}: ${(cause as Error).message}. Compile them again: npm run deploy`,
      { cause },
    )
  }
}

/** Folders whose modules are loaded as they are: tsx would look through them for imports to rewrite, which takes 100 MB for good. */
const bundleUrls = new Set<string>()
registerHooks({
  load: (url, context, nextLoad) =>
    [...bundleUrls].some((folder) => url.startsWith(folder))
      ? { format: 'module', source: readFileSync(fileURLToPath(url)), shortCircuit: true }
      : nextLoad(url, context),
})

/** Removes the oldest bundles, but none of `used`. One that is compiled right now is not used yet, and among the newest. */
export function pruneBundles(folder: string, used: readonly string[]): void {
  const bundles = folderOf(folder)
  const names = readdirSync(bundles, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !used.includes(entry.name))
    .map(({ name }) => ({ name, madeAt: statSync(join(bundles, name)).mtimeMs }))
    .toSorted((a, b) => b.madeAt - a.madeAt)
    .map(({ name }) => name)
  for (const name of names.slice(keptBundles)) rmSync(join(bundles, name), { recursive: true, force: true })
}
