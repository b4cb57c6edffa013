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

  /** Counts an attempt. Returns 0 when it is allowed, else the seconds until the next one is. */
  take(key: string, now = Date.now()): number {
    const { attempts, size = 10_000, windowMs } = this.options
    const known = this.counts.get(key)
    const entry = known && known.endsAt > now ? known : { count: 0, endsAt: now + windowMs }
    // Deleting and setting moves the key to the end of the map, so the first key is the one seen longest ago.
    this.counts.delete(key)
    this.counts.set(key, entry)
    if (entry.count >= attempts) return Math.ceil((entry.endsAt - now) / 1000)
    entry.count += 1
    if (this.counts.size > size) {
      const oldest = this.counts.keys().next()
      if (!oldest.done) this.counts.delete(oldest.value)
    }
    return 0
  }

  /** Gives one attempt back, for a sign-in that succeeded. */
  giveBack(key: string): void {
    const entry = this.counts.get(key)
    if (entry && entry.count > 0) entry.count -= 1
  }

  get size(): number {
    return this.counts.size
  }
}
