import { useConfig, useDocumentInfo } from '@payloadcms/ui'
import { useCallback, useEffect, useState } from 'react'
import type { DocumentStatus } from '../../releases/document-status'
import { type PollInterval, useOnChange, usePolling } from '../polling'

/** Polling interval in ms while a change is on its way to visitors, and otherwise. */
const quickMs = 400
const slowMs = 10_000
/** Quick polling ends after this time, even if the change has not arrived. */
const quickForMs = 20_000

interface Seen {
  status?: DocumentStatus
  problem?: string
}

const isMoving = (status: DocumentStatus | undefined) =>
  status?.state === 'queued' || status?.state === 'coming-down'

const noPolling = () => 0

/**
 * What visitors see of the open document; undefined while the document is not saved. Does not poll: the form also
 * mounts a component with `usePolledDocumentStatus`, whose data this shares.
 */
export function useDocumentStatus(): { seen: Seen | undefined; refresh: () => Promise<unknown> } {
  return useStatus(noPolling)
}

/** The same, kept up to date: polls slowly, and quickly for a while after a save and when a change starts to move. */
export function usePolledDocumentStatus(): Seen | undefined {
  const { hasPublishedDoc, lastUpdateTime } = useDocumentInfo()
  const [quickUntil, setQuickUntil] = useState(() => Date.now() + quickForMs)
  const intervalMs = useCallback<PollInterval<DocumentStatus>>(
    (latest) => (isMoving(latest) && Date.now() < quickUntil ? quickMs : slowMs),
    [quickUntil],
  )
  const { seen, refresh } = useStatus(intervalMs)

  const moves = isMoving(seen?.status)
  useEffect(() => {
    if (moves) setQuickUntil(Date.now() + quickForMs)
  }, [moves])

  // Unpublishing changes hasPublishedDoc only: Payload does not count it as an update.
  useOnChange(`${lastUpdateTime} ${hasPublishedDoc}`, () => {
    setQuickUntil(Date.now() + quickForMs)
    void refresh()
  })

  return seen
}

function useStatus(intervalMs: PollInterval<DocumentStatus>) {
  const { id, collectionSlug, globalSlug } = useDocumentInfo()
  const { config } = useConfig()
  const query = globalSlug
    ? new URLSearchParams({ global: globalSlug })
    : new URLSearchParams({ collection: collectionSlug ?? '', id: String(id) })
  // A form in the drawer for several files has the id null.
  const isSaved = Boolean(globalSlug) || (id !== undefined && id !== null)
  const address = `${config.routes.api}/release-status?${query.toString()}`
  const { data, problem, refresh } = usePolling(isSaved ? address : undefined, intervalMs)
  const seen: Seen | undefined = isSaved ? { status: data, problem } : undefined
  return { seen, refresh }
}
