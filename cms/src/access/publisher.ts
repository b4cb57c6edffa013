import { timingSafeEqual } from 'node:crypto'
import type { Access, PayloadRequest } from 'payload'
import { signWebhook } from 'shared-types/webhook-signature'
import { env } from '../env'
import { isStaff } from './rules'

/**
 * For what the publisher, or a static build, reads beside the content of visitors. The request has a signature of its path; the
 * signatures of reports cover their bodies.
 */
export const staffOrPublisher: Access = ({ req }) =>
  isStaff(req.user) || (isSignedByPublisher(req) && { _status: { equals: 'published' } })

/** Of any age: the site follows the CMS with clocks that differ, too, and a signature that is sent again only reads what it read before. */
export function isSignedByPublisher({ headers, pathname }: PayloadRequest): boolean {
  const header = (name: string) => headers.get(`webhook-${name}`) ?? ''
  const given = Buffer.from(header('signature'))
  const sentAt = new Date(Number(header('timestamp')) * 1000)
  if (Number.isNaN(sentAt.getTime())) return false
  return Object.values(env.reportSecrets)
    .flat()
    .some((secret) => {
      const signed = signWebhook(secret, pathname, { id: header('id'), sentAt })
      const expected = Buffer.from(signed['webhook-signature'])
      return expected.length === given.length && timingSafeEqual(expected, given)
    })
}
