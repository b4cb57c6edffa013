import type { Access } from 'payload'
import { verifyWebhook } from 'shared-types/webhook-signature'
import { env } from '../env'
import { isStaff } from './rules'

/**
 * For what the publisher, or a static build, reads beside the content of visitors. The request has a signature of its path; the
 * signatures of reports cover their bodies.
 */
export const staffOrPublisher: Access = ({ req }) => {
  if (isStaff(req.user)) return true
  const path = new TextEncoder().encode(req.pathname)
  return (
    'sender' in verifyWebhook(env.reportSecrets, req.headers, path) && { _status: { equals: 'published' } }
  )
}
