import { Button, useDocumentInfo, useModal } from '@payloadcms/ui'
import { useEffect, useId, useRef, useState } from 'react'
import type { DraftLinkLifetime, DraftLinkSummary, NewDraftLink } from '../../preview/draft-links'
import { Dialog } from '../Dialog'
import { When } from '../When'
import styles from './ShareButton.module.css'
import { useDraftLinks } from './use-draft-links'

const slug = 'share-draft'

const lifetimes: Record<DraftLinkLifetime, string> = {
  tenMinutes: 'ten minutes',
  day: 'a day',
  week: 'seven days',
}

const shown: Record<NewDraftLink['shows'], string> = {
  newest: 'The draft as it is when the link is opened',
  now: 'The draft as it is now',
}

/** Makes links that show the draft to readers without an account, and lists those that there are. */
export function ShareButton() {
  const { id, globalSlug, hasSavePermission, isTrashed } = useDocumentInfo()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        buttonStyle="secondary"
        size="small"
        margin={false}
        disabled={!hasSavePermission || isTrashed || !(id ?? globalSlug)}
        onClick={() => setOpen(true)}
      >
        Share…
      </Button>
      {isOpen && <ShareDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function ShareDialog({ onClose }: { onClose: () => void }) {
  const { closeModal } = useModal()
  const { links, made, problem, isSending, make, withdraw } = useDraftLinks()
  const [shows, setShows] = useState<NewDraftLink['shows']>('newest')
  const [lifetime, setLifetime] = useState<DraftLinkLifetime>('day')
  const id = useId()
  return (
    <Dialog
      slug={slug}
      className={styles.dialog}
      title="Share this draft"
      aria-describedby={`${id}-text`}
      onExit={onClose}
      controls={
        <Button buttonStyle="secondary" size="large" onClick={() => closeModal(slug)}>
          Close
        </Button>
      }
    >
      <p id={`${id}-text`}>
        A link shows the draft as a page to everyone who has it, without an account, and nothing else.
      </p>
      <div className={styles.choices}>
        <label>
          The link shows
          <select value={shows} onChange={({ target }) => setShows(target.value as NewDraftLink['shows'])}>
            {optionsOf(shown)}
          </select>
        </label>
        <label>
          It works for
          <select value={lifetime} onChange={({ target }) => setLifetime(target.value as DraftLinkLifetime)}>
            {optionsOf(lifetimes)}
          </select>
        </label>
        <Button
          size="medium"
          margin={false}
          disabled={isSending}
          onClick={() => void make({ shows, lifetime })}
        >
          Make a link
        </Button>
      </div>
      {problem && <p role="alert">{problem}</p>}
      {made && <NewLink key={made.address} address={made.address} />}
      {links && links.length > 0 && (
        <>
          <h2>Links that work</h2>
          <ul>
            {links.map((link) => (
              <li key={link.id}>
                <LinkInWords {...link} />{' '}
                <button type="button" disabled={isSending} onClick={() => void withdraw(link.id)}>
                  Withdraw<span className="sr-only"> the link of {link.madeBy}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}

const optionsOf = (names: Record<string, string>) =>
  Object.entries(names).map(([value, name]) => (
    <option key={value} value={value}>
      {name}
    </option>
  ))

function NewLink({ address }: { address: string }) {
  const field = useRef<HTMLInputElement>(null)
  const [isCopied, setCopied] = useState(false)
  useEffect(() => field.current?.select(), [])
  const copy = async () => {
    field.current?.select()
    // Pages that came without HTTPS have no clipboard: the text is selected, and its user copies it.
    await navigator.clipboard?.writeText(address).then(
      () => setCopied(true),
      () => undefined,
    )
  }
  return (
    <div className={styles.made}>
      <label>
        New link
        <input ref={field} readOnly value={address} onFocus={({ target }) => target.select()} />
      </label>
      <Button buttonStyle="secondary" size="medium" margin={false} onClick={() => void copy()}>
        Copy
      </Button>
      <p role="status">{isCopied ? 'Copied.' : 'Copy it now: it is not shown again.'}</p>
    </div>
  )
}

function LinkInWords({ shows, madeBy, madeAt, expiresAt, lastOpenedAt }: DraftLinkSummary) {
  return (
    <>
      {madeBy}, <When at={madeAt} />, {shows === 'now' ? 'the draft of that time' : 'the newest draft'}. Works
      until <When at={expiresAt} />.{' '}
      {lastOpenedAt ? (
        <>
          Last opened <When at={lastOpenedAt} />.
        </>
      ) : (
        'Not opened yet.'
      )}
    </>
  )
}
