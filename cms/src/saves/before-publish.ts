import type { PayloadRequest, Plugin } from 'payload'
import type { Entity } from './save'

/** A document and the values with which it is to be published; fields that they lack are those of its newest version. */
export interface Publish {
  entity: Entity
  values: Record<string, unknown>
  /** What `readNewest` answers, if it was read already. */
  newest?: Record<string, unknown>
}

type BeforePublish = (req: PayloadRequest, publishes: readonly Publish[]) => Promise<void>

const key = 'beforePublish'

/** Names what is called before the transaction in which a form, a schedule or a bulk change publishes documents. */
export const callBeforePublish =
  (beforePublish: BeforePublish): Plugin =>
  (config) => ({ ...config, custom: { ...config.custom, [key]: beforePublish } })

export async function beforePublish(req: PayloadRequest, publishes: readonly Publish[]): Promise<void> {
  const call = req.payload.config.custom?.[key] as BeforePublish | undefined
  await call?.(req, publishes)
}
