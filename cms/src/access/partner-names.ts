import type { CollectionBeforeReadHook } from 'payload'
import { isStaff } from './rules'

/**
 * A partner is named to visitors only when an agreement is signed and allows it. A hook and not a field rule, because
 * the rule looks at fields that visitors may not read, and Payload may have removed those already. The collection
 * needs `forceSelect` for both.
 */
export const hideNameWithoutAgreement: CollectionBeforeReadHook = ({ doc, overrideAccess, req }) => {
  if (overrideAccess || isStaff(req.user)) return doc
  if (doc.mayUseName === true && doc.agreementStatus === 'signed') return doc
  return { ...doc, name: undefined, website: undefined }
}
