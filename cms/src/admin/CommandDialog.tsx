'use client'
import { Button, useConfig } from '@payloadcms/ui'
import { useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { CommandResponse } from 'shared-types'
import { StateIcon } from './StateIcon'

/** What a person may tell the publisher; who it is, the CMS adds. */
export type Command =
  | { type: 'release.rollback'; release: number }
  | { type: 'release.resume' }
  | { type: 'release.allow'; revision: string }

type Answer = { ok: true; answer: CommandResponse } | { ok: false; message: string }

interface Words {
  title: string
  text: string
  confirm: string
  needsReason: boolean
}

function wordsOf(command: Command): Words {
  switch (command.type) {
    case 'release.rollback':
      return {
        title: `Go back to release ${command.release}?`,
        text: 'Visitors see that release at once, and nothing that is published goes live until somebody chooses “Go live again”.',
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
        title: 'Allow this release?',
        text: 'It was refused because many pages would vanish. Allow it only if that is what you want.',
        confirm: 'Allow it',
        needsReason: true,
      }
  }
}

/** Asks before the publisher is told something, and shows what it answers. */
export function CommandDialog({ command, onClose }: { command: Command; onClose: (done: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const result = useRef<HTMLParagraphElement>(null)
  const tell = useTell()
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [isSending, setSending] = useState(false)
  const [answer, setAnswer] = useState<Answer>()
  const id = useId()
  const { title, text, confirm, needsReason } = wordsOf(command)
  const isDone = answer?.ok === true && answer.answer.ok

  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  useEffect(() => {
    if (answer) result.current?.focus()
  }, [answer])

  const send = async () => {
    if (isSending) return
    setMissing(needsReason && !reason.trim())
    if (needsReason && !reason.trim()) {
      document.getElementById(`${id}-reason`)?.focus()
      return
    }
    setSending(true)
    const { type, ...data } = command
    setAnswer(await tell(type, { ...data, reason }))
    setSending(false)
  }

  // Outside the form of a document: pressing Enter here must not save it.
  return createPortal(
    <dialog
      ref={dialog}
      className="command-dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onClose={() => onClose(isDone)}
      onCancel={(event) => isSending && event.preventDefault()}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      {answer ? (
        <p ref={result} tabIndex={-1} role="status" className="command-dialog__result">
          <StateIcon tone={isDone ? 'good' : 'bad'} /> {answer.ok ? answer.answer.message : answer.message}
        </p>
      ) : (
        <>
          <p id={`${id}-text`}>{text}</p>
          {command.type === 'release.rollback' && <Comparison release={command.release} />}
          <label className="command-dialog__reason" htmlFor={`${id}-reason`}>
            {needsReason ? 'Why? Your colleagues will read it.' : 'Why? (optional)'}
          </label>
          <textarea
            id={`${id}-reason`}
            value={reason}
            maxLength={1000}
            rows={3}
            required={needsReason}
            aria-invalid={isMissing}
            aria-describedby={isMissing ? `${id}-missing` : undefined}
            onChange={({ target }) => setReason(target.value)}
          />
          {isMissing && (
            <p id={`${id}-missing`} className="command-dialog__missing">
              Say why in a few words.
            </p>
          )}
        </>
      )}
      <div className="command-dialog__buttons">
        <Button
          buttonStyle="secondary"
          margin={false}
          disabled={isSending}
          onClick={() => dialog.current?.close()}
        >
          {answer ? 'Close' : 'Cancel'}
        </Button>
        {!answer && (
          <Button margin={false} disabled={isSending} onClick={() => void send()}>
            {isSending ? 'One moment…' : confirm}
          </Button>
        )}
      </div>
    </dialog>,
    document.body,
  )
}

/** Which pages going back changes, brings back and takes away. */
function Comparison({ release }: { release: number }) {
  const tell = useTell()
  const [answer, setAnswer] = useState<Answer>()
  useEffect(() => {
    let isGone = false
    void tell('release.compare', { release }).then((next) => isGone || setAnswer(next))
    return () => void (isGone = true)
  }, [release, tell])

  if (!answer) return <p role="status">Comparing its pages with those that are live…</p>
  const comparison = answer.ok ? answer.answer.comparison : undefined
  if (!comparison) {
    return (
      <p role="status">
        <StateIcon tone="bad" /> {answer.ok ? answer.answer.message : answer.message}
      </p>
    )
  }
  const { changed, removed, restored } = comparison
  const isSame = changed.count + removed.count + restored.count === 0
  return (
    <div role="status">
      {isSame && <p>Its pages are exactly those that are live now.</p>}
      <Pages
        one="comes back although it was taken down"
        many="come back although they were taken down"
        {...restored}
        isOpen
      />
      <Pages one="vanishes" many="vanish" {...removed} isOpen />
      <Pages one="is shown as it was then" many="are shown as they were then" {...changed} />
    </div>
  )
}

interface PagesProps {
  one: string
  many: string
  count: number
  paths: string[]
  isOpen?: boolean
}

function Pages({ one, many, count, paths, isOpen = false }: PagesProps) {
  if (count === 0) return null
  return (
    <details className="page-list" open={isOpen && count <= 20}>
      <summary>{count === 1 ? `1 page ${one}` : `${count} pages ${many}`}</summary>
      <ul>
        {paths.map((path) => (
          <li key={path}>{path}</li>
        ))}
        {count > paths.length && <li>and {count - paths.length} more</li>}
      </ul>
    </details>
  )
}

/** Sends a command by way of the CMS, which signs it. */
function useTell() {
  const { config } = useConfig()
  const address = `${config.routes.api}/publisher-commands`
  const [tell] = useState(() => async (type: string, data: Record<string, unknown>): Promise<Answer> => {
    try {
      const response = await fetch(address, {
        method: 'POST',
        credentials: 'include',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ type, data }),
      })
      const body = (await response.json()) as CommandResponse & { errors?: { message: string }[] }
      return response.ok
        ? { ok: true, answer: body }
        : { ok: false, message: body.errors?.[0]?.message ?? `The CMS answered ${response.status}.` }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      return { ok: false, message: `The CMS could not be reached (${why}), so nothing may have changed.` }
    }
  })
  return tell
}
