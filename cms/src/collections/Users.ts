import type { CollectionConfig } from 'payload'

export const Users: CollectionConfig = {
  slug: 'users',
  admin: {
    group: 'System',
    useAsTitle: 'name',
    defaultColumns: ['name', 'email', 'roles'],
    description: 'People who may sign in to this admin.',
  },
  auth: true,
  fields: [
    { name: 'name', type: 'text', required: true },
    {
      name: 'roles',
      type: 'select',
      hasMany: true,
      required: true,
      defaultValue: ['author'],
      options: [
        { label: 'Admin', value: 'admin' },
        { label: 'Publisher', value: 'publisher' },
        { label: 'Editor', value: 'editor' },
        { label: 'Author', value: 'author' },
      ],
      admin: {
        description:
          'Authors write their own posts. Editors change everything but publish nothing. Publishers also publish. Admins also manage users.',
      },
    },
  ],
}
