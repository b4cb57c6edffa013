import { useConfig } from '@payloadcms/ui'
import { useCallback, useEffect, useState } from 'react'
import type { PublishingOverview } from '../releases/overview'

/** Milliseconds between looks; less while a release is under way. */
const slow = 10_000
const quick = 2_000

interface Seen {
  overview?: PublishingOverview
  problem?: string
  /** Looks again at once. */
  look: () => void
}

/** What is live and what needs attention, kept up to date while somebody looks. */
export function usePublishingOverview(): Seen {
  const { config } = useConfig()
  const address = `${config.routes.api}/publishing`
  const [seen, setSeen] = useState<Omit<Seen, 'look'>>({})
  const [asked, setAsked] = useState(0)
  const look = useCallback(() => setAsked((count) => count + 1), [])
  const delay = seen.overview?.beingMadeSince ? quick : slow

  useEffect(() => {
    const abort = new AbortController()
    const ask = async () => {
      if (document.hidden) return
      try {
        const response = await fetch(address, { credentials: 'include', signal: abort.signal })
        if (!response.ok) throw new Error(`the CMS answered ${response.status}`)
        setSeen({ overview: (await response.json()) as PublishingOverview })
      } catch (error) {
        if (abort.signal.aborted) return
        const problem = error instanceof Error ? error.message : String(error)
        setSeen((before) => ({ ...before, problem }))
      }
    }
    const whenVisible = () => void ask()
    void ask()
    const timer = setInterval(whenVisible, delay)
    document.addEventListener('visibilitychange', whenVisible)
    return () => {
      abort.abort()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', whenVisible)
    }
  }, [address, asked, delay])

  return { ...seen, look }
}
