const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** ms before the second, third … attempt; the last one repeats. */
const delays = [second, 5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour]

/** ms that a message is tried, from its first attempt on. */
export const giveUpAfter = 3 * 24 * hour

/** ms until the next attempt after `attempts` of them, up to a fifth more or less, so that not all that failed together comes together. */
export function retryDelay(attempts: number, retryAfter?: number, random = Math.random()): number {
  if (retryAfter !== undefined) return Math.min(Math.max(retryAfter, second), hour)
  const delay = delays[Math.min(attempts, delays.length) - 1] ?? second
  return Math.round(delay * (0.8 + 0.4 * random))
}

/** What a `Retry-After` header says, in ms from `now`: it is a number of seconds or a date. */
export function parseRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (!header) return undefined
  if (/^\d+$/.test(header.trim())) return Number(header) * second
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
