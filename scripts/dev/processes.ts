import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { diskFull } from '../bootstrap/disk.mjs'
import { Refusal } from '../bootstrap/refusal.mjs'
import { inRoot, projectEnv } from '../bootstrap/root.mjs'
import { lastLines, openLog } from './logs'

export interface Command {
  /** For messages: `the CMS`. */
  name: string
  /** A script for the project's Node, and its arguments. */
  args: string[]
  cwd: string
  env?: Record<string, string | undefined>
  /** The file for all that the command prints; without one it goes to the terminal. */
  log?: string
  /** Appends to the log; otherwise the log begins anew. */
  keepsLog?: boolean
}

const running = new Set<ChildProcess>()
const endWithParent = pathToFileURL(inRoot('scripts/dev/end-with-parent.ts')).href
const forceKillAfterMs = 10_000

/**
 * Starts a command in a process group of its own. The group ends with this process, however this process ends, and with the command.
 */
export function startProcess(command: Command): ChildProcess {
  const output = command.log ? openLog(command.log, command.keepsLog) : ('inherit' as const)
  const child = spawn(process.execPath, ['--import', endWithParent, ...command.args], {
    cwd: command.cwd,
    env: projectEnv(command.env),
    detached: true,
    stdio: ['pipe', output, output],
  })
  if (typeof output === 'number') closeSync(output)
  running.add(child)
  child.once('close', () => {
    running.delete(child)
    // Processes that the command left behind.
    signalGroup(child, 'SIGKILL')
  })
  return child
}

/** Runs a command to its end. Throws a refusal when it fails, takes longer than `timeoutMs`, or meets a full disk. */
export async function runToEnd(command: Command, timeoutMs: number): Promise<void> {
  const { code, timedOut } = await endedWithin(startProcess(command), timeoutMs)
  if (code === 0) return
  const seeAll = command.log ? `cat ${command.log}` : 'npm run doctor'
  if (timedOut) {
    throw new Refusal(`${command.name} was stopped.`, `it took longer than ${timeoutMs / 1000} s.`, seeAll)
  }
  const lines = command.log ? lastLines(command.log) : ''
  if (/ENOSPC|no space left on device|SQLITE_FULL/i.test(lines)) throw diskFull(command.name)
  throw new Refusal(`${command.name} failed (exit code ${code}).`, lines || 'see above.', seeAll)
}

/** Resolves with the exit code, 1 for a process that was killed. Stops the process after `timeoutMs`. */
export async function endedWithin(
  child: ChildProcess,
  timeoutMs: number,
): Promise<{ code: number; timedOut: boolean }> {
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    void stopProcess(child)
  }, timeoutMs)
  const code = await ended(child)
  clearTimeout(timer)
  return { code, timedOut }
}

/** Ends a process and everything that it started: with SIGTERM first, and with SIGKILL after 10 s. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const over = ended(child)
  signalGroup(child, 'SIGTERM')
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), forceKillAfterMs)
  await over
  clearTimeout(timer)
}

let isStoppingAll = false

/** Ends everything that this process started, in reverse order of their starts. */
export async function stopAll(): Promise<void> {
  isStoppingAll = true
  try {
    for (const child of [...running].reverse()) await stopProcess(child)
  } finally {
    isStoppingAll = false
  }
}

/** True while `stopAll` runs: a process that ends now did not end by itself. */
export const isStopping = (): boolean => isStoppingAll

/** Resolves with the exit code, 1 for a process that was killed. */
export function ended(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode ?? 1)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

/**
 * On Ctrl+C, a closed terminal, SIGTERM, or the end of the parent: ends everything that this process started, then this process.
 */
export function stopAllOnSignal(): void {
  let isStopping = false
  const stop = (reason: string, code: number) => {
    if (isStopping) return
    isStopping = true
    // A closed terminal cannot be written to.
    if (reason !== 'SIGHUP') process.stdout.write('\nStopping …\n')
    void stopAll().then(() => process.exit(code))
  }
  process.on('SIGINT', () => stop('SIGINT', 130))
  process.on('SIGTERM', () => stop('SIGTERM', 143))
  process.on('SIGHUP', () => stop('SIGHUP', 129))
  process.stdout.on('error', () => stop('SIGHUP', 129))
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && stop('SIGHUP', 129), 500).unref()
}

function signalGroup({ pid }: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
