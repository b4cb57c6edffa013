import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Outcome, sentenceOf } from 'publisher/reports'
import { PublisherLog, totalOf } from './publisher-log'

const folder = mkdtempSync(join(tmpdir(), 'publisher-log-'))
afterAll(() => rmSync(folder, { recursive: true }))

const live: Outcome = {
  ...{ state: 'live', number: 12, reason: 'asked', revision: 'r', isFull: true, canBeAllowed: false },
  ...{ changes: [], blocked: [], waiting: [], warnings: [] },
  pages: { total: 61, rendered: ['/'], added: [], removed: [] },
  timings: { fetch: 52.4, render: 6, switch: 0.2 },
}

test('the steps of a release are those that the publisher logs', () => {
  const file = join(folder, 'publisher.log')
  writeFileSync(file, `The publisher listens.\n${sentenceOf({ ...live, number: 11 })}\n`)
  const log = new PublisherLog(file)
  const place = log.end()
  writeFileSync(file, `Every page is being rendered (asked).\n${sentenceOf(live)}\n`, { flag: 'a' })
  writeFileSync(file, `${sentenceOf({ ...live, state: 'refused', message: 'no' })}\n`, { flag: 'a' })
  const releases = log.releasesSince(place)
  expect(releases).toEqual([{ number: 12, reason: 'asked', steps: { fetch: 52, render: 6, switch: 0 } }])
  expect(releases.map(totalOf)).toEqual([58])
})
