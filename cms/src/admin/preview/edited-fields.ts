import type { PreviewEdit } from 'shared-types'
import { idOfField, pathOfField } from '../form/field-path'

/** The document that a form is about. */
export interface FormIdentity {
  slug: string
  /** Empty for a global, `new` for a document that was never saved. */
  id: string
}

export const isOwn = (edit: PreviewEdit, { slug, id }: FormIdentity): boolean =>
  edit.slug === slug && edit.id === id && edit.field !== ''

/** The address of the form of another document, at the field. */
export function formAddressOf({ slug, id, field }: PreviewEdit, admin: string): string {
  const form = id === '' ? `globals/${slug}` : `collections/${slug}/${id}`
  return `${admin}/${form}${field && `#${idOfField(field)}`}`
}

/** The path of the field that an element of the form is in, such as `costs.0.label`, or `body.root.children.2` in a rich text. */
export function pathAt(node: EventTarget | Node | null): string | undefined {
  const element = node instanceof Element ? node : node instanceof Node ? node.parentElement : null
  const editor = outermostEditor(element)
  if (editor) {
    const path = editor.closest<HTMLElement>('[data-field-path]')?.dataset.fieldPath
    const block = [...editor.children].findIndex((child) => child.contains(element))
    return path && block >= 0 ? `${path}.root.children.${block}` : path
  }
  const id = element?.closest('[id^="field-"]')?.id
  return id && pathOfField(id)
}

function outermostEditor(element: Element | null): Element | undefined {
  const editor = element?.closest('[contenteditable="true"]') ?? undefined
  return editor && (outermostEditor(editor.parentElement) ?? editor)
}
