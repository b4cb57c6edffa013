import type { CollectionConfig, Field, TextFieldSingleValidation } from 'payload'
import { text } from 'payload/shared'
import { imageFormats, imageWidths } from 'shared-types'
import { noAccess, pictureAccess, publisherOnlyField } from '../access/rules'
import { createdBy } from '../fields/created-by'
import { checkAltText } from '../media/alt-text'
import { protectPublishedPictures } from '../media/published-pictures'
import { serveMedia } from '../media/serve-media'
import { describeFiles, deleteFilesOfDeleted, prepareUpload, storeFiles } from '../media/uploads'

const derivatives: Field[] = imageWidths.flatMap((width) =>
  imageFormats.map((format): Field => ({
    name: `${format}${width}`,
    type: 'group',
    admin: { disableListColumn: true, disableListFilter: true },
    fields: [
      { name: 'filename', type: 'text' },
      { name: 'width', type: 'number' },
      { name: 'height', type: 'number' },
      { name: 'mimeType', type: 'text' },
      { name: 'filesize', type: 'number' },
    ],
  })),
)

const validateAlt: TextFieldSingleValidation = (value, options) => {
  const result = checkAltText(value, options.siblingData as { decorative?: boolean | null })
  return result === true ? text(value, options) : result
}

export const Media: CollectionConfig = {
  slug: 'media',
  labels: { singular: 'Picture or PDF', plural: 'Media' },
  admin: {
    group: 'Site',
    useAsTitle: 'filename',
    components: { edit: { SaveButton: '/admin/form/AltTextField#SaveFileButton' } },
    defaultColumns: ['filename', 'alt', 'published', 'credit', 'updatedAt'],
    listSearchableFields: ['filename', 'alt', 'caption', 'credit'],
    description:
      'Pictures (JPEG, PNG, WebP) and PDF files up to 15 MB. A new one waits, and visitors see it once a document that uses it is published. What is published has no drafts: a change is live when it is saved.',
  },
  access: {
    ...pictureAccess,
    // Payload looks up a file by the name of the original only; serveMedia finds derivatives too, and checks access.
    read: (args) => args.isReadingStaticFile || pictureAccess.read(args),
  },
  trash: true,
  disableDuplicate: true,
  upload: {
    mimeTypes: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'],
    adminThumbnail: ({ doc }) => thumbnailOf(doc),
    displayPreview: true,
    focalPoint: true,
    crop: false,
    pasteURL: false,
    // media/uploads.ts stores the files. Payload would delete a document's old file before the new one is accepted, and
    // make pictures inside the transaction.
    disableLocalStorage: true,
    handlers: [serveMedia],
  },
  hooks: {
    beforeOperation: [protectPublishedPictures, prepareUpload],
    beforeChange: [describeFiles],
    afterChange: [storeFiles],
    beforeDelete: [deleteFilesOfDeleted],
  },
  fields: [
    {
      name: 'alt',
      label: 'Alternative text',
      type: 'text',
      maxLength: 250,
      validate: validateAlt,
      admin: {
        components: { Field: '/admin/form/AltTextField#AltTextField' },
        description:
          'Read aloud to those who cannot see the picture, and shown when it does not load: “A student fills a tube rack”, not “picture of a lab”. For a PDF, what it contains.',
      },
    },
    {
      name: 'decorative',
      type: 'checkbox',
      defaultValue: false,
      admin: {
        description:
          'The picture says nothing that the text around it does not: it is skipped when read aloud.',
      },
    },
    {
      name: 'caption',
      type: 'text',
      maxLength: 300,
      admin: { description: 'Shown below the picture. Optional.' },
    },
    {
      name: 'credit',
      type: 'text',
      maxLength: 150,
      admin: { description: 'Who made it or owns it, as the license asks: “Photo: Jane Doe”. Optional.' },
    },
    {
      name: 'published',
      type: 'checkbox',
      defaultValue: false,
      index: true,
      access: publisherOnlyField,
      admin: {
        position: 'sidebar',
        components: { Cell: '/admin/list/StatusCell#StatusCell' },
        description:
          'Visitors can see it. Publishing a document publishes the pictures that it uses; a publisher can also do it here, or take one off the site.',
      },
    },
    createdBy('The person who uploaded it. Authors may change their own until they are published.'),
    {
      name: 'dominantColor',
      type: 'text',
      access: { create: noAccess, update: noAccess },
      admin: {
        readOnly: true,
        position: 'sidebar',
        description: 'Shown while the picture loads. Worked out from the picture.',
        condition: (data) => Boolean(data.dominantColor),
      },
    },
    // Not Payload's imageSizes, with which Payload would make the pictures itself.
    {
      name: 'sizes',
      type: 'group',
      access: { create: noAccess, update: noAccess },
      admin: { hidden: true, disableListColumn: true, disableListFilter: true },
      fields: derivatives,
    },
  ],
}

function thumbnailOf(doc: Record<string, unknown>): string | false {
  if (!String(doc.mimeType).startsWith('image/')) return false
  const { webp480 } = (doc.sizes ?? {}) as { webp480?: { filename?: string | null } | null }
  return `/api/media/file/${webp480?.filename ?? String(doc.filename)}`
}
