import type { LexicalRichTextAdapter } from '@payloadcms/richtext-lexical'
import { fieldSchemasToFormState } from '@payloadcms/ui/forms/fieldSchemasToFormState'
import type { Field, RichTextFieldValidation } from 'payload'
import { addressOf, nameOf, type Node, nodesOf } from './rich-text-problem'

type Options = Parameters<RichTextFieldValidation>[1]

/**
 * Why Lexical's own checks refuse a node of this text, with the node named; undefined if they refuse none. Payload's message names
 * neither the node nor what is wrong with its fields: `block node failed to validate: The following fields are invalid: faqs`.
 */
export async function nodeRefusal(value: unknown, options: Options): Promise<string | undefined> {
  const { features } = (options.editor as LexicalRichTextAdapter).editorConfig
  for (const { node, path } of nodesOf(value)) {
    // The texts inside blocks have a validation of their own.
    if (path.includes('fields')) continue
    const type = String(node.type)
    for (const check of features.validations.get(type) ?? []) {
      const result = await check({
        node: node as never,
        nodeValidations: features.validations,
        validation: { options: options as never, value: value as never },
      })
      if (result === true) continue
      const subFields = features.getSubFields?.get(type)?.({ node: node as never, req: options.req })
      const reasons = subFields ? await refusedFields(node, subFields, options) : []
      return reasons.length > 0
        ? `In the ${nameOf(node)} (${addressOf(path)}), correct ${reasons.join(' ')}`
        : `The ${nameOf(node)} (${addressOf(path)}) cannot be used: ${result}`
    }
  }
  return undefined
}

/** The fields of a node that their validation refuses, with its messages. */
async function refusedFields(node: Node, fields: Field[], options: Options): Promise<string[]> {
  const { id, collectionSlug, data, operation, preferences, req } = options
  const state = await fieldSchemasToFormState({
    id,
    collectionSlug,
    data: node.fields as never,
    documentData: data as never,
    fields,
    fieldSchemaMap: undefined,
    initialBlockData: node.fields as never,
    operation: operation === 'create' ? 'create' : 'update',
    permissions: {} as never,
    preferences,
    renderAllFields: false,
    req,
    schemaPath: '',
  })
  return Object.entries(state).flatMap(([path, { errorMessage }]) =>
    errorMessage ? [`“${path}”: ${errorMessage}`] : [],
  )
}
