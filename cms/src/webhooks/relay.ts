import type { Payload } from 'payload'
import { claimEvent, nextDue, recordAttempt, releaseClaim } from './outbox'
import type { Target } from '../webhook-targets'
import { pruneDeliveries } from './prune-deliveries'
import { send } from './send'

export interface RelayOptions {
  targets: Target[]
  /** For deliveries that a crashed process left behind or another instance has recorded. */
  pollIntervalMs?: number
  /** A target must answer within this time. */
  timeoutMs?: number
}

const pruneIntervalMs = 24 * 60 * 60 * 1000

/** Before the next poll when a delivery is due but another instance has just claimed it. */
const minPauseMs = 100

/**
 * The relay of each Payload instance. Next loads this module once for the start of the server and again for its routes, so
 * both must find the relay outside the module.
 */
const key = Symbol.for('alliedrx.webhook-relays')
const shared = globalThis as { [key]?: WeakMap<Payload, Relay> }

/** Sends the recorded deliveries, to each target independently: a slow target delays no other. */
export class Relay {
  #stop = new AbortController()
  #running: Promise<unknown>
  #wakers = new Set<() => void>()
  #wakes = 0
  #prunedAt = 0

  constructor(
    readonly payload: Payload,
    readonly options: RelayOptions,
  ) {
    this.#running = Promise.all(options.targets.map((target) => this.#serve(target)))
  }

  /** Polls at once, because a delivery was recorded. */
  wake(): void {
    this.#wakes++
    for (const wakeUp of this.#wakers) wakeUp()
  }

  /** Aborts the request that is under way; its deliveries are due again at once. */
  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #serve(target: Target): Promise<void> {
    const { logger } = this.payload
    const { pollIntervalMs = 5000 } = this.options
    // Alternate, so that new events do not wait behind failing ones, and retries are not starved while editors keep editing.
    let retriesFirst = false
    while (!this.#stop.signal.aborted) {
      const wakes = this.#wakes
      let pauseMs = pollIntervalMs
      try {
        const due = await nextDue(this.payload, target.name)
        retriesFirst = !retriesFirst
        if (due <= Date.now() && (await this.#sendNext(target, retriesFirst))) continue
        pauseMs = Math.min(pollIntervalMs, Math.max(minPauseMs, due - Date.now()))
        await this.#pruneDaily()
      } catch (error) {
        if (this.#stop.signal.aborted) return
        logger.error({
          err: error,
          msg: `Could not send changes to ${target.name}; the CMS retries by itself.`,
        })
      }
      if (wakes === this.#wakes) await this.#sleep(pauseMs)
    }
  }

  /** Makes one attempt. False when no delivery was due. */
  async #sendNext(target: Target, retriesFirst: boolean): Promise<boolean> {
    const { timeoutMs = 10_000 } = this.options
    if (this.#stop.signal.aborted) return false
    const event = await claimEvent(this.payload, target.name, { leaseMs: timeoutMs + 20_000, retriesFirst })
    if (!event) return false
    try {
      const result = await send(target, event.id, event.deliveries, { timeoutMs, stop: this.#stop.signal })
      await recordAttempt(this.payload, event, result)
    } catch (error) {
      if (this.#stop.signal.aborted) await releaseClaim(this.payload, event)
      throw error
    }
    return true
  }

  async #pruneDaily(): Promise<void> {
    if (Date.now() - this.#prunedAt < pruneIntervalMs) return
    this.#prunedAt = Date.now()
    await pruneDeliveries(
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
      // The timer alone must not keep the process alive.
      const timer = setTimeout(wakeUp, ms).unref()
      this.#wakers.add(wakeUp)
      this.#stop.signal.addEventListener('abort', wakeUp)
    })
  }
}

/** Starts the relay of this Payload instance; `payload.destroy` stops it. */
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
