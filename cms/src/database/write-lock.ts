interface Waiter {
  purpose: string
  resolve: () => void
  reject: (error: Error) => void
  progressSeen: number
  stalledTicks: number
}

const TICKS = 10

/**
 * The one place in the queue for writing to a SQLite file: first come, first served.
 *
 * A waiter is refused when the holder has stood still for `stallLimit` ms. Waiting long is fine as long as the queue
 * moves. Time is counted in ticks of the event loop, not by the clock, so a process that was suspended or
 * busy computing refuses nobody.
 */
export class WriteLock {
  #held = false
  #progress = 0
  #queue: Waiter[] = []
  #watch: NodeJS.Timeout | undefined

  constructor(readonly stallLimit: number) {}

  /** `purpose` names in the refusal what had to wait. */
  async acquire(purpose: string): Promise<void> {
    if (!this.#held) {
      this.#held = true
      return
    }
    await new Promise<void>((resolve, reject) => {
      this.#queue.push({
        purpose,
        resolve,
        reject,
        progressSeen: this.#progress,
        stalledTicks: 0,
      })
      this.#watch ??= setInterval(() => this.#tick(), this.stallLimit / TICKS)
    })
  }

  /** To be called with every statement of the holder. */
  noteProgress(): void {
    this.#progress++
  }

  release(): void {
    this.#progress++
    const next = this.#queue.shift()
    if (next) next.resolve()
    else this.#held = false
    this.#stopWatchingWhenEmpty()
  }

  #tick(): void {
    for (const waiter of this.#queue) {
      waiter.stalledTicks = waiter.progressSeen === this.#progress ? waiter.stalledTicks + 1 : 0
      waiter.progressSeen = this.#progress
    }
    // Whoever came first after the holder's last statement is the likely cause, and reaches the limit first: those who came
    // before lost their first tick to that statement. One refusal per tick: when it was the cause, the holder rolls
    // back and the others go on.
    const victim = this.#queue.find((waiter) => waiter.stalledTicks >= TICKS)
    if (!victim) return
    this.#queue.splice(this.#queue.indexOf(victim), 1)
    victim.reject(
      new Error(
        `Could not write to the database: ${victim.purpose} waited ${this.stallLimit / 1000} s for the transaction ` +
          'that is open, and that transaction did nothing meanwhile. SQLite has one writer at a time, so a hook that writes ' +
          'without `req` waits for its own transaction. Pass req to every payload.create, update and delete in hooks: ' +
          'payload.update({ ..., req }).',
      ),
    )
    this.#stopWatchingWhenEmpty()
  }

  #stopWatchingWhenEmpty(): void {
    if (this.#queue.length > 0) return
    clearInterval(this.#watch)
    this.#watch = undefined
  }
}
