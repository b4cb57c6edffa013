import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as (options: {
  type: 'major'
  execution: 'sync'
  flavor: 'last-resort'
}) => void

/**
 * Gives memory back to the computer. Reading 10,000 documents leaves several times their size behind, which Node would keep
 * in case it is needed again; a publisher that makes small releases for weeks does not. Takes up to a second.
 */
export const giveMemoryBack = (): void =>
  collectGarbage({ type: 'major', execution: 'sync', flavor: 'last-resort' })
