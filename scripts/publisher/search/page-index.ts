import { fork } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { indexFolder } from '../releases/file-names'
import type { IndexJob } from './index-worker'

const program = fileURLToPath(new URL('./index-worker.ts', import.meta.url))
const timeoutMs = 10 * 60_000

interface PageIndex {
  /** A complete web root. Attributes such as `data-pagefind-body` in its pages mark what can be found. */
  webRoot: string
  /** The folder to write. */
  output: string
  /** Files and folders to remove first. */
  remove?: string[]
  stop?: AbortSignal
}

/**
 * Makes an index of all pages for the search: a second and a half for 1,000 of them, in a process of low priority. Throws when it
 * cannot be made, is stopped, or takes ten minutes; the output is then incomplete.
 */
export async function makePageIndex({ webRoot, output, remove = [], stop }: PageIndex): Promise<void> {
  stop?.throwIfAborted()
  // In a process group of its own, so that Pagefind's program, which the worker starts, ends with the worker.
  const child = fork(program, [], { execArgv: [], detached: true })
  const end = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
  }
  stop?.addEventListener('abort', end)
  const timer = setTimeout(end, timeoutMs)
  try {
    await new Promise<void>((resolve, reject) => {
      let why: string | undefined
      child.once('error', reject)
      child.on('message', ({ message }: { message: string }) => (why = message))
      child.once('close', (code, signal) => {
        if (code === 0) resolve()
        else reject(new Error(`The search index was not made: ${why ?? signal ?? `exit code ${code}`}`))
      })
      child.send({ webRoot, output, remove } satisfies IndexJob)
    })
  } finally {
    clearTimeout(timer)
    stop?.removeEventListener('abort', end)
  }
}

/** Makes the search index of a static build, in its web root. */
export const indexBuiltSite = (webRoot: string): Promise<void> =>
  makePageIndex({ webRoot, output: join(webRoot, indexFolder) })
