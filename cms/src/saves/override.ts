import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import type { Edit } from './Edits'

/** Which rules of the checks a person overrides, and why. */
export const OverrideRequestSchema = z.object({
  rules: z.array(z.string().min(1).max(100)).min(1).max(100),
  reason: z.string().trim().min(1).max(1000),
})
export type OverrideRequest = z.infer<typeof OverrideRequestSchema>

const requestKey = 'override'
const usedKey = 'usedOverrides'

/** Lets what the request publishes go live although these rules warn. */
export function overrideWarnings(req: PayloadRequest, override: OverrideRequest | undefined): void {
  if (override) req.context[requestKey] = override
}

/**
 * What the request overrides: the body of our own endpoints says it, or, of a program, the headers `Override-Warnings` (rules with
 * commas between them) and `Override-Reason` (as percent-encoded UTF-8).
 */
export function overrideOf({ context, headers }: PayloadRequest): OverrideRequest | undefined {
  if (context[requestKey]) return context[requestKey] as OverrideRequest
  const rules = headers
    .get('override-warnings')
    ?.split(',')
    .map((rule) => rule.trim())
  return OverrideRequestSchema.safeParse({ rules, reason: decoded(headers.get('override-reason')) }).data
}

function decoded(text: string | null): string | null {
  try {
    return text && decodeURIComponent(text)
  } catch {
    return text
  }
}

type UsedOverrides = Required<Pick<Edit, 'overriddenVersion' | 'overrides'>>

/** Keeps the warnings that a document goes live with, for the edit that is stored after it. */
export function keepOverrides(req: PayloadRequest, key: string, used: UsedOverrides): void {
  req.context[usedKey] = { ...(req.context[usedKey] as object), [key]: used }
}

export function takeOverrides(req: PayloadRequest, key: string): UsedOverrides | undefined {
  const all = (req.context[usedKey] ?? {}) as Record<string, UsedOverrides>
  const { [key]: own, ...others } = all
  req.context[usedKey] = others
  return own
}
