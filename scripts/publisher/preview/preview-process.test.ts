import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { PreviewProcess } from './preview-process'

const folder = mkdtempSync(join(tmpdir(), 'preview-process-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A program that is ready after some milliseconds, and answers with the id of its process. */
function startProcess(readyAfterMs: number, startPatienceMs?: number): PreviewProcess {
  const program = join(folder, `ready-after-${readyAfterMs}.mjs`)
  writeFileSync(
    program,
    `process.on('message', () => process.send({ answer: { state: 'failed', message: String(process.pid) } }))
    process.on('disconnect', () => process.exit(0))
    setTimeout(() => process.send({ isReady: true }), ${readyAfterMs})`,
  )
  const previews = new PreviewProcess({ program, execArgv: [], args: [], startPatienceMs })
  onTestFinished(() => previews.end())
  return previews
}
const question = { about: 'page', request: '{}' } as const
const ask = (previews: PreviewProcess) => previews.answer(question, new AbortController().signal)

test('who asks during a long start is told to wait, and the start goes on', async () => {
  const previews = startProcess(1500, 50)
  await expect(ask(previews)).rejects.toThrow(/reads the whole site first.*appears by itself/)
  await expect(ask(previews)).rejects.toThrow(/appears by itself/)
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await ask(previews).catch(() => wait(50))
    if (!answer) continue
    expect(answer).toMatchObject({ state: 'failed' })
    expect(await ask(previews)).toEqual(answer)
    return
  }
  throw new Error('The process never was ready.')
})

test('a request waits for a short start', async () => {
  expect(await ask(startProcess(100))).toMatchObject({ state: 'failed' })
})
