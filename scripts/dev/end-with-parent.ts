// `node --import end-with-parent.ts program`, for a program that leads a process group and whose standard input is a pipe from the
// process that started it. The pipe closes when that process is gone, by `kill -9` too; then the group ends: SIGTERM, and SIGKILL after
// eight seconds. A worker thread watches, because the program may be busy. What sends the signals is a process outside the group, because
// the program may be the first to end. `execa` cannot do this: its `cleanup` runs in the parent, and after `kill -9` no code runs there.
import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import process from 'node:process'
import { isMainThread, Worker } from 'node:worker_threads'

const endGroup = `kill -TERM -${process.pid}; for i in $(seq 80); do sleep 0.1; kill -0 -${process.pid} || exit; done; kill -KILL -${process.pid}`

if (isMainThread) {
  new Worker(new URL(import.meta.url), { execArgv: [] }).unref()
  // The processes that this one forks do not watch: they end with the group.
  const at = process.execArgv.indexOf(import.meta.url)
  if (at > 0) process.execArgv.splice(at - 1, 2)
} else {
  new Socket({ fd: 0, readable: true, writable: false })
    .on('error', () => undefined)
    .once('close', () => spawn('/bin/sh', ['-c', endGroup], { detached: true, stdio: 'ignore' }))
    .resume()
}
