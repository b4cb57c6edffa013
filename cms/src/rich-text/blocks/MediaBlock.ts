import type { Block } from 'payload'

/** A picture with a caption, inside a text. */
export const MediaBlock: Block = {
  slug: 'media',
  interfaceName: 'MediaBlock',
  labels: { singular: 'Picture with caption', plural: 'Pictures with caption' },
  fields: [
    {
      name: 'media',
      label: 'Picture',
      type: 'upload',
      relationTo: 'media',
      required: true,
      filterOptions: { mimeType: { contains: 'image' } },
    },
    {
      name: 'caption',
      type: 'text',
      admin: {
        description: 'Shown below the picture here. Leave it empty for the caption in the media library.',
      },
    },
  ],
}
