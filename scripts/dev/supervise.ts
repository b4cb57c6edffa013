import type { ChildProcess } from 'node:child_process'
import { isStopping, lastLines } from './processes'

export interface Service {
  /** For messages: `The publisher`. */
  name: string
  log: string
  /** Starts the service again and appends to its log. */
  restart: () => ChildProcess
}

const firstDelayMs = 500
const longestDelayMs = 15_000
/** After running this long, the next restart has the first delay again. */
const settledAfterMs = 10_000

/** Restarts a service whenever it ends by itself, with a delay that doubles each time, and prints the end of its log. */
export function supervise(child: ChildProcess, service: Service): void {
  let delayMs = firstDelayMs
  let startedAt = Date.now()
  const watch = (process: ChildProcess) => {
    const end = () => {
      if (isStopping()) return
      if (Date.now() - startedAt > settledAfterMs) delayMs = firstDelayMs
      console.error(
        `\n${service.name} ended by itself and is started again in ${delayMs / 1000} s. Its log ends with:\n` +
          `         ${lastLines(service.log, 5)}`,
      )
      setTimeout(() => {
        if (isStopping()) return
        startedAt = Date.now()
        watch(service.restart())
      }, delayMs)
      delayMs = Math.min(delayMs * 2, longestDelayMs)
    }
    if (process.exitCode !== null || process.signalCode !== null) end()
    else process.once('close', end)
  }
  watch(child)
}
