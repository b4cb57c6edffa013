import { fork } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { indexFolder } from '../releases/file-names'
import type { IndexJob } from './index-worker'

const program = fileURLToPath(new URL('./index-worker.ts', import.meta.url))
const limit = 10 * 60_000

interface PageIndex {
  /** A complete web root. Its pages say themselves what of them is found: `data-pagefind-body` and its like. */
  webRoot: string
  /** Where the index goes. */
  output: string
  /** What is in the way or not needed any more goes first. */
  remove?: string[]
  stop?: AbortSignal
}

/**
 * Makes an index of all pages for the search: a second and a half for 1,000 of them, in a process that everything else on
 * the computer goes before. Throws when it cannot be made, is stopped, or takes ten minutes; then the output is worth nothing.
 */
export async function makePageIndex({ webRoot, output, remove = [], stop }: PageIndex): Promise<void> {
  stop?.throwIfAborted()
  // A group of its own, because the index is made by a program that Pagefind starts: both end together.
  const child = fork(program, [], { execArgv: [], detached: true })
  const end = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
  }
  stop?.addEventListener('abort', end)
  const timer = setTimeout(end, limit)
  try {
    await new Promise<void>((resolve, reject) => {
      let why: string | undefined
      child.once('error', reject)
      child.on('message', ({ message }: { message: string }) => (why = message))
      child.once('close', (code, signal) => {
        if (code === 0) resolve()
        else
          reject(new Error(`The index of the search was not made: ${why ?? signal ?? `exit code ${code}`}`))
      })
      child.send({ webRoot, output, remove } satisfies IndexJob)
    })
  } finally {
    clearTimeout(timer)
    stop?.removeEventListener('abort', end)
  }
}

/** Puts an index into a web root, as a static build brings it. */
export const indexBuiltSite = (webRoot: string): Promise<void> =>
  makePageIndex({ webRoot, output: join(webRoot, indexFolder) })
