import { APIError } from 'payload'
import { z } from 'zod'
import { OverrideRequestSchema } from './override'

const Fields = z.record(z.string(), z.unknown())

const SaveRequestSchema = z.object({
  token: z.int().min(0).optional(),
  base: Fields.default({}),
  data: Fields,
  status: z.enum(['draft', 'published']),
  request: z.string().min(1).max(100).optional(),
  choices: z.record(z.string(), z.enum(['yours', 'theirs'])).optional(),
  override: OverrideRequestSchema.optional(),
})

/**
 * A save of a form. `base` and `data` hold the fields that its user has changed, before and after; `token` is the one of the document
 * from which the form started. A request with an id is carried out once, and answered again when it comes again. `choices` decide
 * conflicts of an earlier answer, whose token they need. `override` publishes what warns all the same.
 */
export type SaveRequest = z.infer<typeof SaveRequestSchema>

/** Throws an error that the caller can read for anything else. */
export function parseSaveRequest(body: unknown): SaveRequest {
  const { data, error } = SaveRequestSchema.safeParse(body)
  if (data) return data
  const [{ path, message } = { path: [], message: '' }] = error.issues
  throw new APIError(
    `Nothing was saved: “${path.join('.')}” of the request is wrong (${message}). Send { token, base, data, status: "draft" or "published", request }.`,
    400,
    null,
    true,
  )
}
