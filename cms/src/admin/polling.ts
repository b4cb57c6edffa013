import { useEffect, useRef } from 'react'
import useSWR, { useSWRConfig } from 'swr'

/** The pause before the next request in ms, from the newest data; 0 ends the polling. */
export type PollInterval<Data> = (latest: Data | undefined) => number

interface Polled<Data> {
  data?: Data
  /** Why the last request failed; `data` is then what came before it. */
  problem?: string
  /** Sends a request at once. */
  refresh: () => Promise<unknown>
}

/** The pause after a failure in ms, where polling has ended or none was wanted. */
const retryMs = 10_000

/**
 * Polls an endpoint of the CMS that answers with JSON while the tab is visible. Components that poll the same address
 * share its data and each request. Without an address nothing is requested. A new `intervalMs` function starts the
 * pause anew, so keep its identity.
 */
export function usePolling<Data>(address: string | undefined, intervalMs: PollInterval<Data>): Polled<Data> {
  const { cache } = useSWRConfig()
  const { data, error, mutate } = useSWR<Data, Error>(address, fetchJson<Data>, {
    refreshInterval: intervalMs,
    // A CMS on the editor's own computer can be reached without a network.
    refreshWhenOffline: true,
    // Less than the shortest interval: two components whose pauses end together send one request.
    dedupingInterval: 300,
    focusThrottleInterval: 0,
    // SWR would wait longer after each failure, and random times.
    onErrorRetry: (_error, key, _config, revalidate, options) => {
      const latest = cache.get(key)?.data as Data | undefined
      setTimeout(
        () => {
          // When the tab becomes visible again, SWR itself sends a request.
          if (!document.hidden) void revalidate(options)
        },
        intervalMs(latest) || retryMs,
      )
    },
  })
  return { data, problem: error?.message, refresh: mutate }
}

/** Calls `onChange` after a render with another value than the one before; not after the first render. */
export function useOnChange(value: unknown, onChange: () => void): void {
  const last = useRef(value)
  useEffect(() => {
    if (last.current === value) return
    last.current = value
    onChange()
  })
}

async function fetchJson<Data>(address: string): Promise<Data> {
  const response = await fetch(address, { credentials: 'include' })
  if (!response.ok) throw new Error(`the CMS answered ${response.status}`)
  return (await response.json()) as Data
}
