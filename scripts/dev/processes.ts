import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { diskFull } from '../bootstrap/disk.mjs'
import { Refusal } from '../bootstrap/refusal.mjs'
import { inRoot, projectEnv } from '../bootstrap/root.mjs'

export interface Command {
  /** As a person would call it: `the CMS`. */
  name: string
  /** A script for the project's Node, and its arguments. */
  args: string[]
  cwd: string
  env?: Record<string, string | undefined>
  /** Everything that it prints goes to this file; without one, to the terminal. */
  log?: string
  /** Goes on below what the log holds already; otherwise the log begins anew. */
  keepsLog?: boolean
}

const running = new Set<ChildProcess>()
const leash = inRoot('scripts/dev/run-child-group.mjs')
const patience = 10_000

/** Starts a command in a process group of its own. It ends with this process, whatever happens to this process. */
export function startProcess(command: Command): ChildProcess {
  if (command.log) mkdirSync(dirname(command.log), { recursive: true })
  const output = command.log ? openSync(command.log, command.keepsLog ? 'a' : 'w') : ('inherit' as const)
  const child = spawn(process.execPath, [leash, process.execPath, ...command.args], {
    cwd: command.cwd,
    env: projectEnv(command.env),
    detached: true,
    stdio: ['pipe', output, output],
  })
  if (typeof output === 'number') closeSync(output)
  running.add(child)
  child.once('close', () => running.delete(child))
  return child
}

/** Runs a command to its end. Refuses when it fails, takes longer than `limit` ms, or meets a full disk. */
export async function runToEnd(command: Command, limit: number): Promise<void> {
  const child = startProcess(command)
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    void stopProcess(child)
  }, limit)
  const code = await ended(child)
  clearTimeout(timer)
  if (code === 0) return
  const seeAll = command.log ? `cat ${command.log}` : 'npm run doctor'
  if (isLate) {
    throw new Refusal(`${command.name} was stopped.`, `it took longer than ${limit / 1000} s.`, seeAll)
  }
  const lines = command.log ? lastLines(command.log) : ''
  if (/ENOSPC|no space left on device|SQLITE_FULL/i.test(lines)) throw diskFull(command.name)
  throw new Refusal(`${command.name} failed (exit code ${code}).`, lines || 'see above.', seeAll)
}

/** Ends a process and everything that it started: politely, then for certain. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const over = ended(child)
  child.stdin?.end()
  const timer = setTimeout(() => {
    if (child.pid !== undefined) killGroup(child.pid)
  }, patience)
  await over
  clearTimeout(timer)
}

let isStoppingAll = false

/** Ends everything that this process started, last started first. */
export async function stopAll(): Promise<void> {
  isStoppingAll = true
  try {
    for (const child of [...running].reverse()) await stopProcess(child)
  } finally {
    isStoppingAll = false
  }
}

/** Whether a process that ends now was told to. */
export const isStopping = (): boolean => isStoppingAll

/** Resolves with the exit code, 1 for a process that was killed. */
export function ended(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode ?? 1)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

/** Ends everything that was started on Ctrl+C, a closed terminal, a kill, or the end of the parent, and then this process. */
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

/** The end of a log, for a person. */
export function lastLines(file: string, count = 12): string {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
  return lines.slice(-count).join('\n         ')
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
