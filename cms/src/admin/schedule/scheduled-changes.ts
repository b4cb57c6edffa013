import { toast, useConfig, useDocumentInfo } from '@payloadcms/ui'
import type { Finding } from 'shared-types'
import type { EditSummary } from '../../saves/edit-log'
import type { OverrideRequest } from '../../saves/override'
import type { ScheduledChange } from '../../schedule/scheduled-changes'
import { usePolling } from '../polling'
import { useFormSaves, useSaveState } from '../saving/form-saves'
import type { FieldError, Token } from '../saving/save-request'

/** Polls every 15 s: a change that falls due while the form is open leaves the list, or says why it failed. */
const intervalMs = () => 15_000

/** The document of the form; undefined until it is stored, which may be before the form has its id. */
export function useStoredDocument(): { collection: string; id: string } | { global: string } | undefined {
  const { id, collectionSlug, globalSlug } = useDocumentInfo()
  const saves = useFormSaves()
  useSaveState(saves)
  if (globalSlug) return { global: globalSlug }
  const stored = id ?? saves.created?.id
  return collectionSlug && stored ? { collection: collectionSlug, id: String(stored) } : undefined
}

/** What is scheduled for the document of the form, and the address of its schedule. */
export function useScheduledChanges() {
  const stored = useStoredDocument()
  const { config } = useConfig()
  const address = `${config.routes.api}/scheduled-changes?${new URLSearchParams(stored).toString()}`
  const { data: changes = [], ...polled } = usePolling<ScheduledChange[]>(stored && address, intervalMs)
  return { address, changes, ...polled }
}

interface ErrorBody {
  errors?: {
    message?: string
    data?: {
      reason?: string
      token?: Token
      edits?: EditSummary[]
      errors?: FieldError[]
      warnings?: Finding[]
    }
  }[]
}

export type ScheduleAnswer =
  | { ok: true }
  | {
      ok: false
      message: string
      /** What keeps the document from being published. */
      fields: FieldError[]
      /** What the checks warn of: it needs a reason. */
      warnings: Finding[]
      /** Whether a colleague has changed the document meanwhile. */
      isChanged: boolean
    }

/** Never rejects. `at`: ISO 8601. */
export async function sendSchedule(
  address: string,
  request: { type: ScheduledChange['type']; at: string; token: Token; override?: OverrideRequest },
): Promise<ScheduleAnswer> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      credentials: 'include',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    })
    if (response.ok) return { ok: true }
    const { errors: [error] = [] } = (await response.json()) as ErrorBody
    return {
      ok: false,
      message: error?.message ?? `Nothing was scheduled: the CMS answered ${response.status}.`,
      fields: error?.data?.errors ?? [],
      warnings: error?.data?.warnings ?? [],
      isChanged: error?.data?.reason === 'changed-since',
    }
  } catch {
    const message = 'The CMS could not be reached. Look under “Scheduled” before you try again.'
    return { ok: false, message, fields: [], warnings: [], isChanged: false }
  }
}

/** Returns a function that cancels a scheduled change, and says what became of it. Never rejects. */
export function useCancelSchedule(onDone: () => unknown) {
  const { config } = useConfig()
  return async (id: string): Promise<void> => {
    try {
      const address = `${config.routes.api}/scheduled-changes/${id}`
      const response = await fetch(address, { method: 'DELETE', credentials: 'include' })
      const { errors: [error] = [] } = (await response.json()) as ErrorBody
      if (response.ok) toast.success('The schedule is cancelled.')
      else toast.error(error?.message ?? `Nothing was cancelled: the CMS answered ${response.status}.`)
    } catch {
      toast.error('Nothing was cancelled: the CMS could not be reached. Try again.')
    }
    onDone()
  }
}
