import { slug as slugSchema } from '../fields'
import type { LinkableCollection } from '../link'
import { reservedSlugs } from '../paths'
import type { Problem } from './problem'
import { transliterate } from './transliterate'

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

/** Characters of the longest slug that a document may have. */
export const maxSlugLength = 100

/**
 * A slug made from a title: `What's a DEA number?` becomes `whats-a-dea-number`, `Bjørn Łukasz` becomes `bjorn-lukasz`. Empty when
 * the title has no letter and no digit, and when it is mostly of letters that `transliterate` cannot spell: what would be left of
 * it would not say what the page is.
 */
export function slugify(title: string): string {
  const spelled = transliterate(title)
  const lost = spelled.match(/[^\P{L}a-z]/gu)?.length ?? 0
  const kept = spelled.match(/[a-z]/g)?.length ?? 0
  if (lost > kept) return ''
  return spelled
    .replace(/(?<=l)·(?=l)|['’‘ʻʼʾʿ]|\p{Cf}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

/** A slug cut at a word so that it has at most `length` characters, and a longer first word cut where it is. */
export function shortenSlug(slug: string, length = maxSlugLength): string {
  if (slug.length <= length) return slug
  const lastHyphen = slug.lastIndexOf('-', length)
  return slug.slice(0, lastHyphen > 0 ? lastHyphen : length)
}

/** A slug with the number that tells it from others of its title, within the limit: `dea-number-2`. */
export const numberedSlug = (slug: string, number: number): string =>
  number === 1 ? shortenSlug(slug) : `${shortenSlug(slug, maxSlugLength - `-${number}`.length)}-${number}`
