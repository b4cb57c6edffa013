import type { Payload, SanitizedCollectionConfig, SanitizedGlobalConfig } from 'payload'
import { type DocumentIdentity, documentPath, isLinkable, paths } from 'shared-types'
import { env } from '../env'
import { labelOfPath } from '../fields/label-of-path'
import type { ProblemRow } from './stored-release'

type Config = SanitizedCollectionConfig | SanitizedGlobalConfig

export const configOf = ({ collections, globals }: Payload, slug: string): Config | undefined =>
  collections[slug]?.config ?? globals.config.find((global) => global.slug === slug)

/** The document's form in the admin. */
export const adminHref = ({ config }: Payload, { slug, id }: DocumentIdentity): string =>
  `${config.routes.admin}${id ? `/collections/${slug}/${encodeURIComponent(id)}` : `/globals/${slug}`}`

/** The page on which visitors see the document; undefined when it has no page of its own. A global is shown on the home page. */
export function publicUrl({ slug, id }: DocumentIdentity, row: Record<string, unknown>): string | undefined {
  const path = id === '' ? paths.home() : pathOf(slug, row)
  return path && env.SITE_URL + path
}

function pathOf(collection: string, { slug, from }: Record<string, unknown>): string | undefined {
  if (collection === 'redirects') return typeof from === 'string' ? from : undefined
  return isLinkable(collection) && typeof slug === 'string' && slug
    ? documentPath(collection, slug)
    : undefined
}

/** The collection's or global's label for use in a sentence: “post”, “start date”, “home page”. */
export function kindOf(payload: Payload, slug: string): string {
  const config = configOf(payload, slug)
  const label = config && ('labels' in config ? config.labels.singular : config.label)
  return typeof label === 'string' ? label.toLowerCase() : slug
}

/** The same for several: “posts”, “start dates”. */
export function kindsOf(payload: Payload, slug: string): string {
  const label = payload.collections[slug]?.config.labels.plural
  return typeof label === 'string' ? label.toLowerCase() : slug
}

/** The labels that lead to a field in the form, with its tab: `modules.2.title` is “Content › Modules › 3 › Title”. */
export function fieldLabel(payload: Payload, slug: string, path: string): string | undefined {
  const config = configOf(payload, slug)
  return config && path ? labelOfPath(config.fields, path) : undefined
}

/** A problem of a document, with a link to the field that an editor must correct. */
export interface ProblemLink {
  message: string
  /** The field's labels; undefined when the problem is the whole document. */
  field?: string
  /** Payload's path of it. */
  path?: string
  /** Opens the form at that field. */
  href: string
}

type Problem = Pick<ProblemRow, 'documentId' | 'field' | 'message' | 'slug'>

export function problemLink(payload: Payload, { slug, documentId, field, message }: Problem): ProblemLink {
  const href = adminHref(payload, { slug, id: documentId ?? '' })
  // Payload gives the field this id in the form.
  return field
    ? {
        message,
        path: field,
        field: fieldLabel(payload, slug, field),
        href: `${href}#field-${field.replaceAll('.', '__')}`,
      }
    : { message, href }
}
