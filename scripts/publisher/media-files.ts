import type { Problem } from 'shared-types'
import type { CmsConnection, SiteBundle } from 'site/bundle'
import type { DocumentVersion } from './live-index'
import type { Pool } from './pool'

interface Media {
  filename: string
  sizes: readonly { filename: string }[]
}

/** Fetches the files of pictures and PDFs from the CMS into the pool, before a page can lead to them. */
export class MediaFiles {
  constructor(
    readonly pool: Pool,
    readonly site: SiteBundle,
    readonly cms: CmsConnection,
  ) {}

  /**
   * What is wrong when the CMS has not got a file of this picture: only this picture is kept out then. Throws when the CMS
   * does not answer.
   */
  async fetch(version: DocumentVersion): Promise<Problem | undefined> {
    const { filename, sizes } = version.value as Media
    for (const name of [filename, ...sizes.map((size) => size.filename)]) {
      if (this.pool.has('media', name)) continue
      const bytes = await this.site.fetchMedia(this.cms, name)
      if (bytes === undefined) {
        return {
          field: 'file',
          message: `The file ${name} of this picture is not in the CMS any more. Upload the picture again.`,
        }
      }
      await this.pool.add('media', name, bytes)
    }
    return undefined
  }
}
