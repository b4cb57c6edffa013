import { collectionSchemas, globalSchemas } from 'shared-types'
import type { z } from 'zod'
import { parseRaw } from './parse'
import type { ContentProblem, RawDocument } from './parse'

/** A document has so many gaps at most; each needs at most a few rounds, as an object that lacks its own values does. */
const maxRounds = 200

/** Values of the formats that schemas ask for by a regular expression. Of a code, a slug, a time and so on. */
const formatted = ['missing', '/missing/', 'XX', '00:00', '00-0000', '+10000000000', 'mailto:missing']

type Issue = z.core.$ZodIssue

/**
 * Parses a document that its editor has not finished. In place of each value that is missing or that its schema does not allow stands
 * another one that a reader recognizes as a gap, such as `[title]`; a row of a list that cannot be mended so is left out. `data`:
 * what the value is parsed from.
 */
export function parseWithGaps(
  raw: RawDocument,
): { value: unknown; data: unknown; gaps: ContentProblem[] } | { problems: ContentProblem[] } {
  const schema: z.ZodType = { ...collectionSchemas, ...globalSchemas }[raw.slug]
  const first = parseRaw(raw)
  if ('value' in first) return { value: first.value, data: raw.data, gaps: [] }
  const data = structuredClone(raw.data) as object
  const tries = new Map<string, number>()
  for (let round = 0; round < maxRounds; round++) {
    const issue = schema.safeParse(data).error?.issues[0]
    if (!issue) break
    const leaf = leafOf(issue)
    const key = leaf.path.join('.')
    const count = tries.get(key) ?? 0
    tries.set(key, count + 1)
    if (!fill(data, leaf, raw, count)) return first
  }
  const mended = parseRaw({ ...raw, data })
  return 'value' in mended ? { value: mended.value, data, gaps: first.problems } : mended
}

/** The issue itself, or that of the member of a union that fits best. */
function leafOf(issue: Issue): Issue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue
  const best = issue.errors.toSorted((a, b) => a.length - b.length)[0]?.[0]
  return best ? leafOf({ ...best, path: [...issue.path, ...best.path] } as Issue) : issue
}

/** Puts a gap where the issue is; the second time an issue is at a place, takes its row away. False when there is nothing to change. */
function fill(data: object, issue: Issue, raw: RawDocument, count: number): boolean {
  const gap = count < 3 ? gapFor(issue, raw) : undefined
  if (gap !== undefined && issue.path.length > 0) return set(data, issue.path, gap)
  const row = issue.path.findLastIndex((key) => typeof key === 'number')
  if (row < 0) return false
  const list = at(data, issue.path.slice(0, row))
  if (!Array.isArray(list)) return false
  list.splice(issue.path[row] as number, 1)
  return true
}

function gapFor(issue: Issue, raw: RawDocument): unknown {
  switch (issue.code) {
    case 'invalid_type':
      return gapOfType(issue.expected, issue.path)
    case 'invalid_value':
      return issue.values[0]
    case 'invalid_format':
      return gapOfFormat(issue.format, issue.pattern, raw)
    case 'too_small':
      return issue.origin === 'string'
        ? nameOf(issue.path)
        : Number(issue.minimum) + (issue.inclusive ? 0 : 1)
    case 'too_big':
      return Number(issue.maximum)
    case 'invalid_union':
      return 'options' in issue ? issue.options?.[0] : undefined
    case 'custom':
      return nameOf(issue.path)
    default:
      return undefined
  }
}

function gapOfType(expected: string, path: Issue['path']): unknown {
  switch (expected) {
    case 'string':
      return nameOf(path)
    case 'number':
    case 'int':
      return 0
    case 'boolean':
      return false
    case 'array':
      return []
    case 'object':
    case 'record':
      return {}
    default:
      return undefined
  }
}

function gapOfFormat(format: string, pattern: string | undefined, { updatedAt }: RawDocument): unknown {
  if (format === 'datetime') return updatedAt
  if (format === 'date') return updatedAt.slice(0, 10)
  if (format === 'url') return 'https://missing.invalid/'
  if (format === 'email') return 'missing@missing.invalid'
  const [, source = '', flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(pattern ?? '') ?? []
  return formatted.find((value) => new RegExp(source, flags).test(value))
}

/** `[hours note]` for the field `hoursNote`. */
const nameOf = (path: Issue['path']): string => {
  const name = path.findLast((key) => typeof key === 'string') ?? 'text'
  return `[${String(name).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}]`
}

const at = (data: object, path: Issue['path']): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], data)

function set(data: object, path: Issue['path'], value: unknown): boolean {
  const holder = at(data, path.slice(0, -1))
  const key = path.at(-1)
  if (typeof holder !== 'object' || holder === null || key === undefined) return false
  ;(holder as Record<PropertyKey, unknown>)[key] = value
  return true
}
