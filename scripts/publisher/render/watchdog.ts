import { setTimeout as wait } from 'node:timers/promises'
import { MessageChannel, Worker } from 'node:worker_threads'
import { SerialQueue } from '../releases/serial-queue'

export interface WatchdogTimeouts {
  /** Work that keeps this process busy for longer, in processor time, is ended. */
  busyTimeoutMs: number
  /** Work that waits for longer, such as for a card, is given up, and work that blocks this process for longer is ended. */
  waitTimeoutMs: number
}

const timeouts: WatchdogTimeouts = { busyTimeoutMs: 3_000, waitTimeoutMs: 10_000 }
/** How often this process shows the thread that it is not busy. */
const heartbeatMs = 200

/** Places in the shared memory, and the values of the first one. */
const places = { state: 0, heartbeat: 1, idle: 0, running: 1, ending: 2 } as const

/** What the thread works with. */
export interface WatchdogData extends WatchdogTimeouts {
  memory: Int32Array
  places: typeof places
}

/** Work took too long. Its caller must not use again what it was working on: that may be half changed. */
export class TimeoutError extends Error {}

/** To be called before the first work. */
export function setWatchdogTimeouts(changed: Partial<WatchdogTimeouts>): void {
  Object.assign(timeouts, changed)
}

const memory = new Int32Array(new SharedArrayBuffer(8))
let thread: Worker | undefined
let onEnded = (): void => undefined
/** One at a time: the thread ends whatever keeps the process busy, so that must be the work that it watches. */
const works = new SerialQueue()

/**
 * Does some work, such as rendering a page, and rejects with a `TimeoutError` when it takes too long. A process cannot stop a loop
 * of its own, so a thread watches it: `watchdog-thread.ts`. Works wait for each other; a work must not wait for another.
 */
export const underWatchdog = <T>(work: () => Promise<T> | T): Promise<T> => works.add(() => watch(work))

/** Does work that may take long, such as reading all documents, while nothing is watched: it would be ended in its place. */
export const unwatched = <T>(work: () => Promise<T> | T): Promise<T> => works.add(work)

async function watch<T>(work: () => Promise<T> | T): Promise<T> {
  thread ??= startThread()
  const beat = setInterval(reportProgress, heartbeatMs)
  const abort = new AbortController()
  const ended = new Promise<never>((_, reject) => {
    onEnded = () => reject(new TimeoutError(`it took longer than ${timeouts.busyTimeoutMs / 1000} seconds`))
  })
  const late = wait(timeouts.waitTimeoutMs, undefined, { signal: abort.signal }).then(() => {
    // After a loop this timer may come before the thread's message.
    if (Atomics.load(memory, places.state) === places.ending) return ended
    throw new TimeoutError(`it was not done after ${timeouts.waitTimeoutMs / 1000} seconds`)
  })
  const task = { isGivenUp: false }
  try {
    return await Promise.race([inTaskOfItsOwn(() => watched(work, task)), ended, late])
  } finally {
    task.isGivenUp = true
    clearInterval(beat)
    abort.abort()
    Atomics.store(memory, places.state, places.idle)
  }
}

/** Called between the parts of long work: then each part may keep the process busy for as long as other work. */
export function reportProgress(): void {
  Atomics.add(memory, places.heartbeat, 1)
}

async function watched<T>(work: () => Promise<T> | T, task: { isGivenUp: boolean }): Promise<T> {
  reportProgress()
  Atomics.store(memory, places.state, places.running)
  try {
    return await work()
  } finally {
    if (!task.isGivenUp) stopWatching()
  }
}

function stopWatching(): void {
  if (Atomics.compareExchange(memory, places.state, places.running, places.idle) !== places.ending) return
  // The thread is about to end what runs here, which must be nothing else than this.
  while (Atomics.load(memory, places.state) === places.ending);
}

const tasks: (() => void)[] = []
const { port1: queue, port2: start } = new MessageChannel()
queue.on('message', () => tasks.shift()?.()).unref()

/**
 * Ending what runs ends every function on the stack, and drops the microtasks that wait. So the work gets a stack of its own: a
 * message of a port, because Node loses other timers together with a timer that is ended.
 */
function inTaskOfItsOwn<T>(work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    tasks.push(() => void work().then(resolve, reject))
    start.postMessage(undefined)
  })
}

function startThread(): Worker {
  const workerData: WatchdogData = { memory, places, ...timeouts }
  const worker = new Worker(new URL('./watchdog-thread.ts', import.meta.url), {
    workerData,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  })
  worker.on('message', () => onEnded())
  worker.on('error', (error) => console.error('The watchdog of the rendering has ended:', error))
  // A process that has nothing else to do may end.
  worker.unref()
  return worker
}
