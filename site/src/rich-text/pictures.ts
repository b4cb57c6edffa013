import type { RichText } from 'shared-types'

/** Whether a text shows a picture of its own, by the id of its media document; what stands inside a callout is not looked at. */
export const hasPicture = (richText: RichText, id: string): boolean =>
  richText.root.children.some(
    (node) =>
      (node.type === 'upload' && node.value === id) ||
      (node.type === 'block' && node.fields.blockType === 'media' && node.fields.media === id),
  )
