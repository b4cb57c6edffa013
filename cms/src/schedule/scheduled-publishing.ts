import { schedulePublishHandler } from '@payloadcms/ui/utilities/schedulePublishHandler'
import type { ServerFunction } from 'payload'
import { canPublish } from '../access/rules'

type Arguments = Parameters<typeof schedulePublishHandler>[0]

/**
 * Payload lets everybody who may enter the admin schedule anything, and delete what others have scheduled. Replaces its
 * server function of the same name. What falls due is checked again: it runs with the rights of who scheduled it.
 */
export const schedulePublish: ServerFunction = (args) => {
  if (!canPublish(args.req.user)) {
    return {
      error:
        'Nothing was scheduled: only publishers decide what goes live, and when. Ask a publisher to schedule it.',
    }
  }
  return schedulePublishHandler(args as unknown as Arguments)
}

export const serverFunctions: Record<string, ServerFunction> = { 'schedule-publish': schedulePublish }
