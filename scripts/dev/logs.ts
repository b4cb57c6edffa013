import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { inRoot } from '../bootstrap/root.mjs'

/** The path of a log. `LOG_DIR` keeps the logs of several test stacks on one checkout apart. */
export const logOf = (name: string) => resolve(process.env.LOG_DIR ?? inRoot('data/logs'), `${name}.log`)

/** Opens a log for a program, which writes to it directly: it goes on when the process that started it is busy or gone. */
export function openLog(file: string, keepsLog = false): number {
  mkdirSync(dirname(file), { recursive: true })
  if (!keepsLog) rmSync(file, { force: true })
  // To append: what the program writes after `keepLogsSmall` has emptied the file must begin at its start.
  return openSync(file, 'a')
}

/** The last lines of a log that are not empty, indented as the lines of a refusal are. */
export function lastLines(file: string, count = 12): string {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
  return lines.slice(-count).join('\n         ')
}

const megabyte = 1024 * 1024

/**
 * While this process runs: empties each log that has grown to `maxBytes`, also while programs write to it, and keeps its end in
 * `<log>.1`. So a log takes about twice that. Lines that are written at this very moment get lost.
 */
export function keepLogsSmall(
  files: readonly string[],
  { maxBytes = 10 * megabyte, intervalMs = 1_000 } = {},
): void {
  setInterval(() => {
    for (const file of files) if (sizeOf(file) >= maxBytes) empty(file, maxBytes)
  }, intervalMs).unref()
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0

function empty(file: string, maxBytes: number): void {
  const log = openSync(file, 'r+')
  try {
    const end = Buffer.alloc(maxBytes)
    const length = readSync(log, end, 0, maxBytes, sizeOf(file) - maxBytes)
    writeFileSync(`${file}.1`, end.subarray(0, length))
  } catch {
    // No space for the copy: the space of the log is more important.
    rmSync(`${file}.1`, { force: true })
  } finally {
    ftruncateSync(log)
    closeSync(log)
  }
}
