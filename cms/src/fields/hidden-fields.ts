import type { LexicalRichTextAdapter } from '@payloadcms/richtext-lexical'
import {
  type CollectionBeforeChangeHook,
  type Field,
  type GlobalBeforeChangeHook,
  type RichTextField,
  type TabAsField,
  traverseFields,
} from 'payload'
import { fieldAffectsData } from 'payload/shared'
import { addContentHooks } from '../content-hooks'

type Values = Record<string, unknown>
type Form = Pick<Parameters<CollectionBeforeChangeHook>[0], 'data' | 'operation' | 'req'>

const clearInDocument: CollectionBeforeChangeHook = ({ collection, ...form }) => {
  if (form.data._status !== 'draft') clearHidden(collection.fields, form.data, form)
}
const clearInGlobal: GlobalBeforeChangeHook = ({ global, data, req }) => {
  if (data._status !== 'draft') clearHidden(global.fields, data, { data, operation: 'update', req })
}

/**
 * Empties the fields that the form hides when a document is published, such as the address of a link that leads to a document.
 * Payload validates no hidden field, and the site reads all of them, so a value that the form does not show could block the
 * document. A draft keeps them, in case its editor shows them again.
 */
export const clearHiddenFields = addContentHooks({
  collection: { beforeChange: [clearInDocument] },
  global: { beforeChange: [clearInGlobal] },
})

/** Empties them in `values`: those of the document, or of a node of a text in it. */
export function clearHidden(fields: Field[], values: Values, form: Form): void {
  traverseFields({
    fields,
    ref: values,
    fillEmpty: false,
    callback: ({ field, ref }) => {
      if (isHidden(field, ref as Values, form)) clear(field, ref as Values)
      else if (field.type === 'richText') clearInText(field, (ref as Values)[field.name], form)
    },
  })
}

function isHidden(field: Field | TabAsField, siblings: Values, { data, operation, req }: Form): boolean {
  const condition = field.admin?.condition
  const context = { blockData: siblings, operation, path: [], user: req.user }
  return condition !== undefined && !condition(data, siblings, context)
}

/** Empties a field, or all fields in a row, a tab or a group. */
function clear(of: Field | TabAsField, siblings: Values): void {
  traverseFields({
    fields: [of],
    ref: siblings,
    fillEmpty: false,
    callback: ({ field, ref }) => {
      if (!fieldAffectsData(field) || field.type === 'group' || field.type === 'tab') return
      const values = ref as Values
      if (values[field.name] !== undefined) values[field.name] = Array.isArray(values[field.name]) ? [] : null
    },
  })
}

interface Node extends Values {
  type: string
  fields?: Values
  children?: Node[]
}

/** The fields of links and blocks in a text. */
function clearInText({ editor }: RichTextField, value: unknown, form: Form): void {
  const { getSubFields } = (editor as LexicalRichTextAdapter).editorConfig.features
  const nodes = [(value as { root?: Node } | null | undefined)?.root]
  for (const node of nodes) {
    if (!node) continue
    const subFields = node.fields && getSubFields?.get(node.type)
    const fields = subFields?.({ node: node as never, req: form.req })
    if (fields && node.fields) clearHidden(fields, node.fields, form)
    nodes.push(...(node.children ?? []))
  }
}
