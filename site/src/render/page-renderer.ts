import { hash } from 'node:crypto'
import type { createApp } from 'astro/app/entrypoint'
import { contentFrom, runQuery } from '../content/content'
import type { QueryKey } from '../content/content'
import { createSignals, documentsOf } from '../content/snapshot/signals'
import type { Signals, Subscription, TrackedRead } from '../content/snapshot/signals'
import type { Snapshot } from '../content/snapshot/snapshot'
import type { Dependency, PageRenderer } from './bundle'
import { renderPage } from './page'

/** How many query results are kept, so that pages share them. A full render also runs one query for each post. */
const maxKeptResults = 1000

/** What is known about a query. */
interface Memo {
  /** The same string for all pages that depend on the query. */
  key: QueryKey
  fingerprint: string
  subscription: Subscription
  result?: { value: unknown }
}
type MemoWithResult = Memo & { result: { value: unknown } }

/** Shared by the renderers of a series of snapshots. */
interface Memory {
  signals: Signals
  current: Snapshot
  /** Of all queries that were ever run. */
  memos: Map<QueryKey, Memo>
  withResult: Set<Memo>
  /** Queries that became stale since `changedKeys` was last called. */
  staleKeys: Set<QueryKey>
  /** Queries that the page of the last `render` has called. */
  called: ReadonlyMap<QueryKey, Dependency>
}

const memories = new WeakMap<PageRenderer, Memory>()

/** Creates a renderer that records the dependencies of each page; see `PageRenderer`. */
export function createPageRenderer(
  { app, siteUrl }: { app: ReturnType<typeof createApp>; siteUrl: string },
  snapshot: Snapshot,
  previous?: PageRenderer,
): PageRenderer {
  const memory: Memory = (previous && memories.get(previous)) ?? {
    signals: createSignals(snapshot),
    current: snapshot,
    memos: new Map(),
    withResult: new Set(),
    staleKeys: new Set(),
    called: new Map(),
  }
  const { signals, memos, withResult, staleKeys } = memory

  /** Another renderer of the series may have used its own snapshot in the meantime. */
  function useOwnSnapshot(): void {
    if (memory.current === snapshot) return
    signals.setSnapshot(snapshot)
    memory.current = snapshot
  }

  function run(key: QueryKey): MemoWithResult {
    const read = signals.track((source) => runQuery(source, key))
    const before = memos.get(key)
    const memo = before && !before.subscription.isStale ? before : remember(key, read, before)
    if (withResult.size >= maxKeptResults) {
      for (const one of withResult) delete one.result
      withResult.clear()
    }
    withResult.add(memo)
    return Object.assign(memo, { result: { value: read.value } })
  }

  function remember(newKey: QueryKey, read: TrackedRead<unknown>, before: Memo | undefined): Memo {
    if (before) {
      signals.unsubscribe(before.subscription)
      withResult.delete(before)
    }
    const key = before?.key ?? newKey
    const memo = {
      key,
      fingerprint: fingerprintOf(read.value),
      subscription: signals.subscribe(read, addTo(staleKeys, key)),
    }
    memos.set(key, memo)
    return memo
  }

  function resolve(key: QueryKey): MemoWithResult {
    useOwnSnapshot()
    const memo = memos.get(key)
    return memo && !memo.subscription.isStale && hasResult(memo) ? memo : run(key)
  }

  function fingerprint(key: QueryKey): string {
    useOwnSnapshot()
    const memo = memos.get(key)
    if (memo && !memo.subscription.isStale) return memo.fingerprint
    try {
      return run(key).fingerprint
    } catch {
      // No subscription will report that its result has changed.
      staleKeys.add(key)
      return fingerprintOfFailure
    }
  }

  const renderer: PageRenderer = {
    fingerprint,
    changedKeys: () => {
      useOwnSnapshot()
      const keys = [...staleKeys]
      staleKeys.clear()
      return keys
    },
    render: async (page, drawCard) => {
      const dependencies = new Map<QueryKey, Dependency>()
      memory.called = dependencies
      signals.clearFailedReads()
      const content = contentFrom((called) => {
        const { key, fingerprint, result } = resolve(called)
        if (!dependencies.has(key)) dependencies.set(key, { key, fingerprint })
        return result.value
      })
      const body = await renderPage(app, siteUrl, page, { content, drawCard })
      return { body, dependencies: [...dependencies.values()] }
    },
    documentsRead: () => {
      const finished = [...memory.called.keys()].flatMap((key) => memos.get(key)?.subscription.inputs ?? [])
      const documents = [...documentsOf(finished), ...documentsOf(signals.failedReads())]
      return [...new Map(documents.map((document) => [`${document.slug}/${document.id}`, document])).values()]
    },
  }
  memories.set(renderer, memory)
  return renderer
}

/** A function outside of the renderer, so that the subscriptions, which outlive it, do not keep its snapshot in memory. */
const addTo = (keys: Set<QueryKey>, key: QueryKey) => () => {
  keys.add(key)
}

const hasResult = (memo: Memo): memo is MemoWithResult => memo.result !== undefined

const fingerprintOfFailure = 'failed'

/** SHA-256 of the JSON of a result; a query without a result has a fingerprint, too. */
const fingerprintOf = (value: unknown): string => hash('sha256', JSON.stringify(value) ?? '', 'base64url')
