import { isDeepStrictEqual } from 'node:util'
import { type FieldHook, type RichTextField, type RichTextFieldValidation, ValidationError } from 'payload'
import { richText as validateByEditor } from 'payload/shared'
import { arrangeRichText, type ContentModel, isBlank } from 'shared-types'
import { depthProblem, isObject, richTextProblem } from './rich-text-problem'

/** Whether the text has only spaces and empty paragraphs: no picture, block or horizontal line either. */
export function isEmptyRichText(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.root)) return true
  const nodes: unknown[] = [value.root]
  for (const node of nodes) {
    if (!isObject(node)) continue
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
  hooks: { beforeValidate: [refuseDeepTree, putStoredTextInOrder(model)] },
  validate: validateRichText(model),
})

const validateRichText =
  (model: ContentModel): RichTextFieldValidation =>
  async (value, options) => {
    const problem = richTextProblem(value, model)
    if (problem) return problem
    if (options.required && isEmptyRichText(value)) return 'This text is empty. Write something.'
    return validateByEditor(value, options)
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
 * Puts a text in order that was stored before a rule of the model existed: the editor who saves or restores the document did not
 * write it in this save, and could not publish anything else before correcting it.
 */
const putStoredTextInOrder =
  (model: ContentModel): FieldHook =>
  ({ value, previousValue, context }) =>
    isObject(value) &&
    isObject(value.root) &&
    (context.isRestoringVersion || isDeepStrictEqual(value, previousValue))
      ? arrangeRichText({ ...value, root: value.root }, model)
      : undefined
