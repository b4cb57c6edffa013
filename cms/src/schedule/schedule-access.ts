import { APIError, type ServerFunction } from 'payload'
import { type ScheduleInput, scheduleTargetOf } from './publish-scheduled'
import { cancelScheduledChange, scheduleChange } from './schedule-change'

/** What Payload's hook `useServerFunctions` sends. */
interface Arguments extends Pick<ScheduleInput, 'type' | 'doc' | 'global' | 'token'> {
  /** When the change is due. Absent when a scheduled one is only deleted. */
  date?: Date | string
  deleteID?: number | string
}

/**
 * Replaces Payload's server function of the same name, which lets every user of the admin schedule a change, and delete
 * what others have scheduled. The job itself runs with the rights of the user who scheduled it, and holds the token of the draft
 * that this user saw. Answers with `error`, and with the fields at fault as `errors`.
 */
export const schedulePublish: ServerFunction = async (args) => {
  const { req } = args
  const { date, deleteID, doc, global, token, type } = args as unknown as Arguments
  try {
    if (deleteID !== undefined) await cancelScheduledChange(req, deleteID)
    const target = scheduleTargetOf({ doc, global })
    if (target && (date || deleteID === undefined)) {
      const at = date instanceof Date && !Number.isNaN(date.getTime()) ? date.toISOString() : date
      await scheduleChange(req, target, { type, at, token })
    }
  } catch (error) {
    if (!(error instanceof APIError) || error.status >= 500) throw error
    const { errors } = (error.data ?? {}) as { errors?: unknown }
    return { error: error.message, ...(errors !== undefined && { errors }) }
  }
  return { message: req.t('general:success') }
}

export const serverFunctions: Record<string, ServerFunction> = { 'schedule-publish': schedulePublish }
