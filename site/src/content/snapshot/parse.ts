import { collectionSchemas, globalSchemas } from 'shared-types'
import type { CollectionSlug, ContentVersion, GlobalSlug } from 'shared-types'
import type { z } from 'zod'
import { toPlain } from './documents'
import type { DocumentOf, GlobalOf } from './documents'

/** A reason why the site cannot show a document. */
export interface ContentProblem {
  /** `posts` or `site-settings`. */
  slug: string
  /** Undefined for a global. */
  id?: string
  title?: string
  /** Path of the field, such as `costs.0.cents`; empty when the problem is about the whole document. */
  field: string
  message: string
}

/** A document as the CMS returns it to anonymous requests, at depth 0. A global has an empty id. */
export interface RawDocument extends ContentVersion {
  slug: CollectionSlug | GlobalSlug
  data: unknown
}

export type Parsed<T> = { value: T } | { problems: ContentProblem[] }

/** Parses a document with its schema: gives plain data for a snapshot, or the problems. */
export const parseRaw = ({ slug, data }: RawDocument): Parsed<unknown> =>
  isGlobal(slug) ? parseGlobal(slug, data) : parseDocument(slug, data)

const isGlobal = (slug: CollectionSlug | GlobalSlug): slug is GlobalSlug => slug in globalSchemas

/** Parses a document of a collection with its schema. */
export function parseDocument<C extends CollectionSlug>(slug: C, raw: unknown): Parsed<DocumentOf<C>> {
  const result = collectionSchemas[slug].safeParse(raw)
  const about = { slug, id: textAt(raw, 'id') ?? '(no id)', title: titleOf(raw) }
  if (!result.success) return { problems: problemsOf(result.error, raw, about) }
  const value = toPlain(result.data) as DocumentOf<C>
  const missing = slug === 'media' ? missingSize(value as DocumentOf<'media'>) : undefined
  return missing ? { problems: [{ ...about, ...missing }] } : { value }
}

/** Parses a global with its schema. A global that was never published is empty; not every schema allows that. */
export function parseGlobal<G extends GlobalSlug>(slug: G, raw: unknown): Parsed<GlobalOf<G>> {
  const result = globalSchemas[slug].safeParse(raw)
  if (result.success) return { value: toPlain(result.data) as GlobalOf<G> }
  if (textAt(raw, 'updatedAt') !== undefined) return { problems: problemsOf(result.error, raw, { slug }) }
  return { problems: [{ slug, field: '', message: 'It was never published. Fill it in and press Publish.' }] }
}

/** One error for all problems; each names the field and the address where an editor corrects it. At most 20 are listed. */
export function contentError(problems: readonly ContentProblem[], cmsUrl = ''): Error {
  const shown = problems.slice(0, 20).map((problem) => {
    const address =
      problem.id === undefined
        ? `${cmsUrl}/admin/globals/${problem.slug}`
        : `${cmsUrl}/admin/collections/${problem.slug}/${problem.id}`
    const name = [problem.slug, problem.title && `“${problem.title}”`, problem.id && `(${problem.id})`]
    const field = problem.field && `, field ${problem.field}`
    return `- ${name.filter(Boolean).join(' ')}${field}: ${problem.message}\n  Open ${address}`
  })
  const rest = problems.length - shown.length
  if (rest > 0) shown.push(`… and ${rest} more.`)
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  return new Error(
    `The site cannot be built: ${count} in the content. Correct the fields below and publish again.\n${shown.join('\n')}`,
  )
}

function problemsOf(
  error: z.ZodError,
  raw: unknown,
  about: Pick<ContentProblem, 'slug' | 'id' | 'title'>,
): ContentProblem[] {
  return error.issues.map(({ path, message }) => ({
    ...about,
    field: path.join('.'),
    message: `${message} (found ${found(raw, path)})`,
  }))
}

/** The browser needs the size of a picture before it has loaded, or the page would jump. */
const missingSize = (media: DocumentOf<'media'>) =>
  media.mimeType !== 'application/pdf' && !(media.width && media.height)
    ? { field: 'width', message: 'This picture has no width and height. Upload it again.' }
    : undefined

function found(raw: unknown, path: readonly PropertyKey[]): string {
  const value = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null)?.[key], raw)
  if (value === undefined) return 'nothing'
  const json = JSON.stringify(value)
  return json.length > 80 ? `${json.slice(0, 80)}…` : json
}

const textAt = (raw: unknown, key: string): string | undefined => {
  const value = (raw as Record<string, unknown> | null)?.[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The field that names the document for an editor. */
const titleOf = (raw: unknown): string | undefined =>
  ['title', 'name', 'question', 'filename', 'code', 'attribution', 'from']
    .map((key) => textAt(raw, key))
    .find((value) => value !== undefined)
