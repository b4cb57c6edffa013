import type { CollectionConfig } from 'payload'
import { recordAccess } from '../access/rules'
import { deliveriesSlug, deliveryStates } from './delivery'
import { redeliverEndpoint } from './redeliver'

const stateLabels = {
  waiting: 'Waiting',
  delivered: 'Delivered',
  failed: 'Failed, not tried again',
}

export const WebhookDeliveries: CollectionConfig = {
  slug: deliveriesSlug,
  labels: { singular: 'Message to the publisher', plural: 'Messages to the publisher' },
  admin: {
    group: 'System',
    useAsTitle: 'title',
    defaultColumns: ['title', 'action', 'target', 'state', 'createdAt'],
    listSearchableFields: ['title', 'slug', 'target'],
    description:
      'Messages about changes that visitors see, to the publisher and to others. The CMS sends them by itself and keeps them for 30 days. A message that is lost delays nothing for long: the publisher also compares its content with the CMS every 30 seconds.',
    hideAPIURL: true,
  },
  access: recordAccess,
  defaultSort: '-createdAt',
  disableDuplicate: true,
  disableBulkEdit: true,
  disableBulkDelete: true,
  lockDocuments: false,
  endpoints: [redeliverEndpoint],
  indexes: [
    // For the relay, which polls several times a minute.
    { fields: ['state', 'target', 'nextAttemptAt'] },
    { fields: ['slug', 'document'] },
    // For the lists of the admin, whose sort Payload ends with createdAt.
    { fields: ['updatedAt', 'createdAt'] },
  ],
  fields: [
    {
      name: 'view',
      type: 'ui',
      admin: {
        disableListColumn: true,
        components: { Field: '/admin/deliveries/DeliveryView#DeliveryView' },
      },
    },
    {
      name: 'title',
      type: 'text',
      label: 'What',
      admin: { description: 'The title of the document at that time.' },
    },
    {
      name: 'action',
      type: 'select',
      required: true,
      label: 'What happened',
      options: [
        { value: 'publish', label: 'Published' },
        { value: 'change', label: 'Changed while live' },
        { value: 'unpublish', label: 'Taken off the site' },
      ],
    },
    { name: 'slug', type: 'text', required: true, label: 'Collection', admin: { position: 'sidebar' } },
    {
      name: 'document',
      type: 'text',
      label: 'Document',
      admin: { position: 'sidebar', description: 'Its id. Empty for a part of the site that is there once.' },
    },
    {
      name: 'userName',
      type: 'text',
      label: 'Who',
      admin: { description: 'Empty: a script on the server.' },
    },
    { name: 'userId', type: 'text', admin: { hidden: true } },
    {
      name: 'target',
      type: 'text',
      required: true,
      label: 'Sent to',
      admin: { description: '“publisher” is the one that makes the site’s pages.' },
    },
    {
      name: 'state',
      type: 'select',
      required: true,
      defaultValue: 'waiting',
      options: deliveryStates.map((value) => ({ value, label: stateLabels[value] })),
      admin: {
        condition: () => false,
        description: 'What fails is tried again for three days, less and less often.',
      },
    },
    // admin/deliveries/DeliveryView.tsx shows them in sentences.
    { name: 'attempts', type: 'json', admin: { hidden: true } },
    { name: 'nextAttemptAt', type: 'date', label: 'Next attempt', admin: { hidden: true } },
    {
      name: 'deliveredAt',
      type: 'date',
      label: 'Delivered',
      admin: { condition: () => false, date: { pickerAppearance: 'dayAndTime' } },
    },
    {
      name: 'redeliveryOf',
      type: 'text',
      label: 'Sent again',
      admin: {
        position: 'sidebar',
        description: 'The id of the message that this one repeats.',
        condition: (data) => Boolean(data.redeliveryOf),
      },
    },
    { name: 'message', type: 'text', index: true, admin: { hidden: true } },
    { name: 'leasedUntil', type: 'date', admin: { hidden: true } },
    { name: 'claimedBy', type: 'text', admin: { hidden: true } },
  ],
}
