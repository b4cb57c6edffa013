import { slug as slugSchema } from '../fields'
import type { LinkableCollection } from '../link'
import { reservedSlugs } from '../paths'
import type { Problem } from './problem'

/** A slug must be well formed, and must not be an address of the site's own pages. */
export function checkSlug(collection: LinkableCollection, slug: string): Problem[] {
  if (!slugSchema.safeParse(slug).success) {
    return [
      {
        field: 'slug',
        message: `“${slug}” can't be an address. Use lower-case letters, digits and single hyphens, such as pharmacy-technician.`,
      },
    ]
  }
  if (reservedSlugs[collection].includes(slug)) {
    return [{ field: 'slug', message: `“${slug}” is one of the site's own pages. Choose another address.` }]
  }
  return []
}

/** A slug made from a title: `What's a DEA number?` becomes `whats-a-dea-number`. Empty when the title has no letter and no digit. */
export const slugify = (title: string): string =>
  title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
