import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { WriteLock } from './write-lock'

const stallLimit = 200

test('whoever asked right after the last statement is refused first, the others get their turn', async () => {
  const lock = new WriteLock(stallLimit)
  await lock.acquire('the holder')
  const before = lock.acquire('came before the last statement')
  lock.noteProgress()
  const cause = lock.acquire('waits for itself')
  const after = lock.acquire('came later')

  await expect(cause).rejects.toThrow('Could not write to the database: waits for itself waited 0.2 s')
  lock.release()
  await before
  lock.release()
  await after
})

test('a queue that moves refuses nobody, however long it is', async () => {
  const lock = new WriteLock(stallLimit)
  await lock.acquire('the holder')
  const turns = Array.from({ length: 8 }, async (_, turn) => {
    await lock.acquire(`turn ${turn}`)
    await delay(stallLimit / 3)
    lock.release()
  })
  lock.release()
  await expect(Promise.all(turns)).resolves.toHaveLength(8)
})
