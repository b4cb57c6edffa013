import type { FieldHook, RelationshipField } from 'payload'
import { ownerField } from '../access/rules'

const setCreator: FieldHook = ({ operation, req, value }) =>
  operation === 'create' && req.user ? req.user.id : value

/** Whose document it is: an author may change only their own. The site never sees it. */
export const createdByField: RelationshipField = {
  name: 'createdBy',
  type: 'relationship',
  relationTo: 'users',
  index: true,
  access: ownerField,
  hooks: { beforeChange: [setCreator] },
  admin: {
    position: 'sidebar',
    description:
      'The person who may change this while it is a draft. Only publishers hand it to somebody else.',
  },
}
