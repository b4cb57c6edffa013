import { useConfig, useDocumentInfo } from '@payloadcms/ui'
import type { ClientField } from 'payload'
import { openField } from './open-field'

/** The id of the field at a path such as `costs.0.label`: `field-costs__0__label`. */
export const idOfField = (path: string): string => `field-${path.replaceAll('.', '__')}`

export const pathOfField = (id: string): string => id.slice('field-'.length).replaceAll('__', '.')

/** The fields of the collection or global whose form is open. */
export function useEntityFields(): readonly ClientField[] {
  const { collectionSlug, globalSlug } = useDocumentInfo()
  const { getEntityConfig } = useConfig()
  return globalSlug
    ? getEntityConfig({ globalSlug }).fields
    : getEntityConfig({ collectionSlug: collectionSlug! }).fields
}

/** Focuses the field at a path, after opening its tab and its rows. False when the form has no such field. */
export const openPath = (fields: readonly ClientField[], path: string): boolean =>
  openField(idOfField(path), labelOfPath(fields, path))

/** “Costs › Costs › 1 › Amount in dollars”: what a person calls the field at a path, with its tab. */
export const labelOfPath = (fields: readonly ClientField[], path: string): string =>
  labelsOf(fields, path.split('.')).join(' › ')

function labelsOf(fields: readonly ClientField[], [part = '', ...rest]: string[]): string[] {
  if (/^\d+$/.test(part)) return [String(Number(part) + 1), ...labelsOf(fields, rest)]
  const found = part && find(fields, part)
  if (!found) return []
  return [...found.labels, ...labelsOf(found.fields, rest)]
}

interface FoundField {
  labels: string[]
  fields: readonly ClientField[]
}

function find(fields: readonly ClientField[], name: string): FoundField | undefined {
  for (const field of fields) {
    if ('name' in field && field.name === name) return { labels: labelOf(field), fields: fieldsIn(field) }
    if (field.type === 'tabs') {
      for (const tab of field.tabs) {
        if ('name' in tab && tab.name === name) return { labels: labelOf(tab), fields: tab.fields }
        const inTab = find(tab.fields, name)
        if (inTab) return { ...inTab, labels: [...labelOf(tab), ...inTab.labels] }
      }
    } else if (!('name' in field) && 'fields' in field) {
      const within = find(field.fields, name)
      if (within) return within
    }
  }
  return undefined
}

/** Of a block the path does not tell which one it is: fields of the same name have the same label. */
const fieldsIn = (field: ClientField): readonly ClientField[] =>
  field.type === 'blocks'
    ? field.blocks.flatMap((block) => block.fields)
    : 'fields' in field
      ? field.fields
      : []

const labelOf = ({ label }: { label?: unknown }): string[] => (typeof label === 'string' ? [label] : [])
