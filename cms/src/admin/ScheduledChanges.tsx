'use client'

import { useConfig, useDocumentInfo, useModal } from '@payloadcms/ui'
import { useEffect, useState } from 'react'
import type { ScheduledChange } from '../schedule/scheduled-changes'

/** Milliseconds between looks: what falls due while the form is open vanishes from the list, or says why not. */
const lookEvery = 15_000

const verbs = { publish: 'Publish', unpublish: 'Unpublish' }

/** In the editor's own time zone, and named, because the school's may be another. */
const timeOf = (iso: string) =>
  new Date(iso).toLocaleString(undefined, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })

export function ScheduledChanges() {
  const { id, collectionSlug, globalSlug } = useDocumentInfo()
  const { config } = useConfig()
  const { modalState } = useModal()
  const [changes, setChanges] = useState<ScheduledChange[]>([])
  const [problem, setProblem] = useState<string>()
  const isSaved = Boolean(globalSlug) || id !== undefined
  // The drawer in which changes are scheduled is such a modal: look again when one opens or closes.
  const openModals = Object.values(modalState ?? {}).filter((modal) => modal?.isOpen).length
  const query = globalSlug
    ? new URLSearchParams({ global: globalSlug })
    : new URLSearchParams({ collection: collectionSlug ?? '', id: String(id) })
  const address = `${config.routes.api}/scheduled-changes?${query.toString()}`

  useEffect(() => {
    if (!isSaved) return
    const abort = new AbortController()
    const look = async () => {
      try {
        const response = await fetch(address, { credentials: 'include', signal: abort.signal })
        if (!response.ok) throw new Error(`the CMS answered ${response.status}`)
        setChanges((await response.json()) as ScheduledChange[])
        setProblem(undefined)
      } catch (error) {
        if (!abort.signal.aborted) setProblem(error instanceof Error ? error.message : String(error))
      }
    }
    const whenVisible = () => {
      if (!document.hidden) void look()
    }
    void look()
    const timer = setInterval(whenVisible, lookEvery)
    document.addEventListener('visibilitychange', whenVisible)
    return () => {
      abort.abort()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', whenVisible)
    }
  }, [address, isSaved, openModals])

  return (
    <div className="field-type" style={{ marginBlockEnd: 'var(--base)' }}>
      <strong>Scheduled</strong>
      {problem ? (
        <p role="status">Could not look up what is scheduled: {problem}. Reload the page.</p>
      ) : changes.length === 0 ? (
        <p>Nothing. To publish or unpublish later, open the arrow beside “Publish changes”.</p>
      ) : (
        <ul style={{ paddingInlineStart: '1.2em' }}>
          {changes.map((change) => (
            <li key={change.id} data-state={change.state}>
              <Change {...change} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Change({ type, at, state, reason }: ScheduledChange) {
  const time = <time dateTime={at}>{timeOf(at)}</time>
  if (state === 'pending') {
    return (
      <>
        {verbs[type]}: {time}
      </>
    )
  }
  const failed = { color: 'var(--theme-error-600)' }
  if (state === 'retrying') {
    return (
      <>
        <span style={failed}>{verbs[type]} did not work yet:</span> {reason} Next attempt: {time}
      </>
    )
  }
  return (
    <>
      <span style={failed}>{verbs[type]} failed</span> ({time}): {reason} It is not tried again. Correct it,
      then {type} it yourself or schedule it anew.
    </>
  )
}
