import { Button } from '@payloadcms/ui'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import {
  type MessageFromPreview,
  type PreviewAnswer,
  PreviewAnswerSchema,
  type PreviewDisplay,
  type PreviewedChangesAnswer,
} from 'shared-types'
import { ChangedPages, ProposedPages } from './ChangedPages'
import { ClaimList } from './ClaimList'
import { EditNotice } from './EditNotice'
import { PaneEdge } from './PaneEdge'
import { addsToForm } from './pane-switches'
import styles from './Preview.module.css'
import { PreviewFrame } from './PreviewFrame'
import { PreviewWords } from './PreviewWords'
import { ShareButton } from './ShareButton'
import { useClickToEdit } from './use-click-to-edit'
import { WaitingList } from './WaitingList'
import { useFormAnswer } from './use-form-answer'

type Page = Extract<PreviewAnswer, { state: 'page' }>

/** Widths in CSS pixels; without one the page is as wide as the pane. */
const sizes = [
  { name: 'Phone', width: 390 },
  { name: 'Tablet', width: 820 },
  { name: 'Desktop', width: 1280 },
  { name: 'Free', width: undefined },
] as const

/** Of a sheet of letter paper between its margins, in CSS pixels. */
const printedWidth = 720

const looks: { name: string; display: PreviewDisplay }[] = [
  { name: 'As in your browser', display: { isPrinted: false } },
  { name: 'Light', display: { colors: 'light', isPrinted: false } },
  { name: 'Dark', display: { colors: 'dark', isPrinted: false } },
  { name: 'Printed', display: { isPrinted: true } },
]

interface PaneProps {
  /** What publishing the form alone would change now, once it is known. */
  changes?: PreviewedChangesAnswer
  /** Whether a button opened it, which is gone now. */
  takesFocus: boolean
  /** `atField`: a field of the form takes the focus. */
  onClose: (atField?: boolean) => void
}

/** Beside a form: the page that visitors would get, while its fields are changed. */
export function PreviewPane({ changes, takesFocus, onClose }: PaneProps) {
  const [path, setPath] = useState<string>()
  const [day, setDay] = useState('')
  const [size, setSize] = useState('Free')
  const [look, setLook] = useState(0)
  const [isLive, setLive] = useState(false)
  const [withDrafts, setWithDrafts] = useState(false)
  const switches = { day: day || undefined, withDrafts }
  const question = useMemo(
    () => ({
      path: '/preview',
      // The live page must be named: nothing in it says what the form is about.
      options: { path, day: day || undefined, isLive: isLive && path !== undefined, withDrafts },
      schema: PreviewAnswerSchema,
      pauseMs: 100,
      longestPauseMs: 500,
    }),
    [path, day, isLive, withDrafts],
  )
  const { answer, problem, request } = useFormAnswer(question)
  const [places, setPlaces] = useState<string[]>([])
  // The answer for the live page names none.
  if (answer && answer.places !== places && answer.places.length > 0) setPlaces(answer.places)
  const shownPath = path ?? places[0]
  const [page, setPage] = useState<{ page: Page; request: string }>()
  const heading = useId()
  useRoomForPane()
  // What was shown stays, until there is something newer.
  if (answer?.state === 'page' && page?.page !== answer) setPage({ page: answer, request })
  const edits = useClickToEdit(page?.page, { ...switches, isLive }, setPath)
  const [walks, setWalks] = useState(0)
  const walkButton = useRef<HTMLButtonElement>(null)
  const onMessage = (message: MessageFromPreview) => {
    if (message.type === 'open') setPath(message.path)
    else if (message.type === 'place') edits.onPlace(message.numbers)
    else if (message.type === 'leave') walkButton.current?.focus()
    else if (message.type === 'edit' && edits.onEdit(message) && coversForm()) {
      onClose(true)
    }
  }

  return (
    <aside
      className={styles.pane}
      aria-labelledby={heading}
      onKeyDown={({ key, currentTarget, target }) => {
        // A dialog is a child in React, and elsewhere in the page.
        if (key === 'Escape' && currentTarget.contains(target as Node)) onClose()
      }}
    >
      <PaneEdge />
      <header className={styles.bar}>
        <h2 id={heading} className="sr-only">
          Preview
        </h2>
        <label className={styles.places}>
          <span aria-hidden="true">Page</span>
          <select
            autoFocus={takesFocus}
            aria-label="Page"
            value={shownPath ?? ''}
            onChange={({ target }) => setPath(target.value)}
          >
            {placesOf(places, path).map((place) => (
              <option key={place} value={place}>
                {place === '/' ? 'Home page' : place}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span aria-hidden="true">Width</span>
          <select aria-label="Width" value={size} onChange={({ target }) => setSize(target.value)}>
            {sizes.map(({ name, width }) => (
              <option key={name} value={name}>
                {width ? `${name}, ${width} px` : name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span aria-hidden="true">Look</span>
          <select aria-label="Look" value={look} onChange={({ target }) => setLook(Number(target.value))}>
            {looks.map(({ name }, index) => (
              <option key={name} value={index}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span aria-hidden="true">On the day</span>
          <input
            aria-label="On the day"
            type="date"
            value={day}
            onChange={({ target }) => setDay(target.value)}
          />
        </label>
        <div className={styles.buttons}>
          <Button
            buttonStyle="secondary"
            size="small"
            margin={false}
            disabled={!edits.canEdit}
            ref={walkButton}
            onClick={() => setWalks(walks + 1)}
          >
            Go to a place<span className="sr-only"> of the page with the arrow keys</span>
          </Button>
          <Button
            buttonStyle={withDrafts ? 'primary' : 'secondary'}
            size="small"
            margin={false}
            disabled={isLive}
            extraButtonProps={{ 'aria-pressed': withDrafts }}
            onClick={() => setWithDrafts(!withDrafts)}
          >
            With all drafts
          </Button>
          <Button
            buttonStyle={isLive ? 'primary' : 'secondary'}
            size="small"
            margin={false}
            disabled={shownPath === undefined}
            extraButtonProps={{ 'aria-pressed': isLive }}
            onClick={() => {
              setPath(shownPath)
              setLive(!isLive)
            }}
          >
            As it is live
          </Button>
          <ShareButton />
          <Button buttonStyle="secondary" size="small" margin={false} onClick={() => onClose()}>
            Close<span className="sr-only"> the preview</span>
          </Button>
        </div>
      </header>
      {changes && changes.claims.length > 0 && <ClaimList claims={changes.claims} />}
      {changes && <WaitingList waiting={changes.waiting} />}
      {addsToForm(switches) ? (
        <ProposedPages key={`${day} ${withDrafts}`} switches={switches} onOpen={setPath} />
      ) : (
        changes && <ChangedPages changes={changes} switches={switches} onOpen={setPath} />
      )}
      <EditNotice notice={edits.notice} onOpen={setPath} />
      <PreviewWords answer={answer} problem={problem?.message} hasPage={page !== undefined} />
      {page && answer?.state !== 'nowhere' && (
        <PreviewFrame
          page={{ ...page.page, html: edits.html ?? page.page.html }}
          request={page.request}
          display={looks[look]?.display ?? { isPrinted: false }}
          width={
            looks[look]?.display.isPrinted ? printedWidth : sizes.find(({ name }) => name === size)?.width
          }
          focus={edits.focus}
          walks={walks}
          onMessage={onMessage}
        />
      )}
    </aside>
  )
}

/** With the page that was opened by a link, which may not show the document. */
function placesOf(places: string[], path: string | undefined): string[] {
  return path === undefined || places.includes(path) ? places : [path, ...places]
}

/** On a small screen, as in `Preview.module.css`. */
const coversForm = () => matchMedia('(max-width: 1024px)').matches

/** While the pane is open, the form leaves it room: `Preview.module.css`. */
export function useRoomForPane(): void {
  useEffect(() => {
    document.documentElement.toggleAttribute('data-preview', true)
    return () => document.documentElement.removeAttribute('data-preview')
  }, [])
}
