import type { FieldHook, RelationshipField } from 'payload'
import { canPublish, ownerField } from '../access/rules'

const setCreator: FieldHook = ({ operation, req, value }) =>
  operation === 'create' && req.user ? req.user.id : value

/** Authors may change only what they have created. The site never sees this field. */
export const createdBy = (description: string): RelationshipField => ({
  name: 'createdBy',
  type: 'relationship',
  relationTo: 'users',
  index: true,
  access: ownerField,
  hooks: { beforeChange: [setCreator] },
  admin: {
    position: 'sidebar',
    description,
    // Until a document has an owner, there is nothing to read; a publisher may then choose one.
    condition: (data, _siblings, { operation, user }) =>
      Boolean(data.createdBy) || (operation === 'update' && canPublish(user)),
  },
})
