import type { CollectionBeforeOperationHook, GlobalBeforeOperationHook, PayloadRequest } from 'payload'
import { canPublish, isStaff, nobody } from './rules'
import { Refusal } from './refusal'

interface OperationArgs {
  data?: Record<string, unknown>
  id?: number | string
}

/**
 * Payload's own refusal only says "You are not allowed to perform this action". Asks the same rule a moment earlier, and
 * says why and what to do. Where the rule says yes, Payload asks it again and has the last word.
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
  // What only the CMS itself writes: there is nobody to ask.
  if (collection.access[operation] === nobody) return args
  if ((await collection.access[operation]({ req, data, id })) !== false) return args

  const name =
    typeof collection.labels.singular === 'string' ? collection.labels.singular.toLowerCase() : 'document'
  const done = operation === 'delete' ? 'deleted' : 'saved'
  if (collection.slug === 'users') {
    throw new Refusal(`No user was ${done}, because only admins manage users. Ask an admin.`)
  }
  const hasDrafts = typeof collection.versions === 'object' && Boolean(collection.versions.drafts)
  throw new Refusal(
    hasDrafts
      ? `This ${name} was not ${done}, because authors write posts and nothing else. Ask an editor.`
      : `Nothing was ${done}: what is in ${collection.slug} has no drafts and goes live when it is saved, so it takes the right to publish. Ask a publisher.`,
  )
}

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
