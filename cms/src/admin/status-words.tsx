import type { ReactNode } from 'react'
import type { DocumentStatus } from '../releases/document-status'
import type { Tone } from './StateIcon'
import { When } from './When'

/** What visitors see of a document, in the words of its form and of lists. */
export interface StatusWords {
  tone: Tone
  words: string
  /** Follows the words where there is room. */
  more?: ReactNode
  /** A sentence with the reason. */
  reason?: string
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

export function statusWords(status: DocumentStatus): StatusWords {
  const tone = tones[status.state]
  switch (status.state) {
    case 'draft':
      return { tone, ...wordsOfDraft(status) }
    case 'queued':
      return onItsWay(status, { moving: 'Queued…', stuck: 'Not live yet' })
    case 'coming-down':
      return status.freeze
        ? { tone: 'paused', words: 'Still shown' }
        : onItsWay(status, { moving: 'Coming down…', stuck: 'Still shown' })
    case 'live':
      return { tone, ...wordsOfLive(status) }
    case 'frozen':
      return { tone, words: 'Frozen' }
    case 'waiting':
      return { tone, words: 'Waits', more: `: ${status.what}` }
    case 'blocked': {
      const [problem] = status.problems
      const label = problem?.field?.split(' › ').at(-1)
      return { tone, words: 'Blocked', more: label && `: ${label}`, reason: problem?.message }
    }
    case 'refused':
      return { tone, words: 'Refused', reason: status.message }
    case 'failed':
      return { tone, words: 'Failed', reason: status.message }
  }
}

function wordsOfDraft({ isInTrash, scheduled, waits }: DocumentStatus & { state: 'draft' }) {
  if (isInTrash) return { words: 'In the trash' }
  if (scheduled?.type === 'publish') return { words: 'Scheduled', more: <Day word="for" at={scheduled.at} /> }
  return { words: waits ? 'Not published' : 'Draft' }
}

function wordsOfLive({ hasNewerDraft, scheduled, since }: DocumentStatus & { state: 'live' }) {
  if (scheduled?.type === 'unpublish') return { words: 'Live', more: <Day word="until" at={scheduled.at} /> }
  if (!hasNewerDraft) return { words: 'Live', more: <Day word="since" at={since} /> }
  return scheduled
    ? { words: 'Change scheduled', more: <Day word="for" at={scheduled.at} /> }
    : { words: 'Changed since live' }
}

const Day = ({ word, at }: { word: string; at: string }) => (
  <>
    {` ${word} `}
    <When at={at} isShort />
  </>
)

function onItsWay(
  { silentSince, publisherProblem }: { silentSince?: string; publisherProblem?: string },
  { moving, stuck }: { moving: string; stuck: string },
): StatusWords {
  if (silentSince) return { tone: 'bad', words: 'No answer' }
  if (!publisherProblem) return { tone: 'moving', words: moving }
  return { tone: 'bad', words: stuck, reason: publisherProblem }
}
