/** Runs tasks one after the other, in the order of `add`. A task that fails does not stop those after it. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve()
  #size = 0

  /** How many tasks are under way or waiting. */
  get size(): number {
    return this.#size
  }

  /** Adds a task; gives its result. */
  add<T>(task: () => Promise<T> | T): Promise<T> {
    this.#size++
    const result = this.#last.then(task).finally(() => this.#size--)
    this.#last = result.catch(() => undefined)
    return result
  }

  /** Waits for the tasks that were added until now. Never rejects. */
  async settled(): Promise<void> {
    await this.#last
  }
}
