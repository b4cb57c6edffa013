import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { inProject, projectRoot } from '../project-root'

const folder = mkdtempSync(join(tmpdir(), 'watchdog-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs a module in a process of its own, because it may loop; gives what it printed, and the signal that ended it. */
function run(code: string): Promise<{ printed: string; signal: string | null }> {
  const file = join(folder, 'program.mts')
  const watchdog = pathToFileURL(inProject('scripts/publisher/render/watchdog.ts')).href
  writeFileSync(
    file,
    `import { setTimeout as wait } from 'node:timers/promises'
     import { setWatchdogTimeouts, underWatchdog, unwatched } from ${JSON.stringify(watchdog)}
     setWatchdogTimeouts({ busyTimeoutMs: 1_200, waitTimeoutMs: 4_000 })
     ${code}`,
  )
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', file],
      { cwd: projectRoot, timeout: 50_000 },
      (error, printed, errors) =>
        resolve({ printed: printed + errors, signal: (error?.signal as string | undefined) ?? null }),
    )
  })
}

test('a loop is ended, and neither the work that begins meanwhile nor work that is not watched', async () => {
  const { printed } = await run(`
    const settle = (work) => work.catch(({ message }) => message)
    const results = await Promise.all([
      underWatchdog(async () => { await wait(100); for (;;); }),
      underWatchdog(async () => { await wait(500); return 'waited' }),
      unwatched(() => { for (const end = Date.now() + 2_500; Date.now() < end; ); return 'took long' }),
      underWatchdog(() => 'short'),
    ].map(settle))
    console.log(JSON.stringify(results))
  `)
  expect(JSON.parse(printed)).toEqual(['it took longer than 1.2 seconds', 'waited', 'took long', 'short'])
})

test('a process that cannot be interrupted is killed', async () => {
  // No JavaScript runs while a pipe that nothing writes to is opened.
  const { printed, signal } = await run(`
    import { execFileSync } from 'node:child_process'
    import { readFileSync } from 'node:fs'
    execFileSync('mkfifo', [${JSON.stringify(join(folder, 'pipe'))}])
    await underWatchdog(() => readFileSync(${JSON.stringify(join(folder, 'pipe'))}))
  `)
  expect({ printed, signal }).toEqual({ printed: '', signal: 'SIGKILL' })
})
