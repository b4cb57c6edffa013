import { type Dirent, copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { assetsFolder } from 'shared-types'
import type { LoadedBundle } from './bundle'
import type { AssetPool } from '../releases/asset-pool'
import { pooledFolders } from '../releases/file-names'

const hashedFolder = assetsFolder.slice(1)

/** The files that were compiled with the templates. */
export class TemplateFiles {
  readonly #folder: string
  /** Their paths in the built site, without a slash in front. */
  readonly #files: ReadonlySet<string>

  constructor({ clientFolder }: LoadedBundle) {
    this.#folder = clientFolder
    const files = readdirSync(clientFolder, { recursive: true, withFileTypes: true }).filter(isFile)
    this.#files = new Set(files.map(({ parentPath, name }) => pathOf(clientFolder, join(parentPath, name))))
  }

  /** Whether a file that keeps its name, such as `/favicon.svg`, is at a path of the site. */
  isPublicFile = (path: string): boolean => !path.startsWith(assetsFolder) && this.#files.has(path.slice(1))

  /** Names of the files that belong in the asset pool. */
  hashed(): string[] {
    return [...this.#files].flatMap((file) =>
      file.startsWith(hashedFolder) ? [file.slice(hashedFolder.length)] : [],
    )
  }

  /** Adds the hashed files to the asset pool. Call it before a page that links to them goes live. */
  async addTo(pool: AssetPool): Promise<void> {
    for (const name of this.hashed()) {
      await pool.add(pooledFolders[0], name, { file: join(this.#folder, hashedFolder, name) })
    }
  }

  /** Copies the other files into the web root of a full release. */
  copyTo(webRoot: string): void {
    for (const file of this.#files) {
      if (file.startsWith(hashedFolder)) continue
      mkdirSync(dirname(join(webRoot, file)), { recursive: true })
      copyFileSync(join(this.#folder, file), join(webRoot, file))
    }
  }
}

const isFile = (entry: Dirent): boolean => entry.isFile()

const pathOf = (folder: string, file: string): string => relative(folder, file).split(sep).join('/')
