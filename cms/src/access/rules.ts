import type { Access, CollectionConfig, FieldAccess, GlobalConfig, PayloadRequest, Where } from 'payload'

/** From most to least powerful. Each role may do what the roles after it may do. */
export const roles = ['admin', 'publisher', 'editor', 'author'] as const
export type Role = (typeof roles)[number]

type User = PayloadRequest['user']
type CollectionAccess = Required<NonNullable<CollectionConfig['access']>>
type GlobalAccess = Required<NonNullable<GlobalConfig['access']>>

const hasRole = (user: User | undefined, allowed: readonly Role[]): boolean => {
  const held: unknown = user && 'roles' in user ? user.roles : undefined
  return user?.collection === 'users' && Array.isArray(held) && allowed.some((role) => held.includes(role))
}

/** Manages users, roles and the site's settings, and does all that a publisher does. */
export const isAdmin = (user: User | undefined) => hasRole(user, ['admin'])
/** Changes what is live: publishes, unpublishes, schedules, trashes, deletes. */
export const canPublish = (user: User | undefined) => hasRole(user, ['admin', 'publisher'])
/** Writes drafts of all content. */
export const canEdit = (user: User | undefined) => hasRole(user, ['admin', 'publisher', 'editor'])
/** Has one of the roles above: a user without a role sees what a visitor sees. */
export const isStaff = (user: User | undefined) => hasRole(user, roles)

export const nobody = () => false
export const anyone = () => true
export const staff = ({ req }: { req: PayloadRequest }) => isStaff(req.user)
export const editors = ({ req }: { req: PayloadRequest }) => canEdit(req.user)
export const publishers = ({ req }: { req: PayloadRequest }) => canPublish(req.user)
export const admins = ({ req }: { req: PayloadRequest }) => isAdmin(req.user)

/** What a visitor may see of a collection with drafts: published and not in the trash. */
const live: Where = { and: [{ _status: { equals: 'published' } }, { deletedAt: { exists: false } }] }

export const liveOrStaff: Access = ({ req }) => isStaff(req.user) || live
export const notTrashedOrStaff: Access = ({ req }) => isStaff(req.user) || { deletedAt: { exists: false } }
/** Globals have no trash. */
export const publishedOrStaff: Access = ({ req }) => isStaff(req.user) || { _status: { equals: 'published' } }

const publishes = (data: unknown) =>
  typeof data === 'object' && data !== null && '_status' in data && data._status === 'published'
const trashes = (data: unknown) =>
  typeof data === 'object' && data !== null && 'deletedAt' in data && Boolean(data.deletedAt)

/**
 * Drafts for editors, everything for publishers. The admin asks with `_status: 'published'` whether to show Publish.
 * That a draft really stays a draft is the work of `live-content.ts`: access functions do not see the save mode.
 */
export const draftsByEditors: Access = ({ req, data }) =>
  canPublish(req.user) || (canEdit(req.user) && !publishes(data))

/** As `draftsByEditors`, and authors their own. */
export const ownDraftsByAuthors: Access = (args) => {
  const { req, data } = args
  if (canEdit(req.user)) return draftsByEditors(args)
  if (!req.user || !isStaff(req.user) || publishes(data)) return false
  return { createdBy: { equals: req.user.id } }
}

/** Payload asks for this right with `deletedAt` when something goes to the trash, and without it when it goes for good. */
export const trashByEditorsDeleteByPublishers: Access = ({ req, data }) =>
  canPublish(req.user) || (canEdit(req.user) && trashes(data))

export const ownTrashByAuthors: Access = (args) => {
  const { req, data } = args
  if (canEdit(req.user)) return trashByEditorsDeleteByPublishers(args)
  if (!req.user || !isStaff(req.user) || !trashes(data)) return false
  return { createdBy: { equals: req.user.id } }
}

export const selfOrAdmins: Access = ({ req }) =>
  isAdmin(req.user) || (req.user && isStaff(req.user) ? { id: { equals: req.user.id } } : false)

/** For a collection with drafts and trash. */
export const contentAccess: CollectionAccess = {
  admin: staff,
  create: editors,
  read: liveOrStaff,
  readVersions: staff,
  update: draftsByEditors,
  delete: trashByEditorsDeleteByPublishers,
  unlock: nobody,
}

/** For posts, which authors write too. The collection needs `createdByField`. */
export const postAccess: CollectionAccess = {
  ...contentAccess,
  create: staff,
  update: ownDraftsByAuthors,
  delete: ownTrashByAuthors,
}

/** For a collection without drafts, with trash (media): what is saved is live, so saving takes the right to publish. */
export const liveOnlyAccess: CollectionAccess = {
  admin: staff,
  create: publishers,
  read: notTrashedOrStaff,
  readVersions: staff,
  update: publishers,
  delete: publishers,
  unlock: nobody,
}

/** For redirects, which have no trash either. */
export const redirectAccess: CollectionAccess = { ...liveOnlyAccess, read: anyone }

/** For what the CMS itself writes down, such as releases: staff read it, and nobody writes it over the network. */
export const recordAccess: CollectionAccess = {
  admin: staff,
  create: nobody,
  read: staff,
  readVersions: nobody,
  update: nobody,
  delete: nobody,
  unlock: nobody,
}

export const usersAccess: CollectionAccess = {
  admin: staff,
  create: admins,
  read: staff,
  readVersions: nobody,
  update: selfOrAdmins,
  delete: admins,
  unlock: admins,
}

export const globalAccess: GlobalAccess = {
  read: publishedOrStaff,
  readVersions: staff,
  update: publishers,
}

/** For the site's settings: only admins change them. */
export const settingsAccess: GlobalAccess = { ...globalAccess, update: admins }

/** For a field that the site never shows: owners, agreements, consent, notes. It cannot be searched or sorted by either. */
export const staffOnlyField: { read: FieldAccess } = { read: staff }

/** For a field that only admins may set, such as `roles`; also hides it from those who are not staff. */
export const adminOnlyField: { create: FieldAccess; read: FieldAccess; update: FieldAccess } = {
  create: admins,
  read: staff,
  update: admins,
}

/** For the email of a user: colleagues see each other's names, not their addresses. */
export const ownAccountOrAdminsField: { read: FieldAccess } = {
  read: ({ req, doc }) => isAdmin(req.user) || (doc !== undefined && doc.id === req.user?.id),
}

const idOf = (value: unknown) =>
  typeof value === 'object' && value !== null && 'id' in value ? value.id : value

/**
 * For `createdByField`: only publishers hand a document to somebody else. The unchanged value passes, or restoring a
 * version would lose it.
 */
export const ownerField: { create: FieldAccess; read: FieldAccess; update: FieldAccess } = {
  create: publishers,
  read: staff,
  update: ({ req, siblingData, doc }) =>
    canPublish(req.user) || idOf(siblingData?.createdBy) === idOf(doc?.createdBy),
}

/** For a field that the site shows at times: a visitor reads it where it stands, and can neither search nor sort by it. */
export const notSearchableByVisitors: { read: FieldAccess } = {
  read: ({ req, doc }) => isStaff(req.user) || Boolean(doc),
}
