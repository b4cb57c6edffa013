import { useDocumentInfo, useModal } from '@payloadcms/ui'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { type PreviewedChangesAnswer, PreviewedChangesAnswerSchema } from 'shared-types'
import { changedPages, ChangeList } from './ChangedPages'
import styles from './Preview.module.css'
import { useFormAnswer } from './use-form-answer'

const question = {
  ...{ path: '/preview/changes', options: { removes: true }, schema: PreviewedChangesAnswerSchema },
  ...{ pauseMs: 0, longestPauseMs: 0 },
}

/** What visitors would miss of the document of the form, for a dialog that asks before it takes the document off the site. */
export function RemovedPages() {
  const { answer, problem } = useFormAnswer(question)
  return <CountedPages changes={answer} problem={problem?.message} />
}

interface Props {
  changes?: PreviewedChangesAnswer
  /** Why there are none. */
  problem?: string
}

/** How many pages a dialog changes, and which. */
export function CountedPages({ changes, problem }: Props) {
  return (
    <div className={styles.removed} role="status">
      {changes ? (
        <details>
          <summary>This changes {changedPages(changes)}</summary>
          <ChangeList changes={changes} />
        </details>
      ) : (
        (problem ?? 'The pages that this changes are being counted…')
      )}
    </div>
  )
}

/** Puts them into Payload's dialog for the trash, which has no place for components. */
export function RemovedByTrash() {
  const { id, hasPublishedDoc, isTrashed } = useDocumentInfo()
  const { isModalOpen } = useModal()
  const slug = `delete-${id}`
  const isOpen = Boolean(id && hasPublishedDoc && !isTrashed && isModalOpen(slug))
  const [place, setPlace] = useState<Element | null>(null)
  useEffect(() => {
    setPlace(isOpen ? document.querySelector(`#${CSS.escape(slug)} .confirmation-modal__content`) : null)
  }, [isOpen, slug])
  return place && createPortal(<RemovedPages />, place)
}
