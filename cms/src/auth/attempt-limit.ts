interface Options {
  attempts: number
  windowMs: number
  /** How many keys are counted at most; above that, the one seen longest ago is dropped. */
  size?: number
}

/** Counts attempts per key in memory, in windows that start with the first attempt. */
export class AttemptLimit {
  private readonly counts = new Map<string, { count: number; endsAt: number }>()

  constructor(private readonly options: Options) {}

  /** 0 when another attempt is allowed, else the seconds until the next one is. */
  secondsToWait(key: string, now = Date.now()): number {
    const entry = this.counts.get(key)
    const isOver = entry && entry.endsAt > now && entry.count >= this.options.attempts
    return isOver ? Math.ceil((entry.endsAt - now) / 1000) : 0
  }

  count(key: string, now = Date.now()): void {
    const { size = 10_000, windowMs } = this.options
    const known = this.counts.get(key)
    const entry = known && known.endsAt > now ? known : { count: 0, endsAt: now + windowMs }
    entry.count += 1
    // Deleting and setting moves the key to the end of the map, so the first key is the one seen longest ago.
    this.counts.delete(key)
    this.counts.set(key, entry)
    if (this.counts.size > size) {
      const oldest = this.counts.keys().next()
      if (!oldest.done) this.counts.delete(oldest.value)
    }
  }

  /** Gives one attempt back, for a sign-in that succeeded. */
  giveBack(key: string): void {
    const entry = this.counts.get(key)
    if (entry && entry.count > 0) entry.count -= 1
  }

  /** Forgets the attempts of all keys that match. */
  forget(matches: (key: string) => boolean): void {
    for (const key of this.counts.keys()) if (matches(key)) this.counts.delete(key)
  }

  get size(): number {
    return this.counts.size
  }
}

/** A limit and the key that an attempt counts for. */
export type LimitedKey = [limit: AttemptLimit, key: string]

/** Counts an attempt for every key and returns 0; or, when one of them is over its limit, counts nothing and returns the seconds to wait. */
export function takeAttempt(keys: readonly LimitedKey[], now = Date.now()): number {
  const seconds = Math.max(0, ...keys.map(([limit, key]) => limit.secondsToWait(key, now)))
  if (seconds === 0) for (const [limit, key] of keys) limit.count(key, now)
  return seconds
}
