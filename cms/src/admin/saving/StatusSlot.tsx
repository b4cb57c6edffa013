import type { Payload } from 'payload'
import { PublishStatus } from './PublishStatus'

interface Props {
  payload: Payload
  /** The slug of a global; Payload itself knows of other documents whether they are published. */
  slug?: string
}

export async function StatusSlot({ payload, slug }: Props) {
  const live = slug ? await payload.db.findGlobal<{ _status?: string }>({ slug }) : undefined
  return <PublishStatus isPublished={live?._status === 'published'} />
}
