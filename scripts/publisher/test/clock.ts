import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const preload = new URL('./clock-preload.ts', import.meta.url).href

/** A clock that a test sets and that goes on from there; for this process and, by its `env`, for others. */
export class TestClock {
  readonly #file: string
  #offset = 0

  constructor(folder: string, time: string) {
    this.#file = join(folder, 'clock')
    this.set(time)
  }

  /** Sets it to a moment, ISO 8601. */
  set(time: string): void {
    this.#offset = Date.parse(time) - Date.now()
    writeFileSync(this.#file, String(this.#offset))
  }

  /** Milliseconds. */
  now(): number {
    return Date.now() + this.#offset
  }

  /** The environment in which a process of Node uses this clock. */
  get env(): Record<string, string> {
    return { NODE_OPTIONS: `--import ${preload}`, TEST_CLOCK: this.#file }
  }
}
