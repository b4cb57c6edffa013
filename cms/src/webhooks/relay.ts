import type { Payload } from 'payload'
import { claimMessage, nextDue, releaseMessage, settleMessage } from './outbox'
import { send } from './send'
import { sweepDeliveries } from './prune-deliveries'
import type { Target } from '../webhook-targets'

export interface RelayOptions {
  targets: Target[]
  /** ms between looks for what nobody has woken the relay for: what a process left behind, and what other instances have recorded. */
  pollEvery?: number
  /** ms that a target has for its answer. */
  timeout?: number
}

const day = 24 * 60 * 60 * 1000

/** ms until the next look when something is due that another instance has taken meanwhile. */
const shortestPause = 100

/**
 * The relay of a CMS. Next loads this module once for the start of the server and again for its routes, so that it must
 * be found from outside the module.
 */
const key = Symbol.for('alliedrx.webhook-relays')
const shared = globalThis as { [key]?: WeakMap<Payload, Relay> }

/** Sends what is recorded, to each target on its own: a slow one holds up no other. */
export class Relay {
  #stop = new AbortController()
  #running: Promise<unknown>
  #wakers = new Set<() => void>()
  #wakes = 0
  #sweptAt = 0

  constructor(
    readonly payload: Payload,
    readonly options: RelayOptions,
  ) {
    this.#running = Promise.all(options.targets.map((target) => this.#serve(target)))
  }

  /** There is something to send. */
  wake(): void {
    this.#wakes++
    for (const wakeUp of this.#wakers) wakeUp()
  }

  /** Ends the request that is under way; what it was about is due again at once. */
  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #serve(target: Target): Promise<void> {
    const { logger } = this.payload
    const { pollEvery = 5000 } = this.options
    // By turns: what is new does not wait for a target that fails, and what failed does not wait until nobody edits.
    let retriesFirst = false
    while (!this.#stop.signal.aborted) {
      const wakes = this.#wakes
      let pause = pollEvery
      try {
        const due = await nextDue(this.payload, target.name)
        retriesFirst = !retriesFirst
        if (due <= Date.now() && (await this.#sendNext(target, retriesFirst))) continue
        pause = Math.min(pollEvery, Math.max(shortestPause, due - Date.now()))
        await this.#sweepDaily()
      } catch (error) {
        if (this.#stop.signal.aborted) return
        logger.error({
          err: error,
          msg: `Could not send what has changed to ${target.name}; it is tried again.`,
        })
      }
      if (wakes === this.#wakes) await this.#sleep(pause)
    }
  }

  /** Whether there was something to send, delivered or not. */
  async #sendNext(target: Target, retriesFirst: boolean): Promise<boolean> {
    const { timeout = 10_000 } = this.options
    if (this.#stop.signal.aborted) return false
    const message = await claimMessage(this.payload, target.name, { lease: timeout + 20_000, retriesFirst })
    if (!message) return false
    try {
      const outcome = await send(target, message.id, message.deliveries, { timeout, stop: this.#stop.signal })
      await settleMessage(this.payload, message, outcome)
    } catch (error) {
      if (this.#stop.signal.aborted) await releaseMessage(this.payload, message)
      throw error
    }
    return true
  }

  async #sweepDaily(): Promise<void> {
    if (Date.now() - this.#sweptAt < day) return
    this.#sweptAt = Date.now()
    await sweepDeliveries(
      this.payload,
      this.options.targets.map(({ name }) => name),
    )
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wakeUp = () => {
        clearTimeout(timer)
        this.#wakers.delete(wakeUp)
        this.#stop.signal.removeEventListener('abort', wakeUp)
        resolve()
      }
      // Alone it keeps no process alive.
      const timer = setTimeout(wakeUp, ms).unref()
      this.#wakers.add(wakeUp)
      this.#stop.signal.addEventListener('abort', wakeUp)
    })
  }
}

/** Starts to send what is recorded, until this CMS is closed. */
export function startRelay(payload: Payload, options: RelayOptions): Relay {
  const relays = (shared[key] ??= new WeakMap())
  const relay = new Relay(payload, options)
  relays.set(payload, relay)
  const { destroy } = payload
  payload.destroy = async () => {
    await relay.stop()
    await destroy()
  }
  return relay
}

export const wakeRelay = (payload: Payload): void => shared[key]?.get(payload)?.wake()
