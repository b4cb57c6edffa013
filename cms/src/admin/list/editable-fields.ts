import type { ClientField, SanitizedFieldsPermissions } from 'payload'
import {
  fieldAffectsData,
  fieldHasSubFields,
  fieldIsHiddenOrDisabled,
  getFieldPermissions,
  tabHasName,
} from 'payload/shared'

/** A field as an option of a select; `value` is its path: `seo.noindex`. */
// Not an interface, which Payload's options do not take.
export type EditableField = { label: string; value: string; field: ClientField; parentPath: string }

interface Parent {
  path: string
  label: string
}

/** The fields of a collection that many documents can share a value of, and that the user may change. */
export function editableFields(
  fields: ClientField[],
  permissions: SanitizedFieldsPermissions | undefined,
  parent: Parent = { path: '', label: '' },
): EditableField[] {
  return fields.flatMap((field): EditableField[] => {
    if (field.type === 'ui') return []
    if (field.type === 'tabs') {
      return field.tabs.flatMap((tab) =>
        tabHasName(tab)
          ? editableFields(tab.fields, permissionsUnder(permissions, tab.name), within(parent, tab))
          : editableFields(tab.fields, permissions, parent),
      )
    }
    const affectsData = fieldAffectsData(field)
    const { operation, read } = getFieldPermissions({
      field,
      operation: 'update',
      parentName: parent.path.split('.').at(-1) ?? '',
      permissions: (permissions ?? true) as never,
    })
    if (affectsData && (isOneDocuments(field) || !operation || !read)) return []
    if (field.type !== 'array' && field.type !== 'blocks' && fieldHasSubFields(field)) {
      return affectsData
        ? editableFields(field.fields, permissionsUnder(permissions, field.name), within(parent, field))
        : editableFields(field.fields, permissions, parent)
    }
    if (!affectsData) return []
    const { path, label } = within(parent, field)
    return [{ label, value: path, field, parentPath: parent.path }]
  })
}

/** Whether a field is of one document only, or is not for editors. */
const isOneDocuments = (field: ClientField & { unique?: boolean }) =>
  Boolean(
    field.admin?.disableBulkEdit || field.unique || fieldIsHiddenOrDisabled(field) || field.admin?.readOnly,
  )

function within(parent: Parent, { name, label }: { name: string; label?: unknown }): Parent {
  const own = typeof label === 'string' && label ? label : name
  return {
    path: parent.path ? `${parent.path}.${name}` : name,
    label: parent.label ? `${parent.label} > ${own}` : own,
  }
}

function permissionsUnder(
  permissions: SanitizedFieldsPermissions | undefined,
  name: string,
): SanitizedFieldsPermissions | undefined {
  if (!permissions || permissions === true) return permissions
  const own = permissions[name]
  return own === true || own === undefined ? own : 'fields' in own ? own.fields : undefined
}
