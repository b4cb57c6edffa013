import type { CollectionConfig } from 'payload'
import { internalAccess } from '../access/rules'

export const attemptsSlug = 'sign-in-attempts'

/** What was tried in one window of a limit: the count holds for all instances of the CMS. */
export interface SignInAttempt {
  /** A hash of the limit, the account and the network. */
  id: string
  /** A hash of the account; absent in the count of a network. */
  account?: string | null
  count: number
  /** ISO 8601: the end of the window. */
  endsAt: string
}

/** Only the CMS itself reads and writes it. */
export const SignInAttempts: CollectionConfig = {
  slug: attemptsSlug,
  admin: { hidden: true },
  access: internalAccess,
  timestamps: false,
  lockDocuments: false,
  fields: [
    { name: 'id', type: 'text', required: true },
    { name: 'account', type: 'text', index: true },
    { name: 'count', type: 'number', required: true },
    { name: 'endsAt', type: 'date', required: true, index: true },
  ],
}
