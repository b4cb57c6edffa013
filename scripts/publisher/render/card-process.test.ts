import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CardProcess } from './card-process'

test('when the process that draws is killed, one card is lost, and the next one starts another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'card-process-test-'))
  const entry = join(folder, 'entry.mjs')
  writeFileSync(
    entry,
    `export const site = {
      async drawCard({ title }) {
        if (title === 'Killed') process.kill(process.pid, 'SIGKILL')
        return Buffer.from(title)
      },
    }`,
  )
  const cards = new CardProcess({ entry })
  const draw = async (title: string) =>
    Buffer.from(
      await cards.drawCard({
        label: 'Course',
        title,
        facts: [],
        school: 'AlliedRx',
        shortName: 'AlliedRx',
      }),
    ).toString()
  try {
    expect(await draw('Phlebotomy')).toBe('Phlebotomy')
    await expect(draw('Killed')).rejects.toThrow('has ended')
    expect(await draw('Pharmacy Technician')).toBe('Pharmacy Technician')
  } finally {
    cards.end()
    rmSync(folder, { recursive: true })
  }
})
