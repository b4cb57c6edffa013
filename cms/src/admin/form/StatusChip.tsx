'use client'
import type { DocumentStatus } from '../../releases/document-status'
import { usePolledDocumentStatus } from './document-status'
import { StateIcon, type Tone } from '../StateIcon'
import styles from './StatusChip.module.css'
import { When } from '../When'

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

const tones: Record<DocumentStatus['state'], Tone> = {
  draft: 'calm',
  queued: 'moving',
  'coming-down': 'moving',
  live: 'good',
  blocked: 'paused',
  waiting: 'paused',
  frozen: 'paused',
  refused: 'bad',
  failed: 'bad',
}

function Chip(status: DocumentStatus) {
  const isStuck =
    ('silentSince' in status && status.silentSince) ||
    ('publisherProblem' in status && status.publisherProblem)
  const isFrozen = status.state === 'coming-down' && status.freeze
  const tone = isStuck ? 'bad' : isFrozen ? 'paused' : tones[status.state]
  const content = (
    <>
      <StateIcon tone={tone} />
      <span className={styles.words}>
        <Words {...status} />
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

interface OnItsWayProps {
  silentSince?: string
  publisherProblem?: string
  moving: string
  stuck: string
}

function OnItsWay({ silentSince, publisherProblem, moving, stuck }: OnItsWayProps) {
  if (silentSince) return 'No answer'
  if (!publisherProblem) return moving
  return (
    <>
      {stuck}
      <span className="sr-only">. {publisherProblem}</span>
    </>
  )
}

function Words(status: DocumentStatus) {
  switch (status.state) {
    case 'draft':
      if (status.isInTrash) return 'In the trash'
      return status.waits ? 'Not published' : 'Draft'
    case 'queued':
      return <OnItsWay {...status} moving="Queued…" stuck="Not live yet" />
    case 'coming-down':
      return status.freeze ? (
        'Still shown'
      ) : (
        <OnItsWay {...status} moving="Coming down…" stuck="Still shown" />
      )
    case 'live':
      return (
        <>
          Live
          <span className={styles.more}>
            {' '}
            since <When at={status.since} isShort />
          </span>
        </>
      )
    case 'frozen':
      return 'Frozen'
    case 'waiting':
      return (
        <>
          Waits<span className={styles.more}>: {status.what}</span>
        </>
      )
    case 'blocked': {
      const [problem] = status.problems
      return (
        <>
          Blocked
          {problem?.field && <span className={styles.more}>: {problem.field.split(' › ').at(-1)}</span>}
          {problem && <span className="sr-only">. {problem.message}</span>}
        </>
      )
    }
    case 'refused':
    case 'failed':
      return (
        <>
          {status.state === 'refused' ? 'Refused' : 'Failed'}
          <span className="sr-only">. {status.message}</span>
        </>
      )
  }
}
