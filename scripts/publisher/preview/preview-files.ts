import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mediaTypeOf } from '../releases/media-types'

export interface PreviewFile {
  type: string
  bytes: Uint8Array
}

/** One name, or one below a folder: `/favicon.svg`, `/_astro/page.css`. */
const safePath = /^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*){1,3}$/

/** Reads a file that pages need beside their HTML, from the templates' files or the asset pool. `folders`: the first that has it wins. */
export async function readPreviewFile(
  folders: readonly string[],
  path: string,
): Promise<PreviewFile | undefined> {
  if (!safePath.test(path) || path.endsWith('.html')) return undefined
  for (const folder of folders) {
    try {
      return { type: mediaTypeOf(path), bytes: await readFile(join(folder, path)) }
    } catch (error) {
      if (!['ENOENT', 'EISDIR', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
  }
  return undefined
}
