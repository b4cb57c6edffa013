import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Freeze, FreezeSchema } from 'shared-types'

// The stored name; older than the code's word.
const fileOf = (folder: string) => join(folder, 'hold.json')

/**
 * The publish freeze of a site, or undefined when it follows the CMS. A rollback freezes the site until the freeze is lifted. It
 * is stored beside `current`, so it survives restarts, and written before the switch: a publisher that dies in between finishes
 * the rollback when it starts.
 */
export function readFreeze(folder: string): Freeze | undefined {
  const file = fileOf(folder)
  if (!existsSync(file)) return undefined
  try {
    return FreezeSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new Error(
      `Could not read ${file}, which names the release that the site was rolled back to. Write it again with npm run rollback, or delete it to let the newest release go live.`,
      { cause },
    )
  }
}

export function writeFreeze(folder: string, freeze: Freeze): void {
  const draft = `${fileOf(folder)}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(freeze, null, 2)}\n`, { flush: true })
  renameSync(draft, fileOf(folder))
}

export function liftFreeze(folder: string): void {
  rmSync(fileOf(folder), { force: true })
}
