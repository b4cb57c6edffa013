import type { CollectionBeforeChangeHook, CollectionBeforeDeleteHook, PayloadRequest } from 'payload'
import { Refusal } from '../access/refusal'

const isAdminRole = (roles: unknown) => Array.isArray(roles) && roles.includes('admin')

async function refuseWithoutAnotherAdmin(req: PayloadRequest, id: unknown, what: string): Promise<void> {
  const other = await req.payload.db.findOne<{ id: string }>({
    collection: 'users',
    req,
    where: { and: [{ roles: { in: ['admin'] } }, { id: { not_equals: id } }] },
  })
  if (other) {
    // When two admins demote each other at once, one of them must fail. MongoDB notices a conflict only between writes,
    // so this writes the other admin's row.
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
  if (operation === 'update' && isAdminRole(originalDoc?.roles) && !isAdminRole(data.roles)) {
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
  if (isAdminRole(user?.roles)) await refuseWithoutAnotherAdmin(req, id, 'deleted')
}
