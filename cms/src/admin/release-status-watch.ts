import { useConfig, useDocumentInfo } from '@payloadcms/ui'
import { useEffect, useSyncExternalStore } from 'react'
import type { DocumentStatus } from '../releases/document-status'

/** Milliseconds between looks: while something is on its way, and otherwise. */
const quick = 400
const slow = 10_000
/** For how long it looks quickly after something began to move. */
const quickFor = 20_000

interface Seen {
  status?: DocumentStatus
  problem?: string
}

const nothing: Seen = {}

const isMoving = ({ status }: Seen) => status?.state === 'queued' || status?.state === 'coming-down'

/** Looks at the status of one document, for all who show it. */
class Watch {
  seen: Seen = nothing
  #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #quickUntil = 0
  #isLooking = false
  #isAskedAgain = false

  constructor(readonly address: string) {}

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    if (this.#listeners.size === 1) {
      document.addEventListener('visibilitychange', this.#whenVisible)
      this.hasten()
    }
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      document.removeEventListener('visibilitychange', this.#whenVisible)
      clearTimeout(this.#timer)
    }
  }

  /** Something may have happened: looks at once, and quickly for a while if it has. */
  hasten = () => {
    this.#quickUntil = Date.now() + quickFor
    void this.#look()
  }

  #whenVisible = () => {
    if (!document.hidden) void this.#look()
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer)
    if (this.#isLooking) {
      this.#isAskedAgain = true
      return
    }
    this.#isLooking = true
    const before = this.seen
    this.seen = await this.#ask(before)
    this.#isLooking = false
    if (isMoving(this.seen) && !isMoving(before)) this.#quickUntil = Date.now() + quickFor
    for (const listener of this.#listeners) listener()
    if (this.#listeners.size === 0) return
    if (this.#isAskedAgain) {
      this.#isAskedAgain = false
      return this.#look()
    }
    const isQuick = isMoving(this.seen) && Date.now() < this.#quickUntil
    this.#timer = setTimeout(this.#whenVisible, isQuick ? quick : slow)
  }

  async #ask(before: Seen): Promise<Seen> {
    try {
      const response = await fetch(this.address, { credentials: 'include' })
      if (!response.ok) throw new Error(`the CMS answered ${response.status}`)
      const status = (await response.json()) as DocumentStatus
      return JSON.stringify(status) === JSON.stringify(before.status) && !before.problem ? before : { status }
    } catch (error) {
      return { ...before, problem: error instanceof Error ? error.message : String(error) }
    }
  }
}

const watches = new Map<string, Watch>()

function watchOf(address: string): Watch {
  const watch = watches.get(address) ?? new Watch(address)
  watches.set(address, watch)
  return watch
}

const noWatch = () => () => {}

/** What visitors see of the document that is open, kept up to date; undefined while the document is not saved. */
export function useReleaseStatus(): Seen | undefined {
  const { id, collectionSlug, globalSlug, hasPublishedDoc, lastUpdateTime } = useDocumentInfo()
  const { config } = useConfig()
  const query = globalSlug
    ? new URLSearchParams({ global: globalSlug })
    : new URLSearchParams({ collection: collectionSlug ?? '', id: String(id) })
  const isSaved = Boolean(globalSlug) || id !== undefined
  const address = `${config.routes.api}/release-status?${query.toString()}`
  const watch = isSaved ? watchOf(address) : undefined
  const seen = useSyncExternalStore(
    watch?.subscribe ?? noWatch,
    () => watch?.seen ?? nothing,
    () => nothing,
  )
  useEffect(() => {
    if (isSaved) watchOf(address).hasten()
    // Payload does not count taking a document down as an update.
  }, [address, isSaved, lastUpdateTime, hasPublishedDoc])
  return isSaved ? seen : undefined
}
