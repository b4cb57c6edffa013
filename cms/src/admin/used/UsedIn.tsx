'use client'
import { Button, useDocumentInfo, useModal } from '@payloadcms/ui'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { RemovedPages } from '../preview/RemovedPages'
import { useOnChange } from '../polling'
import { refusalId, RemovalConsequences } from './RemovalConsequences'
import { Incomplete, UsedPlaces } from './UsedPlaces'
import styles from './UsedPlaces.module.css'
import { useWhereUsed, whereInWords } from './where-used'

const titleId = 'used-in-title'

/** Payload's dialog for the trash, which has no place for components; null while it is closed. */
function useTrashDialog(): Element | null {
  const { id, isTrashed } = useDocumentInfo()
  const { isModalOpen } = useModal()
  const slug = `delete-${id}`
  const isOpen = Boolean(id && !isTrashed && isModalOpen(slug))
  const [place, setPlace] = useState<Element | null>(null)
  useEffect(() => {
    setPlace(isOpen ? document.querySelector(`#${CSS.escape(slug)} .confirmation-modal__content`) : null)
  }, [isOpen, slug])
  return place
}

/** Disables the button of that dialog, which has no way to say that the CMS would refuse. */
function useRefusal(dialog: Element | null, isRefused: boolean): void {
  useEffect(() => {
    const button = dialog?.parentElement?.querySelector<HTMLButtonElement>('#confirm-action')
    if (!button || !isRefused) return
    const refuse = (isDisabled: boolean) => {
      button.disabled = isDisabled
      button.classList.toggle('btn--disabled', isDisabled)
    }
    refuse(true)
    button.setAttribute('aria-describedby', refusalId)
    return () => {
      refuse(false)
      button.removeAttribute('aria-describedby')
    }
  }, [dialog, isRefused])
}

/** In the sidebar of a document: what leads to it. */
export function UsedIn() {
  const { collectionSlug, id, lastUpdateTime } = useDocumentInfo()
  const [page, setPage] = useState(1)
  const { data: used, problem, refresh } = useWhereUsed(collectionSlug, id, page)
  useOnChange(lastUpdateTime, () => void refresh())
  const isSaved = id !== undefined && id !== null
  const trashDialog = useTrashDialog()
  useRefusal(trashDialog, Boolean(used && used.needed.length > 0))
  const isUsed = page > 1 || (used && used.live + used.inDrafts > 0)
  return (
    <section className={`field-type ${styles.used} ${styles.panel}`} aria-labelledby={titleId}>
      <h2 id={titleId}>Used</h2>
      {trashDialog &&
        createPortal(
          <>
            <RemovalConsequences used={used} count={1} />
            <RemovedPages />
          </>,
          trashDialog,
        )}
      {isUsed ? (
        <details>
          <summary>{used ? `Used ${whereInWords(used)}` : 'Looking…'}</summary>
          {used && <UsedPlaces used={used} />}
          {used && used.pages > 1 && (
            <div className={styles.pages}>
              <Button
                size="small"
                buttonStyle="secondary"
                margin={false}
                disabled={page === 1}
                onClick={() => setPage(page - 1)}
              >
                Before
              </Button>
              <span role="status">
                Page {page} of {used.pages}
              </span>
              <Button
                size="small"
                buttonStyle="secondary"
                margin={false}
                disabled={page === used.pages}
                onClick={() => setPage(page + 1)}
              >
                More
              </Button>
            </div>
          )}
        </details>
      ) : used && !used.isComplete ? (
        <Incomplete {...used} />
      ) : (
        <p>
          {!isSaved || used
            ? 'Nothing leads to it.'
            : problem
              ? `Could not look up what leads to it: ${problem}.`
              : 'Looking…'}
        </p>
      )}
    </section>
  )
}
