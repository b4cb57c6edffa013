import { Button, useModal } from '@payloadcms/ui'
import { useMemo } from 'react'
import { paths, type PreviewAnswer, PreviewAnswerSchema } from 'shared-types'
import { Dialog } from '../Dialog'
import styles from './PageComparison.module.css'
import { PreviewFrame } from './PreviewFrame'
import { linesOf, textDifference } from './page-text'
import { useAnswer } from './use-answer'
import { type FormAnswer, useFormAnswer } from './use-form-answer'

const slug = 'page-comparison'

/** Of a page, for an editor. */
export const pageName = (path: string): string => (path === paths.home() ? 'Home page' : path)

/** What the requests for the two pages say beside their path, and whether the values of the form belong to them. Keep the identity. */
export interface ComparedSides {
  isOfForm: boolean
  before: PageOptions
  after: PageOptions
}
type PageOptions = Readonly<Record<string, unknown>>

/** The live page, of a form. */
export const livePage: PageOptions = { isLive: true, asReleased: true }

interface Props {
  /** Of the page. */
  path: string
  sides: ComparedSides
  /** Without it, there is no pane that could show the page. */
  onShow?: (path: string) => void
  onClose: () => void
}

/** A page that a change concerns: as it is before and after it, and the words that differ. */
export function PageComparison({ sides, ...props }: Props) {
  return sides.isOfForm ? (
    <ComparisonOfForm {...sides} {...props} />
  ) : (
    <ComparisonOfRequests {...sides} {...props} />
  )
}

type OneKindProps = Omit<Props, 'sides'> & Omit<ComparedSides, 'isOfForm'>

function ComparisonOfForm({ before, after, ...props }: OneKindProps) {
  return (
    <ComparisonDialog
      {...props}
      before={useFormPage(props.path, before)}
      after={useFormPage(props.path, after)}
    />
  )
}

function useFormPage(path: string, options: PageOptions) {
  const question = useMemo(
    () => ({
      ...{ path: '/preview', options: { ...options, path }, schema: PreviewAnswerSchema },
      ...{ pauseMs: 0, longestPauseMs: 0 },
    }),
    [path, options],
  )
  return useFormAnswer(question)
}

function ComparisonOfRequests({ before, after, ...props }: OneKindProps) {
  const { path } = props
  return (
    <ComparisonDialog
      {...props}
      before={useAnswer('/preview', JSON.stringify({ ...before, path }), PreviewAnswerSchema)}
      after={useAnswer('/preview', JSON.stringify({ ...after, path }), PreviewAnswerSchema)}
    />
  )
}

interface DialogProps extends Omit<Props, 'sides'> {
  before: FormAnswer<PreviewAnswer>
  after: FormAnswer<PreviewAnswer>
}

function ComparisonDialog({ path, before, after, onShow, onClose }: DialogProps) {
  const { closeModal } = useModal()
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
          {onShow && (
            <Button size="medium" onClick={() => onShow(path)}>
              Show in the preview
            </Button>
          )}
        </>
      }
    >
      <TextDifference before={before.answer} after={after.answer} />
      <div className={styles.pages}>
        <Side name="Before" {...before} none="There is no such page before it." />
        <Side name="After" {...after} none="There is no such page any more." />
      </div>
    </Dialog>
  )
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
        <p role="status">
          {problem?.message ?? (answer ? reasonOf(answer, none) : 'The page is being made…')}
        </p>
      )}
    </section>
  )
}

const reasonOf = (answer: PreviewAnswer, none: string) => (answer.state === 'failed' ? answer.message : none)

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
