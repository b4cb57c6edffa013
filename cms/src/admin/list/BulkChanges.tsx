import { useEffect, useMemo, useState } from 'react'
import { maxListPublished, maxListRemoved, type PreviewedChangesAnswer } from 'shared-types'
import { CountedPages } from '../preview/RemovedPages'
import { type Answer, useBulkRequests } from './bulk-requests'

interface Props {
  collection: string
  ids: string[]
  /** Whether they are taken off the site, instead of published. */
  removes: boolean
}

/** What the change of many documents changes for visitors. Nothing for so many that counting takes long. */
export function BulkChanges({ collection, ids, removes }: Props) {
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
  if (!isCounted) return null
  return answer?.ok ? (
    <CountedPages changes={answer.body} sides={sides} />
  ) : (
    <CountedPages problem={answer?.message} />
  )
}
