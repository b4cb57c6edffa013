'use client'
import { useConfig, useFormModified } from '@payloadcms/ui'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { When } from '../When'
import { ConflictDialog } from './ConflictDialog'
import { PublishDialog } from './PublishDialog'
import { WarningDialog } from '../checks/WarningDialog'
import { isUnsaved, type SaveState } from './save-engine'
import styles from './SaveStatus.module.css'
import { isSignedIn } from './send-save'
import { useSavingForm } from './use-saving-form'

/** While the session has ended, the form checks this often whether its user has signed in again. */
const checkSignInMs = 5000

/** Beside the buttons of a document: whether the CMS has what stands in the form. Owns the saves of the form. */
export function SaveStatus({ token }: { token: number }) {
  const { saves, state } = useSavingForm(token)
  const { config } = useConfig()
  const { api } = config.routes
  const { refusal } = state

  useEffect(() => {
    if (refusal?.kind !== 'signed-out') return
    const check = () =>
      void isSignedIn(api).then(
        (isIn) => isIn && saves.do({ type: 'signed-in' }),
        () => undefined,
      )
    const timer = setInterval(check, checkSignInMs)
    window.addEventListener('focus', check)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', check)
    }
  }, [refusal?.kind, api, saves])

  return (
    <>
      <div className={styles.place} role="status" aria-label="Saved or not">
        <Words state={state} />
      </div>
      {(refusal || state.failures > 0) &&
        createPortal(
          <div className={styles.bar} role="status">
            <Words state={state} />
          </div>,
          document.body,
        )}
      {refusal?.kind === 'conflicts' && (
        <ConflictDialog
          conflicts={refusal.conflicts}
          onDecide={(choices) => saves.do({ type: 'decided', choices })}
        />
      )}
      {refusal?.kind === 'warnings' && (
        <WarningDialog
          warnings={refusal.warnings}
          onConfirm={(override) => saves.do({ type: 'overridden', override })}
          onCancel={() => saves.do({ type: 'cancelled' })}
        />
      )}
      {refusal?.kind === 'changed-since' && (
        <PublishDialog
          edits={refusal.edits}
          onConfirm={() => saves.do({ type: 'confirmed' })}
          onCancel={() => saves.do({ type: 'cancelled' })}
        />
      )}
    </>
  )
}

function Words({ state }: { state: SaveState }) {
  const { refusal, isSending, failures, savedAt } = state
  const { config } = useConfig()
  // The form is read a moment after it was changed.
  const isModified = useFormModified()
  if (refusal) {
    switch (refusal.kind) {
      case 'signed-out':
        return (
          <span data-tone="bad">
            Not saved: you are signed out.{' '}
            <a href={`${config.routes.admin}/login`} target="_blank" rel="noopener">
              Sign in again<span className="sr-only"> in a new tab</span>
            </a>
          </span>
        )
      case 'gone':
        return <span data-tone="bad">Not saved: the document was deleted. Copy your text to a new one.</span>
      case 'warnings':
        return (
          <span data-tone="bad">
            {refusal.warnings.some(({ level }) => level === 'blocks')
              ? 'Not published: it would be kept off the site.'
              : 'Not published yet: the checks warn.'}
          </span>
        )
      case 'invalid':
        return <span data-tone="bad">Not saved: {refusal.message}</span>
      default:
        return <span data-tone="bad">Not saved yet: a colleague has changed the document.</span>
    }
  }
  if (isSending) return failures > 0 ? 'Trying again…' : 'Saving…'
  if (failures > 0) return <NextAttempt dueAt={state.dueAt ?? 0} />
  if (isModified || isUnsaved(state)) return 'Not saved yet'
  return savedAt ? (
    <>
      Saved <When at={new Date(savedAt).toISOString()} isShort />
    </>
  ) : null
}

function NextAttempt({ dueAt }: { dueAt: number }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const why = navigator.onLine ? 'the CMS does not answer' : 'no connection'
  return (
    <span data-tone="bad">
      Not saved: {why}, trying again
      <span aria-hidden="true"> in {Math.max(0, Math.ceil((dueAt - now) / 1000))} s</span>
    </span>
  )
}
