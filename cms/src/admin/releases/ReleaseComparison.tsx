'use client'
import { useEffect, useMemo, useState } from 'react'
import { CountedPages } from '../preview/RemovedPages'
import { type CommandResult, useSendCommand } from './command'

/** So many pages that come back or vanish are listed at once. */
const maxOpen = 20

const words = {
  added: '(comes back, although it was taken down)',
  removed: '(vanishes)',
  changed: '(as it was then)',
}

/** The pages that a rollback to `release` changes, brings back and takes away. */
export function ReleaseComparison({ release }: { release: number }) {
  const sendCommand = useSendCommand()
  const [result, setResult] = useState<CommandResult>()
  useEffect(() => {
    let isUnmounted = false
    void sendCommand('release.compare', { release }).then((next) => isUnmounted || setResult(next))
    return () => void (isUnmounted = true)
  }, [release, sendCommand])

  const changes = result?.ok ? result.response.changes : undefined
  const live = result?.ok ? result.response.live : undefined
  const sides = useMemo(
    () =>
      live === undefined ? undefined : { isOfForm: false, before: { release: live }, after: { release } },
    [live, release],
  )
  const moved = changes?.pages.filter(({ change }) => change !== 'changed').length ?? 0
  return (
    <CountedPages
      changes={changes}
      sides={sides}
      words={words}
      isOpen={moved > 0 && moved <= maxOpen}
      problem={result?.ok ? result.response.message : result?.message}
    />
  )
}
