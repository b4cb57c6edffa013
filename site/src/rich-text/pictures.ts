import type { RichText } from 'shared-types'

/** Whether the top level of a text shows the picture with this media id. Callouts are not searched. */
export const hasPicture = (richText: RichText, id: string): boolean =>
  richText.root.children.some(
    (node) =>
      (node.type === 'upload' && node.value === id) ||
      (node.type === 'block' && node.fields.blockType === 'media' && node.fields.media === id),
  )
