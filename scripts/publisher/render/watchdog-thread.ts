// Node runs this file itself: erasable TypeScript only.
import { Session } from 'node:inspector'
import process from 'node:process'
import { parentPort, workerData } from 'node:worker_threads'
import type { WatchdogData } from './watchdog'

const { memory, places, busyTimeoutMs, waitTimeoutMs } = workerData as WatchdogData
const pollIntervalMs = 100

// Counted in polls, not by a clock: a process that was stopped for a while was not busy.
let blockedMs = 0
/** Processor time: on a computer with much to do, work that is not a loop takes long, too. */
let busyMs = 0
let lastBeat = 0
let lastUsage = process.cpuUsage()

setInterval(() => {
  const beat = Atomics.load(memory, places.heartbeat)
  const { user, system } = process.cpuUsage(lastUsage)
  lastUsage = process.cpuUsage()
  if (Atomics.load(memory, places.state) === places.idle || beat !== lastBeat) blockedMs = busyMs = 0
  else {
    blockedMs += pollIntervalMs
    busyMs += Math.min((user + system) / 1000, pollIntervalMs)
  }
  lastBeat = beat
  if (busyMs < busyTimeoutMs && blockedMs < waitTimeoutMs) return
  blockedMs = busyMs = 0
  if (Atomics.compareExchange(memory, places.state, places.running, places.ending) === places.running)
    endMainThread()
  // The process cannot be helped; its supervisor starts it again.
  else process.kill(process.pid, 'SIGKILL')
}, pollIntervalMs)

/**
 * Ends the JavaScript that runs in the main thread, also within a loop or a regular expression; the process and its event loop go
 * on. The session is connected for this only: a process with a connected one waits before it exits.
 */
function endMainThread(): void {
  const session = new Session()
  session.connectToMainThread()
  session.post('Runtime.terminateExecution', () => {
    session.disconnect()
    parentPort?.postMessage('ended')
  })
}
