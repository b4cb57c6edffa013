'use client'
import { Link } from '@payloadcms/ui'
import { useEffect, useMemo, useState } from 'react'
import type { PublishedSince } from '../../releases/published-since'
import { actionWords } from '../../releases/stored-release'
import { CountedPages } from '../preview/RemovedPages'
import { type CommandResult, useSendCommand } from './command'

/** So many pages that come back or vanish are listed at once. */
const maxOpen = 20
/** So many documents are listed; the rest is a number. */
const maxListed = 20

const wordsOfRollback = {
  added: '(comes back, although it was taken down)',
  removed: '(vanishes)',
  changed: '(as it was then)',
}
const wordsOfResume = {
  added: '(is there again)',
  removed: '(vanishes again)',
  changed: '(as it was before the rollback)',
}

interface Props {
  /** Without it, the newest release, which visitors see again when the freeze is lifted. */
  release?: number
}

/** The pages that going back to `release` changes, brings back and takes away, and what follows after a freeze. */
export function ReleaseComparison({ release }: Props) {
  const sendCommand = useSendCommand()
  const [result, setResult] = useState<CommandResult>()
  useEffect(() => {
    let isUnmounted = false
    void sendCommand('release.compare', { release }).then((next) => isUnmounted || setResult(next))
    return () => void (isUnmounted = true)
  }, [release, sendCommand])

  const { changes, compared, live, published } = (result?.ok ? result.response : undefined) ?? {}
  const after = compared ?? release
  const sides = useMemo(
    () =>
      live === undefined || after === undefined
        ? undefined
        : { isOfForm: false, before: { release: live }, after: { release: after } },
    [live, after],
  )
  const moved = changes?.pages.filter(({ change }) => change !== 'changed').length ?? 0
  return (
    <>
      <CountedPages
        changes={changes}
        sides={sides}
        words={release === undefined ? wordsOfResume : wordsOfRollback}
        isOpen={moved > 0 && moved <= maxOpen}
        problem={result?.ok ? result.response.message : result?.message}
      />
      {release === undefined && published && published.length > 0 && <Published documents={published} />}
    </>
  )
}

/** What waits since the freeze began. */
function Published({ documents }: { documents: PublishedSince[] }) {
  return (
    <details open={documents.length <= maxListed}>
      <summary>
        {documents.length === 1 ? 'This was' : `These ${documents.length} were`} published since, and{' '}
        {documents.length === 1 ? 'follows' : 'follow'} right after it
      </summary>
      <ul>
        {documents.slice(0, maxListed).map(({ action, href, title }) => (
          <li key={href}>
            <Link href={href}>{title}</Link> {actionWords[action]}
          </li>
        ))}
        {documents.length > maxListed && <li>and {documents.length - maxListed} more</li>}
      </ul>
    </details>
  )
}
