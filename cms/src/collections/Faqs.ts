import type { CollectionConfig } from 'payload'
import { faqTopics } from 'shared-types'
import { contentAccess } from '../access/rules'
import { contentIndexes, documentVersions } from '../fields/drafts'
import { plainRichText } from '../rich-text/plain-rich-text'

export const Faqs: CollectionConfig = {
  slug: 'faqs',
  labels: { singular: 'Question', plural: 'Questions' },
  admin: {
    group: 'School',
    useAsTitle: 'question',
    defaultColumns: ['question', 'topic', '_status', 'updatedAt'],
    listSearchableFields: ['question'],
    description: 'Questions that people ask. Courses, pages and posts show those that you choose there.',
  },
  access: contentAccess,
  trash: true,
  versions: documentVersions,
  indexes: contentIndexes,
  fields: [
    {
      name: 'question',
      type: 'text',
      required: true,
      maxLength: 200,
      admin: { description: 'As a student would ask it.' },
    },
    plainRichText({ name: 'answer', required: true }),
    {
      name: 'topic',
      type: 'select',
      required: true,
      options: faqTopics.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) })),
      admin: { position: 'sidebar' },
    },
  ],
}
