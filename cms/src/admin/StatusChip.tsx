'use client'
import { useReleaseStatus } from './release-status-watch'
import { StateIcon, type Tone } from './StateIcon'
import type { DocumentStatus } from '../releases/document-status'
import { When } from './When'

/** Where StatusDetails says more. */
export const detailsId = 'on-the-site'

/** Beside the buttons of a document: what visitors see of it, in two words. */
export function StatusChip() {
  const seen = useReleaseStatus()
  return (
    <div className="status-chip" role="status">
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
  frozen: 'paused',
  refused: 'bad',
  failed: 'bad',
}

function Chip(status: DocumentStatus) {
  const isStuck = 'silentSince' in status && status.silentSince
  const isFrozen = status.state === 'coming-down' && status.freeze
  const tone = isStuck ? 'bad' : isFrozen ? 'paused' : tones[status.state]
  const content = (
    <>
      <StateIcon tone={tone} />
      <span className="status-chip__words">
        <Words {...status} />
      </span>
    </>
  )
  if (status.state === 'draft') {
    return (
      <span className="status-chip__chip" data-tone={tone}>
        {content}
      </span>
    )
  }
  // The sidebar says more; what is live is best seen where it is.
  return status.state === 'live' && status.url ? (
    <a className="status-chip__chip" data-tone={tone} href={status.url} target="_blank" rel="noopener">
      {content}
      <span className="status-chip__arrow" aria-hidden="true">
        ↗
      </span>
      <span className="visually-hidden"> (opens the page in a new tab)</span>
    </a>
  ) : (
    <a className="status-chip__chip" data-tone={tone} href={`#${detailsId}`}>
      {content}
    </a>
  )
}

function Words(status: DocumentStatus) {
  switch (status.state) {
    case 'draft':
      return 'Draft'
    case 'queued':
      return status.silentSince ? 'No answer' : 'Queued…'
    case 'coming-down':
      return status.freeze ? 'Still shown' : status.silentSince ? 'No answer' : 'Coming down…'
    case 'live':
      return (
        <>
          Live
          <span className="status-chip__more">
            {' '}
            since <When at={status.since} isShort />
          </span>
        </>
      )
    case 'frozen':
      return 'Frozen'
    case 'blocked': {
      const [problem] = status.problems
      return (
        <>
          Blocked
          {problem?.field && <span className="status-chip__more">: {problem.field.split(' › ').at(-1)}</span>}
          {problem && <span className="visually-hidden">. {problem.message}</span>}
        </>
      )
    }
    case 'refused':
    case 'failed':
      return (
        <>
          {status.state === 'refused' ? 'Refused' : 'Failed'}
          <span className="visually-hidden">. {status.message}</span>
        </>
      )
  }
}
