import type { CollectionConfig } from 'payload'
import { adminOnlyField, ownAccountOrAdminsField, roles, usersAccess } from '../access/rules'
import {
  answerFailedSignIns,
  giveBackSuccessfulSignIn,
  limitSignInPerAddress,
  refuseFirstRegister,
  signInSettings,
} from '../auth/sign-in'
import { keepLastAdmin, keepLastAdminsRole, requireLongPassword } from '../auth/user-rules'

export const Users: CollectionConfig = {
  slug: 'users',
  admin: {
    group: 'System',
    useAsTitle: 'name',
    defaultColumns: ['name', 'email', 'roles'],
    description: 'People who may sign in to this admin.',
  },
  access: usersAccess,
  auth: signInSettings,
  endpoints: [refuseFirstRegister],
  hooks: {
    beforeOperation: [limitSignInPerAddress, requireLongPassword],
    beforeChange: [keepLastAdminsRole],
    beforeDelete: [keepLastAdmin],
    afterLogin: [giveBackSuccessfulSignIn],
    afterError: [answerFailedSignIns],
  },
  // In one bulk operation that demotes both admins, each would count the other as the remaining one.
  disableBulkEdit: true,
  disableBulkDelete: true,
  fields: [
    { name: 'name', type: 'text', required: true },
    { name: 'email', type: 'email', access: ownAccountOrAdminsField },
    {
      name: 'roles',
      type: 'select',
      hasMany: true,
      required: true,
      access: adminOnlyField,
      defaultValue: ['author'],
      options: roles.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) })),
      admin: {
        description:
          'Authors write their own posts. Editors change everything but publish nothing. Publishers also publish. Admins also manage users.',
      },
    },
  ],
}
