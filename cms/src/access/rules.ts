import type { Access, CollectionConfig, FieldAccess, GlobalConfig, PayloadRequest, Where } from 'payload'

/** From most to least powerful. Each role may do everything that the roles after it may do. */
export const roles = ['admin', 'publisher', 'editor', 'author'] as const
export type Role = (typeof roles)[number]

type User = PayloadRequest['user']
type CollectionAccess = Required<NonNullable<CollectionConfig['access']>>
type GlobalAccess = Required<NonNullable<GlobalConfig['access']>>

const hasRole = (user: User | undefined, allowed: readonly Role[]): boolean => {
  const own: unknown = user && 'roles' in user ? user.roles : undefined
  return user?.collection === 'users' && Array.isArray(own) && allowed.some((role) => own.includes(role))
}

/** May manage users, roles and the site's settings, and do all that a publisher may do. */
export const isAdmin = (user: User | undefined) => hasRole(user, ['admin'])
/** May change what is live: publish, unpublish, schedule, trash, delete. */
export const canPublish = (user: User | undefined) => hasRole(user, ['admin', 'publisher'])
/** May write drafts of all content. */
export const canEdit = (user: User | undefined) => hasRole(user, ['admin', 'publisher', 'editor'])
/** Has a role. A user without one sees what a visitor sees. */
export const isStaff = (user: User | undefined) => hasRole(user, roles)

export const noAccess = () => false
export const anyone = () => true
export const staff = ({ req }: { req: PayloadRequest }) => isStaff(req.user)
export const editors = ({ req }: { req: PayloadRequest }) => canEdit(req.user)
export const publishers = ({ req }: { req: PayloadRequest }) => canPublish(req.user)
export const admins = ({ req }: { req: PayloadRequest }) => isAdmin(req.user)

/** What a visitor may see of a collection with drafts: published and not in the trash. */
const live: Where = { and: [{ _status: { equals: 'published' } }, { deletedAt: { exists: false } }] }

export const liveOrStaff: Access = ({ req }) => isStaff(req.user) || live
/** Globals have no trash. */
export const publishedOrStaff: Access = ({ req }) => isStaff(req.user) || { _status: { equals: 'published' } }

const publishes = (data: unknown) =>
  typeof data === 'object' && data !== null && '_status' in data && data._status === 'published'
const trashes = (data: unknown) =>
  typeof data === 'object' && data !== null && 'deletedAt' in data && Boolean(data.deletedAt)

/**
 * Editors may save drafts, publishers may save everything. The admin calls it with `_status: 'published'` to decide
 * whether to show Publish. It does not see the mode of a save; `live-content.ts` makes sure that a draft stays a draft.
 */
export const draftsByEditors: Access = ({ req, data }) =>
  canPublish(req.user) || (canEdit(req.user) && !publishes(data))

/** As `draftsByEditors`; authors may save drafts of their own. */
export const ownDraftsByAuthors: Access = (args) => {
  const { req, data } = args
  if (canEdit(req.user)) return draftsByEditors(args)
  if (!req.user || !isStaff(req.user) || publishes(data)) return false
  return { createdBy: { equals: req.user.id } }
}

/**
 * Editors may trash, publishers may also delete. Payload calls it with `deletedAt` to trash, and without it to delete.
 */
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
  unlock: noAccess,
}

/** For posts, which authors write too. The collection needs a field `createdBy`. */
export const postAccess: CollectionAccess = {
  ...contentAccess,
  create: staff,
  update: ownDraftsByAuthors,
  delete: ownTrashByAuthors,
}

const livePictures: Where = { and: [{ published: { equals: true } }, { deletedAt: { exists: false } }] }

/** Editors change every picture that waits, authors their own. */
const ownWaitingPictures: Access = ({ req: { user } }) => {
  if (canPublish(user)) return true
  if (!user || !isStaff(user)) return false
  const waiting: Where = { published: { not_equals: true } }
  return canEdit(user) ? waiting : { and: [waiting, { createdBy: { equals: user.id } }] }
}

/** For media, which wait until they are published. A picture that is published is live, also when it is changed. */
export const pictureAccess: CollectionAccess = {
  admin: staff,
  create: staff,
  read: ({ req }) => isStaff(req.user) || livePictures,
  readVersions: staff,
  update: ownWaitingPictures,
  delete: (args) => (trashes(args.data) ? ownWaitingPictures(args) : publishers(args)),
  unlock: noAccess,
}

/** For redirects, which have neither drafts nor trash: a saved one is live, so saving takes the right to publish. */
export const redirectAccess: CollectionAccess = {
  admin: staff,
  create: publishers,
  read: anyone,
  readVersions: staff,
  update: publishers,
  delete: publishers,
  unlock: noAccess,
}

/** For records of the CMS itself, such as releases: staff may read them, and no request may write them. */
export const recordAccess: CollectionAccess = {
  admin: staff,
  create: noAccess,
  read: staff,
  readVersions: noAccess,
  update: noAccess,
  delete: noAccess,
  unlock: noAccess,
}

export const usersAccess: CollectionAccess = {
  admin: staff,
  create: admins,
  read: staff,
  readVersions: noAccess,
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

/**
 * For a field that the site never shows: owners, agreements, consent, notes. Visitors cannot search or sort by it
 * either.
 */
export const staffOnlyField: { read: FieldAccess } = { read: staff }

/** For the field that makes a picture live. */
export const publisherOnlyField: { create: FieldAccess; read: FieldAccess; update: FieldAccess } = {
  create: publishers,
  read: staff,
  update: publishers,
}

/** For a field that only admins may set and only staff may read, such as `roles`. */
export const adminOnlyField: { create: FieldAccess; read: FieldAccess; update: FieldAccess } = {
  create: admins,
  read: staff,
  update: admins,
}

/** For a user's email: colleagues see each other's names, not their addresses. */
export const ownAccountOrAdminsField: { read: FieldAccess } = {
  // A form of the admin gives no document here, but its id.
  read: ({ req, doc, id }) => isAdmin(req.user) || Boolean(req.user && (doc?.id ?? id) === req.user.id),
}

const idOf = (value: unknown) =>
  typeof value === 'object' && value !== null && 'id' in value ? value.id : value

/**
 * For `createdBy`: only publishers may give a document to another user. Every user may send the unchanged value,
 * because restoring a version sends it.
 */
export const ownerField: { create: FieldAccess; read: FieldAccess; update: FieldAccess } = {
  create: publishers,
  read: staff,
  update: ({ req, siblingData, doc }) =>
    canPublish(req.user) || idOf(siblingData?.createdBy) === idOf(doc?.createdBy),
}

/** For a field that the site shows at times: visitors may read it in a document, but not search or sort by it. */
export const notSearchableByVisitors: { read: FieldAccess } = {
  read: ({ req, doc }) => isStaff(req.user) || Boolean(doc),
}

/** For what only the CMS itself reads and writes, through the database. */
export const internalAccess: CollectionAccess = { ...recordAccess, admin: noAccess, read: noAccess }
