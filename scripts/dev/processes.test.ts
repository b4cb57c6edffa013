import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { inRoot } from '../bootstrap/root.mjs'

const folder = mkdtempSync(join(tmpdir(), 'processes-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A starter whose child starts a child of its own that ignores SIGTERM. */
const grandchild = join(folder, 'grandchild.mjs')
writeFileSync(grandchild, "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)")
const child = join(folder, 'child.mjs')
writeFileSync(
  child,
  `import { spawn } from 'node:child_process'
   import { writeFileSync } from 'node:fs'
   const grandchild = spawn(process.execPath, [${JSON.stringify(grandchild)}])
   writeFileSync(process.argv[2], process.pid + ' ' + grandchild.pid)
   setInterval(() => {}, 1000)`,
)
const starter = join(folder, 'starter.mts')
writeFileSync(
  starter,
  `import { startProcess, stopAllOnSignal } from ${JSON.stringify(pathToFileURL(inRoot('scripts/dev/processes.ts')).href)}
   stopAllOnSignal()
   startProcess({ name: 'a test', args: [${JSON.stringify(child)}, process.argv[2]], cwd: ${JSON.stringify(folder)} })
   setInterval(() => {}, 1000)`,
)

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function until<T>(what: string, attempt: () => T | undefined | false): Promise<T> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await wait(50)) {
    const found = attempt()
    if (found) return found
  }
  throw new Error(`Waited 20 s in vain for ${what}.`)
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
  'after %s nothing that was started is left',
  async (signal) => {
    const note = join(folder, signal)
    const started = spawn(process.execPath, ['--import', 'tsx', starter, note], {
      cwd: inRoot(),
      stdio: 'ignore',
    })
    const pids = await until('the processes', () => {
      try {
        const found = readFileSync(note, 'utf8').split(' ').map(Number)
        return found.length === 2 && found
      } catch {
        return undefined
      }
    })
    expect(pids.every(isAlive)).toBe(true)
    started.kill(signal)
    await until(`the end of ${pids.join(' and ')}`, () => !pids.some(isAlive))
  },
)
