import { documentPath, linkableCollections, sectionPath } from 'shared-types'
import type { DocumentReference, Link, LinkableCollection, ScrubColor } from 'shared-types'
import type { Lookup, Source } from '../snapshot/source'

/** A link that leads somewhere. */
export interface LinkView {
  label: string
  href: string
  /** A link to a course wears the course's color. */
  scrubColor?: ScrubColor
}

/** Where a link or a reference leads; nothing when its target is not live, and then its text stands alone. */
export function link(source: Source, target: Link | DocumentReference): string | undefined {
  if (!('kind' in target)) {
    const document = source.byId[target.relationTo].get(target.value)
    return document && documentPath(target.relationTo, document.slug)
  }
  if (target.kind === 'document') return target.document && link(source, target.document)
  if (target.kind === 'section') return target.section && sectionPath(target.section)
  return target.url
}

/** A labelled link, or nothing when its target is not live. */
export function linkView(source: Source, target: Link | undefined): LinkView | undefined {
  const href = target && link(source, target)
  if (!target || !href) return undefined
  const course = target.document?.relationTo === 'courses' ? target.document.value : undefined
  const scrubColor = course === undefined ? undefined : source.byId.courses.get(course)?.scrubColor
  return { label: target.label, href, scrubColor }
}

/** The slugs of all live documents of a collection, in order: the pages that `getStaticPaths` makes. */
export const slugs = (source: Source, collection: LinkableCollection): readonly string[] =>
  source.slugs[collection]

/** Whether a collection's documents have pages. */
export const isLinkable = (collection: string): collection is LinkableCollection =>
  (linkableCollections as readonly string[]).includes(collection)

/** The live documents that references name, in their order. */
export const live = <T>(documents: Lookup<T>, ids: readonly string[]): T[] =>
  ids.flatMap((id) => documents.get(id) ?? [])
