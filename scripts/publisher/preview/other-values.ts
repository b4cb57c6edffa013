import { collectionSchemas, globalSchemas } from 'shared-types'
import type { DocumentChange, RawDocument, SiteBundle, Snapshot } from 'site/bundle'
import type { z } from 'zod'
import { type Leaf, withLeaf } from './leaves'

const dayMs = 86_400_000

/** The document with another value in one place, in some ways: a page may show less of a value than there is. */
export function* otherValues(
  { site, snapshot }: { site: SiteBundle; snapshot: Snapshot },
  raw: RawDocument,
  leaf: Leaf,
): Generator<DocumentChange> {
  for (const value of candidates(snapshot, raw, leaf)) {
    const parsed = site.parse({ ...raw, data: withLeaf(raw.data, leaf.path, value) })
    if ('value' in parsed) yield { slug: raw.slug, id: raw.id, value: parsed.value }
  }
}

function candidates(snapshot: Snapshot, raw: RawDocument, leaf: Leaf): unknown[] {
  const { value } = leaf
  if (typeof value === 'boolean') return [!value]
  if (typeof value === 'number') return [value + 1, Math.floor(value / 2)]
  if (/^\d{4}-\d\d-\d\d(T|$)/.test(value)) return [1, 60].map((days) => shifted(value, days))
  const ids = Object.values(snapshot.byId).find((documents) => documents.has(value))
  if (ids) return [[...ids.keys()].find((id) => id !== value), null]
  return [...optionsAt(raw, leaf), value.replace(/[a-z0-9](?=[^a-z0-9]*$)/i, nextCharacter), null]
}

/** `2027-01-11`, or the same with a time, some days later. */
function shifted(date: string, days: number): string {
  const time = Date.parse(date)
  if (Number.isNaN(time)) return date
  return new Date(time + days * dayMs).toISOString().slice(0, date.length)
}

const nextCharacter = (character: string): string =>
  /[z9]/i.test(character)
    ? String.fromCharCode(character.charCodeAt(0) - 1)
    : String.fromCharCode(character.charCodeAt(0) + 1)

type Issue = z.core.$ZodIssue

/** The other values that a choice allows, at most three: its schema names them when it refuses one. */
function optionsAt(raw: RawDocument, { path, value }: Leaf): unknown[] {
  const schema: z.ZodType = { ...collectionSchemas, ...globalSchemas }[raw.slug]
  const data = withLeaf(raw.data, path, `${value}?`)
  const { error } = schema.safeParse(data)
  const issues = error?.issues.flatMap(leavesOfIssue) ?? []
  const options = issues.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values : []))
  return options.filter((option) => option !== value).slice(0, 3)
}

const leavesOfIssue = (issue: Issue): Issue[] =>
  issue.code === 'invalid_union' ? issue.errors.flat().flatMap(leavesOfIssue) : [issue]
