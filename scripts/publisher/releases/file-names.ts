import { assetsFolder, mediaFolder, searchFolder } from 'shared-types'

const nameOf = <Name extends string>(folder: `/${Name}/`) => folder.slice(1, -1) as Name

/** Folders of the web root that are links into the asset pool: `_astro` and `media`. */
export const pooledFolders = [nameOf(assetsFolder), nameOf(mediaFolder)] as const
export type PooledFolder = (typeof pooledFolders)[number]

/** The folder and the name of a file of the asset pool, by its path: `/media/rack-0a1b.jpg`. */
export function pooledFile(path: string): { folder: PooledFolder; name: string } | undefined {
  const folder = pooledFolders.find((name) => path.startsWith(`/${name}/`))
  const name = folder && path.slice(folder.length + 2)
  return folder && name && !name.includes('/') ? { folder, name } : undefined
}

/** The folder of the web root that the search index is served from. */
export const indexFolder = nameOf(searchFolder)

const longestName = 255

/**
 * Throws for the name of a page's file that would not be written into the web root. Names come from slugs, which cannot hold such
 * names; this is the second check.
 */
export function requireSafeFile(file: string): void {
  const parts = file.split('/')
  const isSafe = parts.every(
    (part) =>
      part !== '' &&
      (!part.startsWith('.') || part === '.well-known') &&
      !hasControlCharacter(part) &&
      !part.includes('\\') &&
      Buffer.byteLength(part) <= longestName,
  )
  const isPooled = (pooledFolders as readonly string[]).includes(parts[0] ?? '')
  if (!isSafe || isPooled || file.length > 1000) throw refusal(file)
}

/** The same for a file of the asset pool, which has no folders. */
export function requireSafeName(name: string): void {
  if (name.includes('/')) throw refusal(name)
  requireSafeFile(name)
}

function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => character < ' ' || character === '\x7f')
}

const refusal = (file: string): Error =>
  new Error(
    `Refused to write the file ${JSON.stringify(file)}: its name leads out of its folder, or is hidden. Names are made of slugs: find the document with this slug.`,
  )

/** The address of a page's file: `courses/index.html` is `/courses/`. */
export const addressOf = (file: string): string => `/${file.replace(/(^|\/)index\.html$/, '$1')}`
