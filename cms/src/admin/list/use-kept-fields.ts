import { useState } from 'react'

/** What was typed in a drawer that many documents are edited with. `at`: ms since 1970. */
export interface KeptFields {
  paths: string[]
  values: Record<string, unknown>
  at: number
}

/**
 * Keeps what is typed in the browser's tab until the documents have it: when its session ends, the admin closes every drawer and shows
 * the login. `kept`: what an earlier drawer of this user and collection could not save.
 */
export function useKeptFields(collection: string, user: string | number | undefined) {
  const key = `bulk-edit ${collection} ${user}`
  const [kept, setKept] = useState(() => read(key))
  return {
    kept,
    keep(fields: Pick<KeptFields, 'paths' | 'values'>) {
      write(key, { ...fields, at: Date.now() })
    },
    forget() {
      setKept(undefined)
      write(key, undefined)
    },
    /** The offer is over; what was kept is replaced by what is typed next. */
    take() {
      setKept(undefined)
    },
  }
}

function read(key: string): KeptFields | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(key) ?? 'null') as KeptFields | null) ?? undefined
  } catch {
    return undefined
  }
}

function write(key: string, fields: KeptFields | undefined): void {
  try {
    if (fields) sessionStorage.setItem(key, JSON.stringify(fields))
    else sessionStorage.removeItem(key)
  } catch {
    // A browser that keeps nothing, or not so much, must not stop the change.
  }
}
