import type {
  CollectionConfig,
  DateFieldValidation,
  FieldHook,
  RelationshipFieldManyValidation,
} from 'payload'
import { date, relationship } from 'payload/shared'
import { postAccess } from '../access/rules'
import { createdBy } from '../fields/created-by'
import { contentIndexes, documentVersions } from '../fields/drafts'
import { withDocumentCheck } from '../fields/validation'
import { dayField } from '../fields/day'
import { richText } from '../rich-text/rich-text'
import { seoTab } from '../fields/seo'
import { slugField } from '../fields/slug'
import { checkPost } from 'shared-types'

const setFirstPublished: FieldHook = ({ value, data, originalDoc }) =>
  value ?? originalDoc?.publishedAt ?? (data?._status === 'published' ? new Date().toISOString() : undefined)

// The hook above fills it in when the post is published, so while an editor types it may be empty.
const validatePublishedAt: DateFieldValidation = (value, options) =>
  !value && options.event === 'onChange' ? true : date(value, options)

// Runs before Payload's own validation, whose message is only that the selection is invalid.
const refuseItself: RelationshipFieldManyValidation = (value, options) => {
  const ids = (value ?? []).map((item) => (typeof item === 'object' ? item.value : item))
  return options.id !== undefined && ids.includes(options.id)
    ? 'A post cannot be related to itself. Take it out of this list.'
    : relationship(value, options)
}

export const Posts: CollectionConfig = {
  slug: 'posts',
  admin: {
    group: 'Blog',
    useAsTitle: 'title',
    defaultColumns: ['title', '_status', 'authors', 'categories', 'publishedAt'],
    listSearchableFields: ['title', 'slug', 'excerpt'],
    description: 'The articles of the blog.',
  },
  access: postAccess,
  defaultSort: '-publishedAt',
  trash: true,
  versions: documentVersions,
  indexes: contentIndexes,
  fields: [
    {
      type: 'tabs',
      tabs: [
        {
          label: 'Post',
          fields: [
            { name: 'title', type: 'text', required: true, maxLength: 120 },
            {
              name: 'excerpt',
              type: 'textarea',
              required: true,
              maxLength: 300,
              admin: {
                description:
                  'What a reader gets from this post, in one or two sentences. Lists and search results show it.',
              },
            },
            {
              name: 'hero',
              label: 'Picture',
              type: 'upload',
              relationTo: 'media',
              filterOptions: { mimeType: { contains: 'image' } },
              admin: { description: 'Above the text and in lists. Landscape, at least 1600 pixels wide.' },
            },
            richText({ name: 'body', label: 'Text', required: true }),
          ],
        },
        {
          label: 'People and subjects',
          fields: [
            {
              name: 'authors',
              type: 'relationship',
              relationTo: 'people',
              hasMany: true,
              admin: { description: 'Shown below the title, in this order.' },
            },
            {
              name: 'categories',
              type: 'relationship',
              relationTo: 'categories',
              hasMany: true,
              admin: { description: 'The first one is shown with the post in lists.' },
            },
            {
              type: 'row',
              fields: [
                {
                  name: 'reviewedBy',
                  label: 'Clinically reviewed by',
                  type: 'relationship',
                  relationTo: 'people',
                  validate: withDocumentCheck(relationship, checkPost),
                  admin: {
                    width: '50%',
                    description:
                      'A person with the credentials, who has read this text and vouches for its facts.',
                  },
                },
                dayField({
                  name: 'reviewedOn',
                  label: 'Clinically reviewed on',
                  width: '50%',
                  description: 'The day of that review.',
                  check: checkPost,
                }),
              ],
            },
            {
              name: 'relatedCourses',
              type: 'relationship',
              relationTo: 'courses',
              hasMany: true,
              admin: { description: 'Courses that may interest readers of this post.' },
            },
            {
              name: 'relatedPosts',
              type: 'relationship',
              relationTo: 'posts',
              hasMany: true,
              maxRows: 4,
              validate: refuseItself,
              filterOptions: ({ id }) => (id === undefined ? true : { id: { not_equals: id } }),
              admin: { description: 'Shown below the text. Empty: posts of the same category.' },
            },
          ],
        },
        seoTab(),
      ],
    },
    slugField('posts'),
    {
      name: 'publishedAt',
      label: 'Published on',
      type: 'date',
      required: true,
      index: true,
      validate: validatePublishedAt,
      hooks: { beforeValidate: [setFirstPublished], beforeDuplicate: [() => null] },
      admin: {
        position: 'sidebar',
        date: { pickerAppearance: 'dayAndTime', displayFormat: 'MMM d, yyyy h:mm a' },
        components: {
          Field: '/admin/form/DateFields#SchoolTimeField',
          Cell: '/admin/form/DateFields#SchoolTimeCell',
        },
        description:
          'The date that readers see; filled in when you first publish. A later date does not hold a post back: to publish later, use the schedule.',
      },
    },
    createdBy(
      'The person who may change this while it is a draft. Only publishers can give it to somebody else.',
    ),
  ],
}
