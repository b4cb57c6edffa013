import type { Problem } from 'shared-types'
import type { CmsConnection, SiteBundle } from 'site/bundle'
import type { DocumentVersion } from '../content/document-version'
import type { AssetPool } from '../releases/asset-pool'

interface Media {
  filename: string
  sizes: readonly { filename: string }[]
}

/** One try: a picture whose files cannot be fetched now must not delay the others. */
const oneTry = { retryDelaysMs: [], timeoutMs: 10_000 }

/** Fetches the files of pictures and PDFs from the CMS into the asset pool, before a page can link to them. */
export class MediaFiles {
  constructor(
    readonly pool: AssetPool,
    readonly site: SiteBundle,
    readonly cms: CmsConnection,
  ) {}

  /** Gives the problem when the files of this version cannot be fetched. Only this picture is blocked then, and can be tried again. */
  async fetch(version: DocumentVersion): Promise<Problem | undefined> {
    const { filename, sizes } = version.value as Media
    for (const name of [filename, ...sizes.map((size) => size.filename)]) {
      if (this.pool.has('media', name)) continue
      const file = await this.#read(name)
      if ('message' in file) return { field: 'file', message: file.message }
      await this.pool.add('media', name, file.bytes)
    }
    return undefined
  }

  async #read(name: string): Promise<{ bytes: Uint8Array } | { message: string }> {
    try {
      const bytes = await this.site.fetchMedia({ ...this.cms, ...oneTry }, name)
      return bytes
        ? { bytes }
        : {
            message: `The file ${name} of this picture is not in the CMS any more. Upload the picture again.`,
          }
    } catch (error) {
      const { message } = error as Error
      return { message: `The files of this picture wait: ${message} They are tried again by themselves.` }
    }
  }
}
