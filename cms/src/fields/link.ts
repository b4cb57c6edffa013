import type {
  GroupField,
  RelationshipFieldSingleValidation,
  SelectFieldSingleValidation,
  TextFieldSingleValidation,
} from 'payload'
import { relationship, select, text } from 'payload/shared'
import { linkableCollections, type Section, sections } from 'shared-types'
import { withValueCheck } from './validation'
import { checkWebAddress } from './web-address'

interface LinkOptions {
  name?: string
  label?: string
  /** Whether the link must be filled in. */
  required?: boolean
  description?: string
}

const sectionLabels: Record<Section, string> = {
  home: 'Home page',
  courses: 'All courses',
  blog: 'Blog',
  externships: 'All externships',
  certifications: 'All certifications',
  people: 'All people',
}

const checkUrl = (value: string) =>
  /^(mailto:[^\s@]+@[^\s@]+|tel:\+?[\d-]+)$/.test(value) ||
  (/^(mailto|tel):/.test(value)
    ? `“${value}” can't be called or written to. Use tel:+18045550142 or mailto:name@example.org.`
    : checkWebAddress(value))

const isKind = (kind: string) => (_: unknown, link: { kind?: string }) => link?.kind === kind

/** An optional link exists once it has a label. */
const isAbsent = (link: unknown, required: boolean) =>
  !required && !(link as { label?: string } | undefined)?.label

/** A labelled link: to a document by relationship, to one of the site's list pages, or to another site. */
export const linkField = ({
  name = 'link',
  label,
  required = true,
  description,
}: LinkOptions = {}): GroupField => {
  const requireDocument: RelationshipFieldSingleValidation = async (value, options) =>
    value
      ? relationship(value, options)
      : isAbsent(options.siblingData, required) || 'Choose the document that the link leads to.'
  const requireSection: SelectFieldSingleValidation = (value, options) =>
    value
      ? select(value, options)
      : isAbsent(options.siblingData, required) || 'Choose the list page that the link leads to.'
  const requireUrl: TextFieldSingleValidation = (value, options) =>
    value
      ? withValueCheck(text as TextFieldSingleValidation, checkUrl)(value, options)
      : isAbsent(options.siblingData, required) || 'Give the address that the link leads to.'
  return {
    name,
    label,
    type: 'group',
    admin: { description },
    fields: [
      {
        type: 'row',
        fields: [
          {
            name: 'label',
            type: 'text',
            required,
            maxLength: 80,
            admin: {
              width: '50%',
              description: 'The words of the link. Say where it leads, not “click here”.',
            },
          },
          {
            name: 'kind',
            type: 'select',
            label: 'Leads to',
            required,
            defaultValue: 'document',
            options: [
              { value: 'document', label: 'A document of this site' },
              { value: 'section', label: 'A list page of this site' },
              { value: 'url', label: 'Another site, e-mail or telephone' },
            ],
            admin: { width: '50%' },
          },
        ],
      },
      {
        name: 'document',
        type: 'relationship',
        relationTo: [...linkableCollections],
        validate: requireDocument,
        admin: {
          condition: isKind('document'),
          description: 'The link follows the document, even when its address changes.',
        },
      },
      {
        name: 'section',
        type: 'select',
        label: 'List page',
        options: sections.map((value) => ({ value, label: sectionLabels[value] })),
        validate: requireSection,
        admin: { condition: isKind('section') },
      },
      {
        name: 'url',
        type: 'text',
        label: 'Address',
        validate: requireUrl,
        hooks: { beforeValidate: [({ value }) => (typeof value === 'string' ? value.trim() : value)] },
        admin: {
          condition: isKind('url'),
          description: 'https://www.example.org, mailto:name@example.org or tel:+18045550142',
        },
      },
    ],
  }
}
