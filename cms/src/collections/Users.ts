import type { CollectionConfig } from 'payload'
import { adminOnlyField, noAccess, ownAccountOrAdminsField, roles, usersAccess } from '../access/rules'
import { checkNewPassword } from '../auth/password-rules'
import {
  afterSignIn,
  answerFailedSignIns,
  forgetFailures,
  forgotPassword,
  hashInAnyCase,
  limitSignIn,
  refuseFirstRegister,
  signInSettings,
} from '../auth/sign-in'
import { rememberPassword } from '../auth/sign-in-session'
import { keepLastAdmin, keepLastAdminsRole } from '../auth/user-rules'

const neverByRequest = { create: noAccess, update: noAccess }

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
  endpoints: [refuseFirstRegister, forgotPassword],
  hooks: {
    beforeOperation: [limitSignIn, hashInAnyCase, rememberPassword, checkNewPassword],
    afterOperation: [forgetFailures],
    beforeChange: [keepLastAdminsRole],
    beforeDelete: [keepLastAdmin],
    afterLogin: [afterSignIn],
    afterError: [answerFailedSignIns],
  },
  // In one bulk operation that demotes both admins, each would count the other as the remaining one.
  disableBulkEdit: true,
  disableBulkDelete: true,
  fields: [
    // Below “New password”, which Payload shows above the fields. Its value is sent as `currentPassword`, and not stored:
    // `checkNewPassword` takes it out.
    {
      name: 'ownAccount',
      type: 'ui',
      admin: {
        components: { Field: '/admin/form/CurrentPassword#CurrentPassword' },
        disableListColumn: true,
      },
    },
    { name: 'name', type: 'text', required: true },
    // Payload shows it above the fields, beside the password.
    {
      name: 'email',
      type: 'email',
      access: ownAccountOrAdminsField,
      admin: { components: { Field: false } },
    },
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
    // Of Payload's lock of accounts, which is off (auth/sign-in.ts). It goes on reading `lockUntil`.
    { name: 'loginAttempts', type: 'number', access: neverByRequest, defaultValue: 0, hidden: true },
    { name: 'lockUntil', type: 'date', access: neverByRequest, hidden: true },
  ],
}
