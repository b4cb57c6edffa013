import { isDeepStrictEqual } from 'node:util'
import { type FieldHook, type RichTextField, type RichTextFieldValidation, ValidationError } from 'payload'
import { richText as validateByEditor } from 'payload/shared'
import {
  arrangeStoredText,
  type ContentModel,
  findMisplacedNode,
  isBlank,
  plainContentModel,
} from 'shared-types'
import { nodeRefusal } from './node-refusal'
import { depthProblem, isObjectOrList, richTextProblem } from './rich-text-problem'

/** Whether the text has only spaces and empty paragraphs: no picture, block or horizontal line either. */
export function isEmptyRichText(value: unknown): boolean {
  if (!isObjectOrList(value) || !isObjectOrList(value.root)) return true
  const nodes: unknown[] = [value.root]
  for (const node of nodes) {
    if (!isObjectOrList(node)) continue
    if (['block', 'upload', 'horizontalrule'].includes(String(node.type))) return false
    if (typeof node.text === 'string' && !isBlank(node.text)) return false
    if (Array.isArray(node.children)) nodes.push(...node.children)
  }
  return true
}

/**
 * The hooks and the validation of a text that may have the nodes of this model. They refuse what the site could not show, so that
 * the site can show every published text.
 */
export const richTextRules = (model: ContentModel): Pick<RichTextField, 'hooks' | 'validate'> => ({
  hooks: { beforeValidate: [refuseDeepTree, putInOrder(model)], afterRead: [readInOrder(model)] },
  validate: validateRichText(model),
})

const validateRichText =
  (model: ContentModel): RichTextFieldValidation =>
  async (value, options) => {
    const problem = richTextProblem(value, model)
    if (problem) return problem
    if (options.required && isEmptyRichText(value)) return 'This text is empty. Write something.'
    const result = await validateByEditor(value, options)
    return result === true || ((await nodeRefusal(value, options)) ?? result)
  }

/** A draft is not validated, but walking a tree that is nested too deeply would overflow the stack. */
const refuseDeepTree: FieldHook = ({ value, path, collection, global, req }) => {
  const message = depthProblem(value)
  if (!message) return undefined
  throw new ValidationError(
    { collection: collection?.slug, global: global?.slug, errors: [{ path: path.join('.'), message }] },
    req.t,
  )
}

/**
 * Puts texts in order that their editors need not correct. One is that of a draft, which is not validated: the editor cannot open some
 * nestings, and joins words in others. The other was stored before a rule of the model existed, and is not changed by this save.
 */
const putInOrder =
  (model: ContentModel): FieldHook =>
  ({ value, previousValue, data, context }) => {
    const isStored = context.isRestoringVersion || isDeepStrictEqual(value, previousValue)
    return isStored || data?._status === 'draft' ? inOrder(value, model) : undefined
  }

/**
 * Puts a text in order that was stored before a rule of the model existed: the editor could not open it, or would join its words.
 * The texts inside its blocks have this hook too.
 */
const readInOrder =
  (model: ContentModel): FieldHook =>
  ({ value }) =>
    findMisplacedNode(value, model) && !depthProblem(value) ? inOrder(value, model) : undefined

function inOrder(value: unknown, model: ContentModel): unknown {
  if (!isObjectOrList(value) || !isObjectOrList(value.root)) return value
  const tree = arrangeStoredText({ ...value, root: value.root }, model)
  return { ...tree, root: withBlocksInOrder(tree.root) }
}

/** Puts the texts inside the blocks of a text in order. */
function withBlocksInOrder(node: unknown): unknown {
  if (!isObjectOrList(node)) return node
  const { children, fields } = node
  return {
    ...node,
    ...(Array.isArray(children) ? { children: children.map(withBlocksInOrder) } : {}),
    ...(isObjectOrList(fields) && fields.body
      ? { fields: { ...fields, body: inOrder(fields.body, plainContentModel) } }
      : {}),
  }
}
