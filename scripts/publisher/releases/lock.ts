import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ExpectedError } from './expected-error'

export interface FolderLock {
  release: () => void
}

/** Keeps the open databases from garbage collection, which would close them and so release the locks. */
const locked = new Set<DatabaseSync>()

/**
 * Locks the site folder for this process. Throws when another process has the lock. It is a lock of the operating system, held by
 * an open transaction of SQLite, so it ends with the process in any case. It does not work on a network drive, and nothing else in
 * this process may open the file: closing it would release the lock.
 */
export function lockSiteFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true })
  const database = new DatabaseSync(join(folder, 'lock'), { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    // SQLITE_BUSY
    if ((error as { errcode?: number }).errcode !== 5) throw error
    throw new ExpectedError(
      'the publisher did not start.',
      `another publisher is at work in ${folder}, and two would undo each other's releases.`,
      'stop the other one (it ends with the npm start that started it), or set SITE_DIR to another folder',
    )
  }
  locked.add(database)
  return {
    release: () => {
      locked.delete(database)
      database.close()
    },
  }
}
