import { useMemo } from 'react'
import { type PreviewedChangesAnswer, PreviewedChangesAnswerSchema, type SiteChanges } from 'shared-types'
import { changedPages, ChangeList, type ChangeWords } from './ChangedPages'
import { LeftOutList } from './OtherChanges'
import { type ComparedSides, livePage } from './PageComparison'
import styles from './Preview.module.css'
import { WaitingList } from './WaitingList'
import { useFormAnswer } from './use-form-answer'

const removal = {
  ...{ path: '/preview/changes', options: { removes: true }, schema: PreviewedChangesAnswerSchema },
  ...{ pauseMs: 0, longestPauseMs: 0 },
}

/** What a scheduled change of the document of the form would change, after what is scheduled until then. `at`: ISO 8601. */
export function ScheduledPages({ at, removes }: { at: string; removes: boolean }) {
  const question = useMemo(() => ({ ...removal, options: { at, removes } }), [at, removes])
  const { answer, problem } = useFormAnswer(question)
  const sides = useMemo(
    () => ({
      ...{ isOfForm: true, before: { at, ...livePage }, after: { at, removes, asReleased: true } },
    }),
    [at, removes],
  )
  return <CountedPages changes={answer} problem={problem?.message} sides={sides} />
}

const sidesOfRemoval = { isOfForm: true, before: livePage, after: { removes: true, asReleased: true } }

/** What visitors would miss of the document of the form, for a dialog that asks before it takes the document off the site. */
export function RemovedPages() {
  const { answer, problem } = useFormAnswer(removal)
  return <CountedPages changes={answer} problem={problem?.message} sides={sidesOfRemoval} />
}

interface Props {
  changes?: SiteChanges & Partial<Pick<PreviewedChangesAnswer, 'blocked' | 'waiting' | 'frozen'>>
  /** What the pages of the list are compared with. */
  sides?: ComparedSides
  words?: ChangeWords
  isOpen?: boolean
  /** Why there are none. */
  problem?: string
}

/** How many pages a dialog changes, and which. */
export function CountedPages({ changes, sides, words, isOpen, problem }: Props) {
  return (
    <div className={styles.removed} role="status">
      {changes ? (
        <>
          <WaitingList waiting={changes.waiting ?? []} />
          <details open={isOpen}>
            <summary>This changes {changedPages(changes)}</summary>
            <ChangeList changes={changes} sides={sides} words={words} />
          </details>
          <LeftOutList title="This would be blocked" documents={changes.blocked ?? []} />
        </>
      ) : (
        (problem ?? 'The pages that this changes are being counted…')
      )}
    </div>
  )
}
