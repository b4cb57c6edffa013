import type { ArrayField } from 'payload'

interface LinesOptions {
  name: string
  label?: string
  description?: string
  /** What one line is called on the button: “Add duty”. */
  line: string
}

/** A list of short sentences. An array, because a text field with `hasMany` has no usable index on SQLite. */
export const linesField = ({ name, label, description, line }: LinesOptions): ArrayField => ({
  name,
  label,
  type: 'array',
  labels: { singular: line, plural: `${line}s` },
  admin: { description, initCollapsed: true, components: { RowLabel: '/admin/form/RowLabel#RowLabel' } },
  fields: [{ name: 'text', type: 'text', required: true, maxLength: 300 }],
})
