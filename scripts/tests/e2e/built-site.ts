import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { testStack, webRootOf } from './test-stack'

/** Every file of the live release, as its path after the site's origin: `courses/index.html`. */
export function builtFiles(): string[] {
  const folder = realpathSync(webRootOf(testStack()))
  // Two of its folders are symlinks into the pool of files that releases share; only some versions of Node follow them.
  const folders = [folder, ...['_astro', 'media'].map((name) => join(folder, name))]
  const entries = folders.flatMap((from) => readdirSync(from, { recursive: true, withFileTypes: true }))
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
  return [...new Set(paths)]
}

export const readBuilt = (file: string): Buffer => readFileSync(join(webRootOf(testStack()), file))

/** The address of a built page: `courses/index.html` is `/courses/`. */
export const addressOf = (file: string): string => `/${file.replace(/(^|\/)index\.html$/, '$1')}`

/** True for a page at an old address that redirects to the new one. */
export const isForwarding = (html: string): boolean => /<meta http-equiv="refresh"/i.test(html)
