import { useConfig, useDocumentInfo } from '@payloadcms/ui'
import type { ClientField } from 'payload'
import { labelOfPath } from '../../fields/label-of-path'
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
