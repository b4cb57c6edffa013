import type { CollectionConfig } from 'payload'
import { env } from '../env'

export const Media: CollectionConfig = {
  slug: 'media',
  admin: { group: 'Site', useAsTitle: 'filename' },
  upload: { staticDir: env.MEDIA_DIR },
  fields: [{ name: 'alt', type: 'text' }],
}
