import type { ClientCollectionConfig } from 'payload'
import { useEffect, useMemo, useState } from 'react'
import {
  maxListPublished,
  maxListRemoved,
  type PreviewedChangesAnswer,
  type PreviewedWaiting,
} from 'shared-types'
import { CountedPages } from '../preview/RemovedPages'
import { type Answer, useBulkRequests } from './bulk-requests'
import { ManyNotAsked } from './ManyNotAsked'

interface Props {
  collection: ClientCollectionConfig
  ids: string[]
  /** Whether they are taken off the site, instead of published. */
  removes: boolean
  /** Whether the dialog itself says that so many of this collection wait. */
  isWaitSaid: boolean
  /** Something waits, although the action is taken. */
  onWaits: () => void
}

/** What the change of many documents changes for visitors. Of so many that counting takes long, what is not asked. */
export function BulkChanges({ collection: config, ids, removes, isWaitSaid, onWaits }: Props) {
  const collection = config.slug
  const requests = useBulkRequests(collection)
  const [answer, setAnswer] = useState<Answer<PreviewedChangesAnswer>>()
  const isCounted = ids.length <= (removes ? maxListRemoved : maxListPublished)
  useEffect(() => {
    if (isCounted) void requests.changes(ids, removes).then(setAnswer)
  }, [requests, ids, removes, isCounted])
  const sides = useMemo(() => {
    const after = { collection, ids, removes }
    return { isOfForm: false, before: { ...after, isLive: true }, after }
  }, [collection, ids, removes])
  const changes = answer?.ok ? answer.body : undefined
  const waits = changes !== undefined && changes.waiting.length > 0
  useEffect(() => {
    if (waits) onWaits()
  }, [waits, onWaits])
  if (!isCounted) return removes ? null : <ManyNotAsked count={ids.length} collection={config} />
  const isSaid = ({ unit, kind }: PreviewedWaiting) =>
    isWaitSaid && unit === 'documents' && kind === collection
  return changes ? (
    <CountedPages
      changes={{ ...changes, waiting: changes.waiting.filter((group) => !isSaid(group)) }}
      sides={sides}
    />
  ) : (
    <CountedPages problem={answer?.ok ? undefined : answer?.message} />
  )
}
