'use client'
import type { DocumentStatus } from '../../releases/document-status'
import { StateIcon } from '../StateIcon'
import { statusWords } from '../status-words'
import { usePolledDocumentStatus } from './document-status'
import styles from './StatusChip.module.css'

/** The id of `StatusDetails` in the page. */
export const detailsId = 'on-the-site'

/** Beside the buttons of a document: what visitors see of it, in a few words. */
export function StatusChip() {
  const seen = usePolledDocumentStatus()
  return (
    <div className={styles.place} role="status" aria-label="Status on the site">
      {seen?.status && <Chip {...seen.status} />}
    </div>
  )
}

function Chip(status: DocumentStatus) {
  const { tone, words, more, reason } = statusWords(status)
  const content = (
    <>
      <StateIcon tone={tone} />
      <span className={styles.words}>
        {words}
        {more && <span className={styles.more}>{more}</span>}
        {reason && <span className="sr-only">. {reason}</span>}
      </span>
    </>
  )
  if (status.state === 'draft') {
    return (
      <span className={styles.chip} data-tone={tone}>
        {content}
      </span>
    )
  }
  // The chip leads to the live page, or otherwise to the explanation in the sidebar.
  return status.state === 'live' && status.url ? (
    <a className={styles.chip} data-tone={tone} href={status.url} target="_blank" rel="noopener">
      {content}
      <span aria-hidden="true">↗</span>
      <span className="sr-only"> (opens the page in a new tab)</span>
    </a>
  ) : (
    <a className={styles.chip} data-tone={tone} href={`#${detailsId}`}>
      {content}
    </a>
  )
}
