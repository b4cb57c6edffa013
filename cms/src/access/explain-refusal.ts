import type { CollectionBeforeOperationHook, GlobalBeforeOperationHook, PayloadRequest } from 'payload'
import { hasDraftsEnabled } from 'payload/shared'
import { canPublish, isStaff, noAccess } from './rules'
import { documentLabel, Refusal } from './refusal'

interface OperationArgs {
  data?: Record<string, unknown>
  id?: number | string
}

/**
 * Calls the access rule of the operation before Payload does, to refuse with a message that says why and what to do.
 * Payload's own message is only "You are not allowed to perform this action". Where the rule allows the operation,
 * Payload calls it again and decides.
 */
export const explainRefusal: CollectionBeforeOperationHook = async ({
  args,
  collection,
  operation,
  overrideAccess,
  req,
}) => {
  if (overrideAccess || !isStaff(req.user)) return args
  if (operation !== 'create' && operation !== 'update' && operation !== 'delete') return args
  const { data, id } = args as OperationArgs
  // Only the CMS itself writes these, so there is no colleague to send the editor to.
  if (collection.access[operation] === noAccess) return args
  if ((await collection.access[operation]({ req, data, id })) !== false) return args

  const done = operation === 'delete' ? 'deleted' : 'saved'
  if (collection.slug === 'users') {
    throw new Refusal(`No user was ${done}, because only admins manage users. Ask an admin.`)
  }
  if (operation === 'delete' && collection.trash) {
    throw new Refusal(
      `Nothing was deleted: only publishers delete for good. Move the ${documentLabel(collection)} to the trash, or ask a publisher.`,
    )
  }
  throw new Refusal(
    hasDraftsEnabled(collection)
      ? `This ${documentLabel(collection)} was not ${done}, because authors write posts and nothing else. Ask an editor.`
      : `Nothing was ${done}: what is in ${collection.slug} has no drafts and goes live when it is saved, so it takes the right to publish. Ask a publisher.`,
  )
}

/** The same for globals. */
export const explainGlobalRefusal: GlobalBeforeOperationHook = async ({
  args,
  global,
  operation,
  overrideAccess,
  req,
}) => {
  if (overrideAccess || !isStaff(req.user)) return
  if (operation !== 'update' && operation !== 'restoreVersion') return
  const { data } = args as OperationArgs
  if ((await global.access.update({ req, data })) !== false) return
  throw new Refusal(
    `Nothing was saved, because ${whoMayChangeGlobals(req)} may change this part of the site. Ask one.`,
  )
}

const whoMayChangeGlobals = (req: PayloadRequest) =>
  canPublish(req.user) ? 'only admins' : 'only publishers and admins'
