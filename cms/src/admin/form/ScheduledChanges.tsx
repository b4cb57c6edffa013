'use client'
import { useConfig, useDocumentInfo, useModal } from '@payloadcms/ui'
import type { ScheduledChange } from '../../schedule/scheduled-changes'
import { useOnChange, usePolling } from '../polling'
import styles from './ScheduledChanges.module.css'

/** Polls every 15 s: a change that falls due while the form is open leaves the list, or says why it failed. */
const intervalMs = () => 15_000

const verbs = { publish: 'Publish', unpublish: 'Unpublish' }

/** In the editor's own time zone, with its name, because the school's zone may be another. */
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

/** In the sidebar of a document: what is scheduled for it. */
export function ScheduledChanges() {
  const { id, collectionSlug, globalSlug } = useDocumentInfo()
  const { config } = useConfig()
  const { modalState } = useModal()
  const isSaved = Boolean(globalSlug) || (id !== undefined && id !== null)
  const query = globalSlug
    ? new URLSearchParams({ global: globalSlug })
    : new URLSearchParams({ collection: collectionSlug ?? '', id: String(id) })
  const address = `${config.routes.api}/scheduled-changes?${query.toString()}`

  const {
    data: changes = [],
    problem,
    refresh,
  } = usePolling<ScheduledChange[]>(isSaved ? address : undefined, intervalMs)

  // An editor schedules a change in a drawer, which is a modal; poll at once when one opens or closes.
  const openModals = Object.values(modalState ?? {}).filter((modal) => modal?.isOpen).length
  useOnChange(openModals, () => void refresh())

  return (
    <div className={`field-type ${styles.scheduled}`}>
      <strong>Scheduled</strong>
      {problem ? (
        <p role="status">Could not look up what is scheduled: {problem}. Reload the page.</p>
      ) : changes.length === 0 ? (
        <p>Nothing. To publish or unpublish later, open the arrow beside “Publish changes”.</p>
      ) : (
        <ul>
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
  if (state === 'changed') {
    return (
      <>
        <span className={styles.failed}>Changed since:</span> {reason} Cancel this ({time}) and schedule the
        draft anew when it is as you want it.
      </>
    )
  }
  if (state === 'retrying') {
    return (
      <>
        <span className={styles.failed}>{verbs[type]} did not work yet:</span> {reason} Next attempt: {time}
      </>
    )
  }
  return (
    <>
      <span className={styles.failed}>{verbs[type]} failed</span> ({time}): {reason} It is not tried again.
      Correct it, then {type} it yourself or schedule it anew.
    </>
  )
}
