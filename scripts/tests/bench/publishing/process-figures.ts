import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

const ticksPerSecond = 100
const idleForS = 2
const timeoutS = 90

/** The memory of a process in megabytes, now and at its peak. Undefined where there is no /proc. */
export function memoryOf(pid: number): { now: number; most: number } | undefined {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return undefined
  const status = readFileSync(file, 'utf8')
  const megabytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') }
}

/** Seconds of processor time that a process has used, all threads together. */
function secondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** Waits until a process is idle, at most 90 s: work after a start must not be measured with a publish. */
export async function untilAtRest(pid: number): Promise<void> {
  if (!existsSync(`/proc/${pid}/stat`)) {
    await wait(20_000)
    return
  }
  let quiet = 0
  for (let second = 0; second < timeoutS && quiet < idleForS; second++) {
    const before = secondsOf(pid)
    await wait(1000)
    quiet = secondsOf(pid) - before < 0.05 ? quiet + 1 : 0
  }
}
