import type { ChildProcess } from 'node:child_process'
import { isStopping, lastLines } from './processes'

export interface Service {
  /** As a person would call it: `the publisher`. */
  name: string
  log: string
  /** Starts it again, its log going on. */
  restart: () => ChildProcess
}

const firstDelay = 500
const longestDelay = 15_000
/** Milliseconds of running after which the next death counts as the first again. */
const settledAfter = 10_000

/** Starts a service again whenever it ends by itself, each time a little later, and says so. */
export function supervise(child: ChildProcess, service: Service): void {
  let delay = firstDelay
  let startedAt = Date.now()
  const watch = (process: ChildProcess) => {
    const end = () => {
      if (isStopping()) return
      if (Date.now() - startedAt > settledAfter) delay = firstDelay
      console.error(
        `\n${service.name} ended by itself and is started again in ${delay / 1000} s. Its log ends with:\n` +
          `         ${lastLines(service.log, 5)}`,
      )
      setTimeout(() => {
        if (isStopping()) return
        startedAt = Date.now()
        watch(service.restart())
      }, delay)
      delay = Math.min(delay * 2, longestDelay)
    }
    if (process.exitCode !== null || process.signalCode !== null) end()
    else process.once('close', end)
  }
  watch(child)
}
