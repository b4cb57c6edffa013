import { createHash } from 'node:crypto'
import type { CollectionSlug, Link, LinkableCollection, Section } from 'shared-types'

/** The id that the database gave to a document of the sample school. Throws when the school has no such document. */
export type IdOf = (collection: CollectionSlug, key: string) => string

const collectionOfScheme: Record<string, LinkableCollection> = {
  post: 'posts',
  course: 'courses',
  externship: 'externships',
  certification: 'certifications',
  person: 'people',
  category: 'categories',
  page: 'pages',
}

/** `course:phlebotomy` as the collection and key that it names; undefined for an address such as `https://…`. */
export function documentOfTarget(
  target: string,
): { relationTo: LinkableCollection; key: string } | undefined {
  const [scheme = '', key = ''] = target.split(/:(.*)/s)
  const relationTo = collectionOfScheme[scheme]
  if (relationTo && key) return { relationTo, key }
  if (/^(https?:\/\/|mailto:|tel:)/.test(target)) return undefined
  throw new Error(
    `Could not link to "${target}": it names neither a document nor an address. Write course:phlebotomy or https://…, ` +
      `with one of ${Object.keys(collectionOfScheme).join(', ')}.`,
  )
}

/** A labelled link to a document (`page:tuition`), to a list page (`section:courses`) or to an address. */
export function linkTo(label: string, target: string): (idOf: IdOf) => Partial<Link> {
  if (target.startsWith('section:')) {
    const section = target.slice('section:'.length) as Section
    return () => ({ label, kind: 'section', section })
  }
  const found = documentOfTarget(target)
  if (!found) return () => ({ label, kind: 'url', url: target })
  return (idOf) => ({
    label,
    kind: 'document',
    document: { relationTo: found.relationTo, value: idOf(found.relationTo, found.key) },
  })
}

/** 24 hexadecimal digits, as Payload's editor gives them to links, uploads and blocks; the same on every run. */
export const stableId = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 24)
