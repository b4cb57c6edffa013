import type { FlattenedField, Payload } from 'payload'
import { documentKey } from 'shared-types'
import { findToken, type Reader } from '../saves/DocumentTokens'
import { describeEdits, editsSince, summaryOf } from '../saves/edit-log'

export type ScheduleTarget = { collection: string; id: string } | { global: string }

function identityOf(target: ScheduleTarget) {
  return 'global' in target
    ? { slug: target.global, document: '' }
    : { slug: target.collection, document: target.id }
}

function fieldsOf(payload: Payload, target: ScheduleTarget): FlattenedField[] {
  const config =
    'global' in target
      ? payload.config.globals.find(({ slug }) => slug === target.global)
      : payload.collections[target.collection]?.config
  return config?.flattenedFields ?? []
}

/** The token of the newest version, in the transaction of the request. */
export async function newestToken(req: Reader, target: ScheduleTarget): Promise<number> {
  const { slug, document } = identityOf(target)
  return (await findToken(req, documentKey({ slug, id: document })))?.token ?? 0
}

/**
 * Why a draft that was scheduled with this token is not published: who changed it since, in an editor's words. Undefined if it is as
 * the publisher saw it, or live already.
 */
export async function unseenChanges(
  req: Reader,
  target: ScheduleTarget,
  token: number,
): Promise<string | undefined> {
  const { slug, document } = identityOf(target)
  const newest = await findToken(req, documentKey({ slug, id: document }))
  if (!newest || newest.token === token || newest.token === newest.liveToken) return undefined
  const edits = (await editsSince(req, { slug, document }, token)).filter(({ fields }) => fields.length > 0)
  if (edits.length === 0) return undefined
  const fields = fieldsOf(req.payload, target)
  const what = describeEdits(edits.map((edit) => summaryOf(edit, fields)))
  return `The draft has changed since it was scheduled (${what}), so it is not published.`
}
