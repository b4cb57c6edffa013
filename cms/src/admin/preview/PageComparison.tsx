import { Button, useModal } from '@payloadcms/ui'
import { useMemo } from 'react'
import { paths, type PreviewAnswer, PreviewAnswerSchema } from 'shared-types'
import { Dialog } from '../Dialog'
import styles from './PageComparison.module.css'
import { PreviewFrame } from './PreviewFrame'
import type { PaneSwitches } from './pane-switches'
import { linesOf, textDifference } from './page-text'
import { useFormAnswer } from './use-form-answer'

const slug = 'page-comparison'

/** Of a page, for an editor. */
export const pageName = (path: string): string => (path === paths.home() ? 'Home page' : path)

interface Props {
  /** Of the page. */
  path: string
  /** What the page after it shows, too; the one before is the live one. */
  switches: PaneSwitches
  onShow: () => void
  onClose: () => void
}

/** A page that publishing the form would change: as it is live, as it would be, and the words that differ. */
export function PageComparison({ path, switches, onShow, onClose }: Props) {
  const { closeModal } = useModal()
  const before = usePage({ path, isLive: true })
  const after = usePage({ path, ...switches })
  return (
    <Dialog
      slug={slug}
      className={styles.dialog}
      title={`Before and after: ${pageName(path)}`}
      onExit={onClose}
      controls={
        <>
          <Button buttonStyle="secondary" size="medium" onClick={() => closeModal(slug)}>
            Close
          </Button>
          <Button size="medium" onClick={onShow}>
            Show in the preview
          </Button>
        </>
      }
    >
      <TextDifference before={before.answer} after={after.answer} />
      <div className={styles.pages}>
        <Side name="Before" {...before} none="There is no such page on the site now." />
        <Side name="After" {...after} none="The site would have no such page any more." />
      </div>
    </Dialog>
  )
}

function usePage({
  path,
  isLive,
  day,
  withDrafts,
}: Partial<PaneSwitches> & { path: string; isLive?: boolean }) {
  const question = useMemo(
    () => ({
      ...{ path: '/preview', options: { path, isLive, day, withDrafts }, schema: PreviewAnswerSchema },
      ...{ pauseMs: 0, longestPauseMs: 0 },
    }),
    [path, isLive, day, withDrafts],
  )
  return useFormAnswer(question)
}

/** In CSS pixels: of a desktop, or of a phone where the two pages stand below each other. */
const widthOfPages = () => (window.matchMedia('(max-width: 768px)').matches ? 390 : 1280)

interface SideProps {
  name: string
  answer?: PreviewAnswer
  problem?: { message: string }
  request: string
  none: string
}

function Side({ name, answer, problem, request, none }: SideProps) {
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      {answer?.state === 'page' ? (
        <PreviewFrame page={answer} request={request} display={{ isPrinted: false }} width={widthOfPages()} />
      ) : (
        <p role="status">{problem?.message ?? (answer ? none : 'The page is being made…')}</p>
      )}
    </section>
  )
}

function TextDifference({ before, after }: { before?: PreviewAnswer; after?: PreviewAnswer }) {
  const lines = useMemo(
    () => before && after && textDifference(linesOfAnswer(before), linesOfAnswer(after)),
    [before, after],
  )
  if (!lines) return null
  return (
    <section aria-label="Text" tabIndex={0} className={styles.text}>
      <h2>Text</h2>
      {lines.length === 0 ? (
        <p>The words are the same. Links, pictures or data for search engines differ.</p>
      ) : (
        <ul>
          {lines.map((line, number) => (
            <li key={number}>
              {line.map(({ text, change }, part) => {
                const Element = change === 'added' ? 'ins' : change === 'removed' ? 'del' : 'span'
                return <Element key={part}>{text}</Element>
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const linesOfAnswer = (answer: PreviewAnswer): string[] =>
  answer.state === 'page' ? linesOf(new DOMParser().parseFromString(answer.html, 'text/html')) : []
