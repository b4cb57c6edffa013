import { schedulePublishHandler } from '@payloadcms/ui/utilities/schedulePublishHandler'
import type { ServerFunction } from 'payload'
import { canPublish } from '../access/rules'

type Arguments = Parameters<typeof schedulePublishHandler>[0]

/**
 * Replaces Payload's server function of the same name, which lets every user of the admin schedule a change, and delete
 * what others have scheduled. The job itself runs with the rights of the user who scheduled it.
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
