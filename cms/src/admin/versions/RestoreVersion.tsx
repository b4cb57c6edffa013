'use client'
import { Button, toast, useRouteTransition } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import type { EditSummary } from '../../saves/edit-log'
import type { VersionLine } from '../../saves/version-list'
import { Dialog } from '../Dialog'
import { EditList } from '../EditList'
import { When } from '../When'
import styles from './RestoreVersion.module.css'

interface Props {
  version: VersionLine
  /** The newest version, if it is a draft: it makes place. */
  draft: VersionLine | undefined
  /** Where a request restores the version. */
  address: string
  /** The address of the form of its document. */
  form: string
  /** Of the state of the document that the page shows. */
  token: number
  mayPublish: boolean
}

interface Answer {
  message?: string
  errors?: { message: string; data?: { edits?: EditSummary[] } }[]
}

/** A problem, and who changed the document since the page showed it. */
interface Problem {
  message: string
  edits: EditSummary[]
}

const slug = 'restore-version-as'

const whoOf = ({ changes }: VersionLine) => [...new Set(changes.map(({ user }) => user))].join(' and ')

/** Restores an old version: as a draft, or live at once by choice. */
export function RestoreVersion(props: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        className={styles.open}
        size="small"
        buttonStyle="secondary"
        margin={false}
        onClick={() => setOpen(true)}
      >
        Restore this version
      </Button>
      {isOpen && <RestoreDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

function RestoreDialog({
  version,
  draft,
  address,
  form,
  token,
  mayPublish,
  onClose,
}: Props & { onClose: () => void }) {
  const { startRouteTransition } = useRouteTransition()
  const router = useRouter()
  const [goesLive, setGoesLive] = useState(false)
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const id = useId()

  const restore = async () => {
    setSending(true)
    const answer = await send(address, token, goesLive)
    setSending(false)
    if (!answer.ok) return setProblem(answer.problem)
    toast.success(answer.message)
    startRouteTransition(() => router.push(form))
  }

  const mayGoLive = mayPublish && version.status === 'published'
  const who = whoOf(version)
  return (
    <Dialog
      slug={slug}
      className={styles.dialog}
      title={problem ? 'Nothing was restored' : 'Restore this version?'}
      onExit={onClose}
      ignoresEscape={isSending}
      controls={
        <>
          <Button buttonStyle="secondary" size="large" disabled={isSending} onClick={onClose}>
            {problem ? 'Close' : 'Cancel'}
          </Button>
          {problem ? (
            <Button size="large" onClick={() => window.location.reload()}>
              Load the page again
            </Button>
          ) : (
            <Button size="large" disabled={isSending} onClick={() => void restore()}>
              {isSending ? 'One moment…' : goesLive ? 'Restore and publish' : 'Restore as a draft'}
            </Button>
          )}
        </>
      }
    >
      {problem ? (
        <div role="status">
          <p>{problem.message}</p>
          <EditList edits={problem.edits} />
        </div>
      ) : (
        <>
          <p>
            The version of <When at={version.at} />
            {who && `, made by ${who}`}.
          </p>
          <fieldset>
            <legend className="sr-only">What it becomes</legend>
            <label>
              <input type="radio" name={id} checked={!goesLive} onChange={() => setGoesLive(false)} />
              <span>
                <strong>A draft.</strong> What visitors see does not change until the draft is published.
              </span>
            </label>
            {mayGoLive && (
              <label>
                <input type="radio" name={id} checked={goesLive} onChange={() => setGoesLive(true)} />
                <span>
                  <strong>Live.</strong> Visitors see it at once.
                </span>
              </label>
            )}
          </fieldset>
          {draft && (
            <p>
              It takes the place of the draft of <When at={draft.at} />
              {whoOf(draft) && `, made by ${whoOf(draft)}`}. That one stays in the list of versions.
            </p>
          )}
        </>
      )}
    </Dialog>
  )
}

async function send(
  address: string,
  token: number,
  goesLive: boolean,
): Promise<{ ok: true; message: string } | { ok: false; problem: Problem }> {
  try {
    const response = await fetch(`${address}?draft=${!goesLive}`, {
      method: 'POST',
      credentials: 'include',
      headers: { 'If-Match': `"${token}"` },
    })
    const { message = '', errors: [error] = [] } = (await response.json()) as Answer
    if (response.ok) return { ok: true, message }
    const { edits = [] } = error?.data ?? {}
    const isOutdated = response.status === 412
    return {
      ok: false,
      problem: {
        edits,
        message: isOutdated
          ? 'The document has changed since you opened this page:'
          : (error?.message ?? `The CMS answered ${response.status}.`),
      },
    }
  } catch {
    return {
      ok: false,
      problem: {
        message: 'The CMS could not be reached. Load the page again to see what has changed.',
        edits: [],
      },
    }
  }
}
