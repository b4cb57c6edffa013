'use client'
import { Button, toast, useAuth, useConfig, useDocumentInfo } from '@payloadcms/ui'
import { useEffect, useId, useRef, useState } from 'react'
import type { Finding } from 'shared-types'
import type { ScheduledChange } from '../../schedule/scheduled-changes'
import { timeInWords, zoneInWords } from '../../schedule/school-time'
import { fromWallText, toWallText } from '../form/wall-time'
import { useFormSaves } from '../saving/form-saves'
import { type SaveStateOfDocument, saveStateOf } from '../saving/send-save'
import { useSchoolTimeZone } from '../school-time-zone'
import { Dialog } from '../Dialog'
import { FindingList, rulesOf } from '../checks/FindingList'
import { EditList } from '../EditList'
import { ScheduledPages } from '../preview/RemovedPages'
import { ReasonField } from '../ReasonField'
import styles from './Schedule.module.css'
import { sendSchedule, useScheduledChanges, useStoredDocument } from './scheduled-changes'

const slug = 'schedule-change'
const reasonId = 'schedule-change-reason'

/** Schedules what stands in the form, once it is saved. Publishes, unless the person chooses otherwise. */
export function ScheduleDialog({ onClose }: { onClose: () => void }) {
  const { hasPublishedDoc } = useDocumentInfo()
  const target = useStoredDocument()!
  const { config } = useConfig()
  const { user } = useAuth()
  const { timeZone, isKnown } = useSchoolTimeZone()
  const { address, changes } = useScheduledChanges()
  const saves = useFormSaves()
  const inputRef = useRef<HTMLInputElement>(null)
  const [type, setType] = useState<ScheduledChange['type']>('publish')
  const [time, setTime] = useState('')
  const [newest, setNewest] = useState<SaveStateOfDocument>()
  const [problem, setProblem] = useState('')
  const [isSending, setSending] = useState(false)
  const [warnings, setWarnings] = useState<Finding[]>([])
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const label = useId()
  const { api } = config.routes
  const documentAddress =
    'global' in target ? `${api}/globals/${target.global}` : `${api}/${target.collection}/${target.id}`
  const canUnpublish =
    hasPublishedDoc || changes.some(({ state, type }) => state === 'pending' && type === 'publish')
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const others = newest?.edits.filter(({ userId }) => userId !== user?.id) ?? []

  useEffect(() => {
    void saves.settle().then(async (isSaved) => {
      const state = isSaved ? await saveStateOf(documentAddress) : undefined
      setNewest(state)
      if (!state)
        setProblem(
          `Nothing can be scheduled yet, because ${isSaved ? 'the CMS did not answer' : 'what you typed is not saved'}. Close this and try again.`,
        )
    })
  }, [saves, documentAddress])

  const isBlocked = warnings.some(({ level }) => level === 'blocks')

  const refuse = (message: string) => {
    setProblem(message)
    inputRef.current?.focus()
  }

  const send = async () => {
    if (!newest || isSending) return
    if (!time) return refuse('Choose a day and a time.')
    const at = fromWallText(time, timeZone)
    if (Date.parse(at) <= Date.now())
      return refuse(`${timeInWords(at, timeZone)} is in the past. Choose a later time.`)
    const isAsked = type === 'publish' && warnings.length > 0 && !isBlocked
    setMissing(isAsked && !reason.trim())
    if (isAsked && !reason.trim()) return document.getElementById(reasonId)?.focus()
    const override = isAsked ? { rules: rulesOf(warnings), reason } : undefined
    setSending(true)
    setProblem('')
    const answer = await sendSchedule(address, { type, at, token: newest.token, override })
    setSending(false)
    if (answer.ok) {
      toast.success(`Scheduled: ${type} on ${timeInWords(at, timeZone)}.`)
      return onClose()
    }
    if (answer.fields.length > 0) {
      saves.ports?.showErrors(answer.fields, answer.message)
      return onClose()
    }
    if (answer.warnings.length > 0) return setWarnings(answer.warnings)
    if (!answer.isChanged) return refuse(answer.message)
    setNewest(await saveStateOf(documentAddress))
    setProblem(
      'Nothing was scheduled: a colleague has changed this meanwhile. Look at the changes below first.',
    )
  }

  return (
    <Dialog
      slug={slug}
      className={styles.dialog}
      title={canUnpublish ? 'Publish or unpublish later' : 'Publish later'}
      onExit={onClose}
      controls={
        <>
          <Button buttonStyle="secondary" size="large" onClick={onClose}>
            Cancel
          </Button>
          <Button
            id="confirm-schedule"
            size="large"
            disabled={!newest || !isKnown || isSending}
            onClick={() => void send()}
          >
            {isSending || (!newest && !problem) ? 'One moment…' : 'Schedule'}
          </Button>
        </>
      }
    >
      {canUnpublish && (
        <fieldset>
          <legend className="sr-only">What to do</legend>
          {(['publish', 'unpublish'] as const).map((each) => (
            <label key={each}>
              <input
                type="radio"
                name={`${label}-type`}
                checked={type === each}
                onChange={() => setType(each)}
              />
              {each === 'publish' ? 'Publish' : 'Unpublish'}
            </label>
          ))}
        </fieldset>
      )}
      <label htmlFor={`${label}-time`}>Day and time</label>
      <input
        ref={inputRef}
        id={`${label}-time`}
        type="datetime-local"
        value={time}
        min={toWallText(Date.now(), timeZone)}
        aria-describedby={`${label}-zone`}
        aria-invalid={Boolean(problem)}
        // Until the zone is known, the time would be that of another one.
        disabled={!isKnown}
        onChange={({ target }) => {
          setTime(target.value)
          setProblem('')
        }}
      />
      <div id={`${label}-zone`}>
        <p>
          {timeZone ? 'The school’s time' : 'The time of your computer'}: {zoneInWords(zone)}.
        </p>
        {time && <Moment at={fromWallText(time, timeZone)} timeZone={timeZone} />}
      </div>
      {time && isKnown && (
        <ScheduledPages
          key={`${type} ${time}`}
          at={fromWallText(time, timeZone)}
          removes={type === 'unpublish'}
        />
      )}
      {problem && <p role="alert">{problem}</p>}
      {type === 'publish' && warnings.length > 0 && (
        <div role="alert">
          <p>
            {isBlocked
              ? 'Nothing is scheduled, because the publisher would keep it off the site. Change the words, then schedule it again:'
              : 'Nothing is scheduled yet, because the checks warn:'}
          </p>
          <FindingList findings={warnings} onOpen={onClose} />
          {!isBlocked && (
            <ReasonField id={reasonId} value={reason} isRequired isMissing={isMissing} onChange={setReason} />
          )}
        </div>
      )}
      {type === 'publish' && others.length > 0 && (
        <>
          <p>Colleagues have changed this too, which goes live with it:</p>
          <EditList edits={others} />
        </>
      )}
    </Dialog>
  )
}

/** The moment by the school's clocks, and by those of the person's computer if they show another time. */
function Moment({ at, timeZone }: { at: string; timeZone: string | undefined }) {
  const [there, here] = [timeInWords(at, timeZone), timeInWords(at, undefined)]
  return (
    <p>
      {there}
      {there !== here && <>; on your computer, {here}</>}.
    </p>
  )
}
