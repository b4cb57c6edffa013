'use client'
import { Button } from '@payloadcms/ui'
import type { ReactNode } from 'react'
import type { ScheduledChange } from '../../schedule/scheduled-changes'
import { timeInWords } from '../../schedule/school-time'
import { useSchoolTimeZone } from '../school-time-zone'
import styles from './Schedule.module.css'

/** By the school's clocks. */
export function ScheduleTime({ at }: { at: string }) {
  const { timeZone, isKnown } = useSchoolTimeZone()
  return <time dateTime={at}>{isKnown && timeInWords(at, timeZone)}</time>
}

type Props = Pick<ScheduledChange, 'type' | 'at' | 'state' | 'reason'> & {
  subject: ReactNode
  /** Whether its document is deleted. */
  isDeleted?: boolean
  /** Undefined for users who may not cancel it. */
  onCancel?: () => void
}

/** A scheduled change that did not happen, or will not: what, why, and what to do. */
export function ScheduleProblem({ subject, type, at, state, reason = '', isDeleted, onCancel }: Props) {
  const done = `${type}ed`
  const time = <ScheduleTime at={at} />
  return (
    <div className={styles.problem}>
      <p>
        {state === 'changed' ? (
          <>
            {subject} will not be {done} on {time} as scheduled. {reason} Schedule it again when it is as you
            want it.
          </>
        ) : state === 'retrying' ? (
          <>
            {subject} is not {done} yet, as scheduled. {reason} Correct it; the next attempt is on {time}.
          </>
        ) : (
          <>
            {subject} was not {done} on {time} as scheduled. {reason}{' '}
            {!isDeleted && `Correct it, then ${type} it or schedule it again.`}
          </>
        )}
      </p>
      {onCancel && (
        <Button buttonStyle="secondary" margin={false} size="small" onClick={onCancel}>
          {state === 'failed' ? 'Dismiss' : 'Cancel the schedule'}
        </Button>
      )}
    </div>
  )
}
