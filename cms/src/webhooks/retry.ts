const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Before the second, third … attempt; the last one repeats. */
const delaysMs = [second, 5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour]

/** An event is retried for this long, counted from its first attempt. */
export const giveUpAfterMs = 3 * 24 * hour

/**
 * The pause after a number of attempts. A jitter of 20 % keeps events that failed together from being retried together. The
 * target's own `Retry-After` wins, between a second and an hour.
 */
export function retryDelayMs(attempts: number, retryAfterMs?: number, random = Math.random()): number {
  if (retryAfterMs !== undefined) return Math.min(Math.max(retryAfterMs, second), hour)
  const delayMs = delaysMs[Math.min(attempts, delaysMs.length) - 1] ?? second
  return Math.round(delayMs * (0.8 + 0.4 * random))
}

/** A `Retry-After` header, which is a number of seconds or a date, in ms from `now`; undefined when it is neither. */
export function parseRetryAfterMs(header: string | null, now = Date.now()): number | undefined {
  if (!header) return undefined
  if (/^\d+$/.test(header.trim())) return Number(header) * second
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
