'use client'
import { Button, useDocumentInfo, useModal } from '@payloadcms/ui'
import { useOnChange } from '../polling'
import { StateIcon } from '../StateIcon'
import styles from './Schedule.module.css'
import { useCancelSchedule, useScheduledChanges } from './scheduled-changes'
import { ScheduleProblem, ScheduleTime } from './ScheduleProblem'

const verbs = { publish: 'Publish', unpublish: 'Unpublish' }

/** In the sidebar of a document: what is scheduled for it, and what of that did not happen. */
export function ScheduledChanges() {
  const { hasPublishPermission } = useDocumentInfo()
  const { modalState } = useModal()
  const { changes, problem, refresh } = useScheduledChanges()
  const cancel = useCancelSchedule(refresh)

  // A publisher schedules a change in a dialog; poll at once when one opens or closes.
  const openModals = Object.values(modalState ?? {}).filter((modal) => modal?.isOpen).length
  useOnChange(openModals, () => void refresh())

  return (
    <div className={`field-type ${styles.scheduled}`}>
      <strong>Scheduled</strong>
      {problem ? (
        <p role="status">Could not look up what is scheduled: {problem}. Reload the page.</p>
      ) : changes.length === 0 ? (
        <p>
          Nothing.{' '}
          {hasPublishPermission && 'To publish or unpublish later, open the arrow beside “Publish changes”.'}
        </p>
      ) : (
        <ul>
          {changes.map(({ id, type, at, state, reason }) => {
            const onCancel = hasPublishPermission ? () => void cancel(id) : undefined
            return (
              <li key={id} data-state={state}>
                {state === 'pending' ? (
                  <>
                    {verbs[type]}: <ScheduleTime at={at} />
                    {onCancel && (
                      <Button buttonStyle="secondary" margin={false} size="small" onClick={onCancel}>
                        Cancel
                        <span className="sr-only">
                          : {verbs[type]}, <ScheduleTime at={at} />
                        </span>
                      </Button>
                    )}
                  </>
                ) : (
                  <>
                    <StateIcon tone="bad" />
                    <ScheduleProblem subject="This" {...{ type, at, state, reason, onCancel }} />
                  </>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
