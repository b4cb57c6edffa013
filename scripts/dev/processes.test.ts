import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, onTestFinished, test } from 'vitest'
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
import { once } from 'node:events'
   import { writeFileSync } from 'node:fs'
   const grandchild = spawn(process.execPath, [${JSON.stringify(grandchild)}])
   writeFileSync(process.argv[2], process.pid + ' ' + grandchild.pid)
   setInterval(() => {}, 1000)`,
)
const busy = join(folder, 'busy.mjs')
writeFileSync(
  busy,
  `import { writeFileSync } from 'node:fs'
   writeFileSync(process.argv[2], process.pid + ' ' + process.pid)
   process.on('SIGTERM', () => {})
   for (;;);`,
)
const moduleOf = (path: string) => JSON.stringify(pathToFileURL(inRoot(path)).href)
const starter = join(folder, 'starter.mts')
writeFileSync(
  starter,
  `import { startProcess, stopAllOnSignal } from ${moduleOf('scripts/dev/processes.ts')}
   stopAllOnSignal()
   const [, , note, program] = process.argv
   startProcess({ name: 'a test', args: [program, note], cwd: ${JSON.stringify(folder)} })
   setInterval(() => {}, 1000)`,
)
/** As `npm start` runs it: a process that starts another one and waits for it. */
const wrapper = join(folder, 'wrapper.mjs')
writeFileSync(
  wrapper,
  `import { handOver } from ${moduleOf('scripts/bootstrap/install.mjs')}
   await handOver(${JSON.stringify(relative(inRoot(), starter))}, process.argv.slice(2))`,
)
/** Keeps a service running that listens on a port. */
const supervisor = join(folder, 'supervisor.mts')
const listener = join(folder, 'listener.mjs')
writeFileSync(
  listener,
  `import { createServer } from 'node:http'
   const [, , port, name] = process.argv
   const server = createServer((request, response) => response.end(name + ' ' + process.pid))
   const listen = () => server.listen(Number(port), '127.0.0.1')
   server.on('error', () => {
     console.log('The port is taken.')
     setTimeout(listen, 10)
   })
   listen()`,
)
writeFileSync(
  supervisor,
  `import { startProcess, stopAllOnSignal } from ${moduleOf('scripts/dev/processes.ts')}
   import { supervise } from ${moduleOf('scripts/dev/supervise.ts')}
   stopAllOnSignal()
   const [, , port, log] = process.argv
   const restart = () => startProcess({ name: 'a test', args: [${JSON.stringify(listener)}, port, 'service'], cwd: ${JSON.stringify(folder)}, log, keepsLog: true })
   supervise(restart(), { name: 'The test', log, port: Number(port), restart })`,
)

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function until<T>(
  what: string,
  attempt: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await wait(50)) {
    const found = await attempt()
    if (found) return found
  }
  throw new Error(`Waited 20 s in vain for ${what}.`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

let notes = 0
/** Starts a program, and returns the ids of the processes that it reports when it runs. */
async function started(args: string[], program = child) {
  const note = join(folder, `note-${(notes += 1)}`)
  const first = spawn(process.execPath, [...args, note, program], { cwd: inRoot(), stdio: 'ignore' })
  const pids = await until('the processes', () => {
    try {
      const found = readFileSync(note, 'utf8').split(' ').map(Number)
      return found.length === 2 && found
    } catch {
      return undefined
    }
  })
  expect(pids.every(isAlive)).toBe(true)
  return { first, pids }
}
const withTsx = ['--import', 'tsx']

// They wait for up to ten seconds each: beside each other.
test.concurrent.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
  'after %s nothing that was started is left',
  async (signal) => {
    const { first, pids } = await started([...withTsx, starter])
    first.kill(signal)
    await until(`the end of ${pids.join(' and ')}`, () => !pids.some(isAlive))
  },
)

test.concurrent('a busy program ends with the process that started it', async () => {
  const { first, pids } = await started([...withTsx, starter], busy)
  first.kill('SIGKILL')
  await until(`the end of ${pids[0]}`, () => !pids.some(isAlive))
})

test.concurrent('when a program is killed, nothing that it started is left', async () => {
  const { first, pids } = await started([...withTsx, starter])
  process.kill(pids[0] ?? 0, 'SIGKILL')
  await until(`the end of ${pids.join(' and ')}`, () => !pids.some(isAlive))
  first.kill('SIGKILL')
})

test.concurrent('when the process is killed that handed over, nothing that was started is left', async () => {
  const { first, pids } = await started([wrapper])
  first.kill('SIGKILL')
  await until(`the end of ${pids.join(' and ')}`, () => !pids.some(isAlive))
})

test('a service whose port is taken says by whom, once, and comes back when it is free', async () => {
  const port = await freePort()
  const answer = async () => {
    try {
      return (await (await fetch(`http://127.0.0.1:${port}/`)).text()).split(' ')
    } catch {
      return []
    }
  }
  const isServedBy = async (who: string, other?: number) => {
    const [name, pid] = await answer()
    return name === who && Number(pid) !== other && Number(pid)
  }
  let output = ''
  const first = spawn(process.execPath, [...withTsx, supervisor, String(port), join(folder, 'service.log')], {
    cwd: inRoot(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void first.kill('SIGKILL'))
  first.stderr.on('data', (data) => (output += String(data)))
  const pid = await until('the service', () => isServedBy('service'))

  // It listens as soon as the port is free.
  const holder = spawn(process.execPath, [listener, String(port), 'holder'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onTestFinished(() => void holder.kill('SIGKILL'))
  await once(holder.stdout, 'data')
  holder.stdout.resume()
  process.kill(pid, 'SIGKILL')
  await until('another program on the port', () => isServedBy('holder'))
  await until('the report', () => output.includes('waits'))
  await wait(3_000)
  expect(output.match(/waits/g)).toHaveLength(1)
  expect(output).toContain(
    `The test waits, because its port ${port} is taken: process ${holder.pid} listens there`,
  )

  holder.kill('SIGKILL')
  await until('the service again', () => isServedBy('service', pid))
  first.kill('SIGTERM')
  await until('the end of the service', async () => (await answer()).length === 0)
})
