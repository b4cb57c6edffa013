'use client'
import { useEffect, useState } from 'react'
import { type CommandResult, useSendCommand } from './command'
import styles from './ReleaseComparison.module.css'
import { StateIcon } from '../StateIcon'

/** The pages that a rollback to `release` changes, brings back and takes away. */
export function ReleaseComparison({ release }: { release: number }) {
  const sendCommand = useSendCommand()
  const [result, setResult] = useState<CommandResult>()
  useEffect(() => {
    let isUnmounted = false
    void sendCommand('release.compare', { release }).then((next) => isUnmounted || setResult(next))
    return () => void (isUnmounted = true)
  }, [release, sendCommand])

  if (!result) return <p role="status">Comparing its pages with those that are live…</p>
  const comparison = result.ok ? result.response.comparison : undefined
  if (!comparison) {
    return (
      <p role="status">
        <StateIcon tone="bad" /> {result.ok ? result.response.message : result.message}
      </p>
    )
  }
  const { changed, removed, restored } = comparison
  const isSame = changed.count + removed.count + restored.count === 0
  return (
    <div role="status">
      {isSame && <p>Its pages are exactly those that are live now.</p>}
      <PageList
        one="comes back although it was taken down"
        many="come back although they were taken down"
        {...restored}
        isOpen
      />
      <PageList one="vanishes" many="vanish" {...removed} isOpen />
      <PageList one="is shown as it was then" many="are shown as they were then" {...changed} />
    </div>
  )
}

interface PageListProps {
  one: string
  many: string
  count: number
  /** The first of them; may be fewer than `count`. */
  paths: string[]
  isOpen?: boolean
}

function PageList({ one, many, count, paths, isOpen = false }: PageListProps) {
  if (count === 0) return null
  return (
    <details className={styles.pages} open={isOpen && count <= 20}>
      <summary>{count === 1 ? `1 page ${one}` : `${count} pages ${many}`}</summary>
      <ul>
        {paths.map((path) => (
          <li key={path}>{path}</li>
        ))}
        {count > paths.length && <li>and {count - paths.length} more</li>}
      </ul>
    </details>
  )
}
