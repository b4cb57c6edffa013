interface Waiter {
  purpose: string
  resolve: () => void
  reject: (error: Error) => void
  progressSeen: number
  stalledTicks: number
}

const ticksPerTimeout = 10

/**
 * A mutex for writing to a SQLite file. Waiters get it in the order in which they came.
 *
 * The lock detects deadlocks: it rejects a waiter when the holder has made no progress for `stallTimeoutMs`. A long wait is fine as
 * long as the queue moves. Time is counted in ticks of the event loop, not by the clock, so that a process that was suspended
 * or busy computing rejects no waiter.
 */
export class WriteLock {
  #isHeld = false
  #progress = 0
  #queue: Waiter[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(readonly stallTimeoutMs: number) {}

  /** Waits for the lock. Throws after a stall; the error names the waiter by its `purpose`. */
  async acquire(purpose: string): Promise<void> {
    if (!this.#isHeld) {
      this.#isHeld = true
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
      this.#timer ??= setInterval(() => this.#tick(), this.stallTimeoutMs / ticksPerTimeout)
    })
  }

  /** The holder calls it with every statement. */
  recordProgress(): void {
    this.#progress++
  }

  release(): void {
    this.#progress++
    const next = this.#queue.shift()
    if (next) next.resolve()
    else this.#isHeld = false
    this.#stopTimerWhenEmpty()
  }

  #tick(): void {
    for (const waiter of this.#queue) {
      waiter.stalledTicks = waiter.progressSeen === this.#progress ? waiter.stalledTicks + 1 : 0
      waiter.progressSeen = this.#progress
    }
    // The first waiter queued after the holder's last statement probably caused the deadlock; reject it first. It is the first
    // to reach the limit, because waiters queued before that statement lost a tick to it. Reject one per tick: if it was the
    // cause, the holder rolls back and the others go on.
    const cause = this.#queue.find((waiter) => waiter.stalledTicks >= ticksPerTimeout)
    if (!cause) return
    this.#queue.splice(this.#queue.indexOf(cause), 1)
    cause.reject(
      new Error(
        `Could not write to the database: ${cause.purpose} waited ${this.stallTimeoutMs / 1000} s for the transaction ` +
          'that is open, and that transaction did nothing meanwhile. SQLite has one writer at a time, so a hook that writes ' +
          'without `req` waits for its own transaction. Pass req to every payload.create, update and delete in hooks: ' +
          'payload.update({ ..., req }).',
      ),
    )
    this.#stopTimerWhenEmpty()
  }

  #stopTimerWhenEmpty(): void {
    if (this.#queue.length > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
