import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { keepLogsSmall } from './logs'
import { startProcess, stopProcess } from './processes'

const folder = mkdtempSync(join(tmpdir(), 'logs-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a log stays small while a program writes to it, and its newest lines are kept', async () => {
  const log = join(folder, 'program.log')
  const maxBytes = 100_000
  keepLogsSmall([log], { maxBytes, intervalMs: 10 })
  const program = startProcess({
    name: 'a program',
    args: ['--eval', "let n = 0; setInterval(() => console.log('line', n++, 'x'.repeat(1000)), 1)"],
    cwd: folder,
    log,
  })
  const numbers = (file: string) =>
    [...readFileSync(file, 'utf8').matchAll(/^line (\d+) x{1000}$/gm)].map(([, n]) => Number(n))
  let last = 0
  for (const deadline = Date.now() + 60_000; last < 500 && Date.now() < deadline; await wait(20)) {
    last = numbers(log).at(-1) ?? last
  }
  await stopProcess(program)
  expect(last).toBeGreaterThanOrEqual(500)
  expect(statSync(`${log}.1`).size).toBeLessThanOrEqual(maxBytes)
  // No hole at its start, as a program has that goes on writing at its old place.
  expect(readFileSync(log).includes(0)).toBe(false)
  const [kept, now] = [numbers(`${log}.1`), numbers(log)]
  expect(kept.at(-1)).toBeLessThan(now.at(0) ?? Infinity)
  expect(now).toEqual(now.map((_, index) => (now[0] ?? 0) + index))
})

test('a restarted program appends to its log, and a new start begins anew', async () => {
  const log = join(folder, 'restarted.log')
  const run = async (text: string, keepsLog: boolean) => {
    const program = startProcess({ name: text, args: ['--print', `'${text}'`], cwd: folder, log, keepsLog })
    await new Promise((resolve) => program.once('close', resolve))
  }
  await run('first', false)
  await run('second', true)
  expect(readFileSync(log, 'utf8')).toBe('first\nsecond\n')
  await run('third', false)
  expect(readFileSync(log, 'utf8')).toBe('third\n')
})
