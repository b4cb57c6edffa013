import { documentPath, linkableCollections, sectionPath } from 'shared-types'
import type { DocumentReference, Link, LinkableCollection, ScrubColor } from 'shared-types'
import type { Lookup, Source } from '../snapshot/source'

/** A link whose target is live. */
export interface LinkView {
  label: string
  href: string
  /** The theme color of a link to a course. */
  scrubColor?: ScrubColor
}

/** The address of a link or a reference; undefined when its target is not live: show its text without a link then. */
export function link(source: Source, target: Link | DocumentReference): string | undefined {
  if (!('kind' in target)) {
    const document = source.byId[target.relationTo].get(target.value)
    return document && documentPath(target.relationTo, document.slug)
  }
  if (target.kind === 'document') return target.document && link(source, target.document)
  if (target.kind === 'section') return target.section && sectionPath(target.section)
  return target.url
}

/** A link with its label; undefined when its target is not live. */
export function linkView(source: Source, target: Link | undefined): LinkView | undefined {
  const href = target && link(source, target)
  if (!target || !href) return undefined
  const document = target.kind === 'document' ? target.document : undefined
  const course = document?.relationTo === 'courses' ? document.value : undefined
  const scrubColor = course === undefined ? undefined : source.byId.courses.get(course)?.scrubColor
  return { label: target.label, href, scrubColor }
}

/** The slugs of all live documents of a collection, in order: the pages that `getStaticPaths` makes. */
export const slugs = (source: Source, collection: LinkableCollection): readonly string[] =>
  source.slugs[collection]

/** Whether a collection's documents have pages. */
export const isLinkable = (collection: string): collection is LinkableCollection =>
  (linkableCollections as readonly string[]).includes(collection)

/** The live documents with these ids, in that order. */
export const live = <T>(documents: Lookup<T>, ids: readonly string[]): T[] =>
  ids.flatMap((id) => documents.get(id) ?? [])
