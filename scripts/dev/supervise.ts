import type { ChildProcess } from 'node:child_process'
import { describePortOwner, isPortTaken } from '../bootstrap/ports.mjs'
import { lastLines } from './logs'
import { isStopping } from './processes'

export interface Service {
  /** For messages: `The publisher`. */
  name: string
  log: string
  /** Where it listens. */
  port: number
  /** Starts the service again and appends to its log. */
  restart: () => ChildProcess
}

const firstDelayMs = 500
const longestDelayMs = 15_000
/** After running this long, the next restart has the first delay again. */
const settledAfterMs = 10_000

/**
 * Restarts a service whenever it ends by itself, with a delay that doubles each time, and prints the end of its log. While another
 * program listens on its port, it says which one and waits instead.
 */
export function supervise(child: ChildProcess, service: Service): void {
  let delayMs = firstDelayMs
  let startedAt = Date.now()
  let reportedOwner = ''

  const watch = (process: ChildProcess) => {
    const end = () => {
      if (isStopping()) return
      if (Date.now() - startedAt > settledAfterMs) delayMs = firstDelayMs
      console.error(
        `\n${service.name} ended by itself and is started again in ${delayMs / 1000} s. Its log ends with:\n` +
          `         ${lastLines(service.log, 5)}`,
      )
      restartLater()
    }
    if (process.exitCode !== null || process.signalCode !== null) end()
    else process.once('close', end)
  }
  const restartLater = () => {
    setTimeout(() => void restart(), delayMs)
    delayMs = Math.min(delayMs * 2, longestDelayMs)
  }
  const restart = async () => {
    const isTaken = await isPortTaken(service.port)
    if (isStopping()) return
    if (isTaken) {
      reportOwner(describePortOwner(service.port))
      restartLater()
      return
    }
    startedAt = Date.now()
    reportedOwner = ''
    watch(service.restart())
  }
  const reportOwner = (owner: string) => {
    if (owner === reportedOwner) return
    reportedOwner = owner
    console.error(
      `\n${service.name} waits, because its port ${service.port} is taken: ${owner}\nFix:     stop that program.`,
    )
  }
  watch(child)
}
