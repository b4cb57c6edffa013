import type { Field, FieldHook, Plugin } from 'payload'
import { collectionSchemas, globalSchemas, isBlank, withoutForbiddenCharacters } from 'shared-types'

/**
 * Cleans each text that the site shows when it is saved, in all fields of all documents, so that pages, feeds and searches hold one
 * spelling of it. Records of the CMS itself, such as deliveries, and users are stored as they are sent.
 */
export const cleanTexts: Plugin = (config) => ({
  ...config,
  collections: config.collections?.map((collection) =>
    collection.slug in collectionSchemas
      ? { ...collection, fields: collection.fields.map(withCleaning) }
      : collection,
  ),
  globals: config.globals?.map((global) =>
    global.slug in globalSchemas ? { ...global, fields: global.fields.map(withCleaning) } : global,
  ),
})

function withCleaning(field: Field): Field {
  const { beforeValidate = [] } = 'hooks' in field ? (field.hooks ?? {}) : {}
  switch (field.type) {
    case 'text':
    case 'textarea':
      // First, so that the field's own hooks read the clean text.
      return { ...field, hooks: { ...field.hooks, beforeValidate: [cleanText, ...beforeValidate] } } as Field
    case 'richText':
      // Last, because the field's own hook refuses texts that are nested too deeply.
      return { ...field, hooks: { ...field.hooks, beforeValidate: [...beforeValidate, cleanTree] } }
    case 'tabs':
      return { ...field, tabs: field.tabs.map((tab) => ({ ...tab, fields: tab.fields.map(withCleaning) })) }
    case 'blocks':
      return {
        ...field,
        blocks: field.blocks.map((block) => ({ ...block, fields: block.fields.map(withCleaning) })),
      }
    default:
      return 'fields' in field ? ({ ...field, fields: field.fields.map(withCleaning) } as Field) : field
  }
}

/** An address is compared character by character, so only a web server may say that two spellings lead to the same page. */
const isAddress = (text: string): boolean => /^\s*(https?:\/)?\//i.test(text)

function clean(text: string): string {
  const allowed = withoutForbiddenCharacters(text)
  return isAddress(allowed) ? allowed : allowed.normalize('NFC')
}

/**
 * Takes blanks from the ends too, as the site does, so that Payload refuses a blank text in a required field. Not in a draft: the
 * form would lose the space after the last word while its author thinks.
 */
const cleanText: FieldHook = ({ value, data }) => {
  if (typeof value !== 'string') return value
  const text = clean(value)
  if (data?._status === 'draft') return text
  return isBlank(text) ? '' : text.trim()
}

/** Cleans the words, links and blocks of a rich text. */
const cleanTree: FieldHook = ({ value }) => cleanStrings(value)

function cleanStrings(value: unknown): unknown {
  if (typeof value === 'string') return clean(value)
  if (Array.isArray(value)) return value.map(cleanStrings)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cleanStrings(item)]))
}
