import {
  type CollectionBeforeChangeHook,
  type CollectionBeforeDeleteHook,
  type CollectionBeforeOperationHook,
  type PayloadRequest,
  ValidationError,
} from 'payload'
import { Refusal } from '../access/refusal'

export const minimumPasswordLength = 12

/** Payload itself is content with three characters. Also guards the seed and scripts. */
export const requireLongPassword: CollectionBeforeOperationHook = ({ args, collection, operation, req }) => {
  if (operation !== 'create' && operation !== 'update' && operation !== 'resetPassword') return args
  const { data } = args as { data?: { password?: unknown } }
  const password = data?.password
  if (password === undefined || password === null || password === '') return args
  if (typeof password === 'string' && password.trim().length >= minimumPasswordLength) return args
  const length = typeof password === 'string' ? password.trim().length : 0
  throw new ValidationError({
    collection: collection.slug,
    errors: [
      {
        path: 'password',
        message: `The password has ${length} characters. It needs at least ${minimumPasswordLength}: three or four unrelated words are easy to remember and hard to guess.`,
      },
    ],
    req,
  })
}

const holdsAdmin = (roles: unknown) => Array.isArray(roles) && roles.includes('admin')

async function refuseWithoutAnotherAdmin(req: PayloadRequest, id: unknown, what: string): Promise<void> {
  const other = await req.payload.db.findOne<{ id: string }>({
    collection: 'users',
    req,
    where: { and: [{ roles: { in: ['admin'] } }, { id: { not_equals: id } }] },
  })
  if (other) {
    // Written so that two admins who demote each other at once collide: MongoDB only sees a conflict between writes.
    const data = { updatedAt: new Date().toISOString() }
    await req.payload.db.updateOne({ collection: 'users', id: other.id, data, req })
    return
  }
  throw new Refusal(
    `This user was not ${what}: it is the last admin, and without one nobody could manage users. Make somebody else an admin first.`,
  )
}

export const keepLastAdminsRole: CollectionBeforeChangeHook = async ({
  data,
  operation,
  originalDoc,
  req,
}) => {
  if (operation === 'update' && holdsAdmin(originalDoc?.roles) && !holdsAdmin(data.roles)) {
    await refuseWithoutAnotherAdmin(req, originalDoc.id, 'changed')
  }
  return data
}

export const keepLastAdmin: CollectionBeforeDeleteHook = async ({ id, req }) => {
  const user = await req.payload.db.findOne<{ id: string; roles?: unknown }>({
    collection: 'users',
    req,
    where: { id: { equals: id } },
  })
  if (holdsAdmin(user?.roles)) await refuseWithoutAnotherAdmin(req, id, 'deleted')
}
