import { APIError, type FieldHook, type RichTextFieldValidation, ValidationError } from 'payload'
import { richText as validateByEditor } from 'payload/shared'
import { maxRichTextDepth, richTextDepth, RichTextSchema } from 'shared-types'
import { hrefProblem } from './links-in-text'

interface Node {
  type?: unknown
  text?: unknown
  tag?: unknown
  children?: unknown
  fields?: { blockType?: unknown; blockName?: unknown; url?: unknown }
}

type Issue = NonNullable<ReturnType<typeof RichTextSchema.safeParse>['error']>['issues'][number]

const blockNames: Record<string, string> = {
  callout: 'callout',
  media: 'picture',
  faq: 'list of questions',
  courseCard: 'course card',
  callToAction: 'call to action',
}

const nodeNames: Record<string, string> = {
  paragraph: 'paragraph',
  heading: 'heading',
  quote: 'quote',
  list: 'list',
  listitem: 'list item',
  link: 'link',
  autolink: 'link',
  table: 'table',
  tablecell: 'table cell',
  upload: 'picture',
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Whether the text has only spaces and empty paragraphs: no picture, block or horizontal line either. */
export function isEmptyRichText(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.root)) return true
  const nodes: unknown[] = [value.root]
  for (const node of nodes) {
    if (!isObject(node)) continue
    if (['block', 'upload', 'horizontalrule'].includes(String(node.type))) return false
    if (typeof node.text === 'string' && node.text.trim()) return false
    if (Array.isArray(node.children)) nodes.push(...node.children)
  }
  return true
}

/** A message for the editor that says why the site cannot read this text; undefined if it can. */
export function richTextProblem(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  const result = RichTextSchema.safeParse(value)
  if (result.success) return undefined
  const issue = result.error.issues[0]
  return issue && describe(value, issue)
}

function describe(value: unknown, issue: Issue): string {
  let current: unknown = value
  const path: Node[] = []
  const rest: PropertyKey[] = []
  for (const key of issue.path) {
    current = isObject(current) ? current[key as string] : undefined
    if (isObject(current) && !Array.isArray(current) && 'type' in current) {
      path.push(current)
      rest.length = 0
    } else rest.push(key)
  }
  const node = path.at(-1)
  if (!node)
    return issue.path.length === 0
      ? issue.message
      : 'This text is damaged. Write it anew, or restore a version.'

  const type = String(node.type)
  const excerpt = textOf(node)
  const named = `${nodeNames[type] ?? `“${type}”`}${excerpt ? ` “${excerpt}”` : ''}`
  const field = rest.filter((key) => key !== 'fields').join('.')
  const place = `part ${placeOf(issue.path)} of this text`

  if (field === 'type') {
    return `The site cannot show the “${type}” that is ${place}${excerpt ? ` (“${excerpt}”)` : ''}. Remove it, or write it as a paragraph, a list, a table or a block.`
  }
  if (type === 'heading') {
    return `The ${named} is an ${String(node.tag).toUpperCase()}. Inside a text only headings 2, 3 and 4 are possible: choose one of those.`
  }
  if (type === 'link' || type === 'autolink') {
    return field === 'url'
      ? `The ${named} leads to “${String(node.fields?.url ?? '')}”. It needs ${issue.message.replace(/^Invalid.*/, 'an address that starts with https:, mailto:, tel:, / or #')}.`
      : `The ${named} leads nowhere. Choose a document or type an address.`
  }
  if (type === 'block') {
    const blockType = String(node.fields?.blockType)
    const name = blockNames[blockType]
    if (!name) return `The site does not know the block “${blockType}” (${place}). Remove it.`
    return `The ${name} (${place}) is not complete: fill in its ${field || 'fields'}.`
  }
  if (type === 'upload') return `The picture that is ${place} is missing. Choose another, or remove it.`
  return `The ${named} (${place}) is damaged${field ? ` at “${field}”` : ''}. Remove it and write it anew.`
}

/** The first link that browsers cannot open, in an editor's words. Lexical's own message does not say which link or why. */
function linkProblem(value: unknown): string | undefined {
  const nodes: unknown[] = isObject(value) ? [value.root] : []
  for (const node of nodes) {
    if (!isObject(node)) continue
    const { fields, children } = node as {
      fields?: { linkType?: unknown; url?: unknown }
      children?: unknown
    }
    const url = fields?.linkType === 'custom' && typeof fields.url === 'string' ? fields.url : ''
    const problem = hrefProblem(url)
    if (problem) return `The link “${textOf(node)}” leads to “${url}”, which ${problem}. Correct it.`
    if (Array.isArray(children)) nodes.push(...(children as unknown[]))
  }
  return undefined
}

/** The position among the text's top-level nodes, counted from 1. */
const placeOf = (path: readonly PropertyKey[]) => {
  const index = path.find((key) => typeof key === 'number')
  return index === undefined ? '1' : String(index + 1)
}

function textOf(node: Node): string {
  const parts: string[] = []
  const nodes: unknown[] = [node]
  for (let next = nodes.shift(); next !== undefined && parts.join('').length < 60; next = nodes.shift()) {
    if (!isObject(next)) continue
    if (typeof next.text === 'string') parts.push(next.text)
    if (Array.isArray(next.children)) nodes.unshift(...next.children)
  }
  const text = parts.join('').trim()
  return text.length > 50 ? `${text.slice(0, 49)}…` : text
}

/** Refuses a text that does not parse with the contract's schema, so that the site can read every published text. */
export const validateRichText: RichTextFieldValidation = async (value, options) => {
  const problem = richTextProblem(value) ?? linkProblem(value)
  if (problem) return problem
  if (options.required && isEmptyRichText(value)) return 'This text is empty. Write something.'
  return validateByEditor(value, options)
}

/**
 * Refuses a text that is nested too deeply, also in a draft, which is not validated: walking it would overflow the
 * stack.
 */
export const refuseDeepTree: FieldHook = ({ value, path, collection, global, req }) => {
  if (richTextDepth(value) <= maxRichTextDepth) return undefined
  const message = richTextProblem(value)
  if (!message) throw new APIError('This text is nested too deeply.', 400)
  throw new ValidationError(
    { collection: collection?.slug, global: global?.slug, errors: [{ path: path.join('.'), message }] },
    req.t,
  )
}
