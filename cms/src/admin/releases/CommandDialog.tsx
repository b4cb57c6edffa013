'use client'
import { Button, useModal } from '@payloadcms/ui'
import { useEffect, useId, useRef, useState } from 'react'
import { type Command, type CommandResult, useSendCommand } from './command'
import { Dialog } from '../Dialog'
import { ReasonField } from '../ReasonField'
import styles from './CommandDialog.module.css'
import { ReleaseComparison } from './ReleaseComparison'
import { StateIcon } from '../StateIcon'

interface DialogText {
  title: string
  text: string
  confirm: string
  needsReason: boolean
}

function textOf(command: Command): DialogText {
  switch (command.type) {
    case 'release.rollback':
      return {
        title: `Go back to release ${command.release}?`,
        text: 'Visitors see that release at once, and nothing that is published goes live until a publisher chooses “Go live again”.',
        confirm: `Go back to release ${command.release}`,
        needsReason: true,
      }
    case 'release.resume':
      return {
        title: 'Go live again?',
        text: 'Visitors see the newest content at once, and what is published goes live as usual.',
        confirm: 'Go live again',
        needsReason: false,
      }
    case 'release.allow':
      return {
        title: 'what' in command ? 'Let this vanish?' : 'Allow this release?',
        text:
          'what' in command
            ? `${command.what}, and visitors see nothing of them any more. Allow it only if that is what you want.`
            : 'It was refused because many pages would vanish. Allow it only if that is what you want.',
        confirm: 'Allow it',
        needsReason: true,
      }
  }
}

const slug = 'publisher-command'

// The modal handles Escape. If the trap did too, it would end while a command is sent, when the modal stays open.
const focusTrap = { escapeDeactivates: false }

/**
 * Asks for confirmation and a reason, sends the command to the publisher, and shows the response. It is Payload's
 * `Modal` with the layout of Payload's `ConfirmationModal`. That component itself closes on every confirmation, so it
 * can neither insist on a reason nor show a response.
 */
export function CommandDialog({ command, onClose }: { command: Command; onClose: (done: boolean) => void }) {
  const { closeModal } = useModal()
  const resultRef = useRef<HTMLParagraphElement>(null)
  const sendCommand = useSendCommand()
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [isSending, setSending] = useState(false)
  const [result, setResult] = useState<CommandResult>()
  const id = useId()
  const { title, text, confirm, needsReason } = textOf(command)
  const isDone = result?.ok === true && result.response.ok

  useEffect(() => {
    if (result) resultRef.current?.focus()
  }, [result])

  const send = async () => {
    if (isSending) return
    setMissing(needsReason && !reason.trim())
    if (needsReason && !reason.trim()) {
      document.getElementById(`${id}-reason`)?.focus()
      return
    }
    setSending(true)
    const { type, ...data } = command
    setResult(await sendCommand(type, { ...data, reason }))
    setSending(false)
  }

  return (
    <Dialog
      slug={slug}
      className={styles.dialog}
      title={title}
      aria-describedby={`${id}-text`}
      focusTrapOptions={focusTrap}
      onExit={() => onClose(isDone)}
      ignoresEscape={isSending}
      controls={
        <>
          <Button buttonStyle="secondary" size="large" disabled={isSending} onClick={() => closeModal(slug)}>
            {result ? 'Close' : 'Cancel'}
          </Button>
          {!result && (
            <Button size="large" disabled={isSending} onClick={() => void send()}>
              {isSending ? 'One moment…' : confirm}
            </Button>
          )}
        </>
      }
    >
      {result ? (
        <p ref={resultRef} tabIndex={-1} role="status">
          <StateIcon tone={isDone ? 'good' : 'bad'} /> {result.ok ? result.response.message : result.message}
        </p>
      ) : (
        <>
          <p id={`${id}-text`}>{text}</p>
          {command.type === 'release.rollback' && <ReleaseComparison release={command.release} />}
          {command.type === 'release.resume' && <ReleaseComparison />}
          <ReasonField
            id={`${id}-reason`}
            value={reason}
            isRequired={needsReason}
            isMissing={isMissing}
            onChange={setReason}
          />
        </>
      )}
    </Dialog>
  )
}
