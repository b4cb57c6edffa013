import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Freeze, FreezeSchema } from 'shared-types'

const fileOf = (folder: string) => join(folder, 'hold.json')

/**
 * A rollback holds until somebody lifts it: the file beside `current` says so, whatever restarts. Written before the
 * switch, so that a publisher that dies in between finishes the rollback when it starts.
 */
export function readHold(folder: string): Freeze | undefined {
  const file = fileOf(folder)
  if (!existsSync(file)) return undefined
  try {
    return FreezeSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new Error(
      `Could not read ${file}, which says to which release the site was rolled back. Write it again with npm run rollback, or delete it to let the newest release go live.`,
      { cause },
    )
  }
}

export function writeHold(folder: string, hold: Freeze): void {
  const draft = `${fileOf(folder)}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(hold, null, 2)}\n`, { flush: true })
  renameSync(draft, fileOf(folder))
}

export function liftHold(folder: string): void {
  rmSync(fileOf(folder), { force: true })
}
