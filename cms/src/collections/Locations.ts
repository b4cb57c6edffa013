import type { CollectionConfig } from 'payload'
import { contentAccess } from '../access/rules'
import { contentIndexes, documentVersions } from '../fields/drafts'
import { stateField, zipField } from '../fields/place-and-time'
import { webAddressField } from '../fields/web-address'

export const Locations: CollectionConfig = {
  slug: 'locations',
  admin: {
    group: 'School',
    useAsTitle: 'name',
    defaultColumns: ['name', 'city', 'state', '_status', 'updatedAt'],
    listSearchableFields: ['name', 'city', 'street'],
    description: 'Where classes meet in person.',
  },
  access: contentAccess,
  defaultSort: 'name',
  trash: true,
  versions: documentVersions,
  indexes: contentIndexes,
  fields: [
    { name: 'name', type: 'text', required: true, maxLength: 120 },
    { name: 'street', type: 'text', required: true, maxLength: 160 },
    {
      type: 'row',
      fields: [
        { name: 'city', type: 'text', required: true, maxLength: 80, admin: { width: '50%' } },
        stateField({ name: 'state', required: true, defaultValue: 'VA', width: '20%' }),
        zipField({ name: 'zip', label: 'ZIP code', required: true, width: '30%' }),
      ],
    },
    {
      name: 'directions',
      type: 'textarea',
      maxLength: 600,
      admin: { description: 'Parking, bus lines, which door. Optional.' },
    },
    webAddressField({ name: 'mapUrl', label: 'Map', description: 'A link to a map. Optional.' }),
  ],
}
