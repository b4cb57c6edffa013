import type { DatabaseAdapterObj, PayloadRequest } from 'payload'

/** A version of a document or global as the database stored it. */
export interface WrittenVersion {
  id: string
  /** False when the save rewrote the newest version in place. */
  isNew: boolean
  /** With ids in place of related documents. */
  data: Record<string, unknown>
}

const contextKey = 'writtenVersions'

/** By slug and id of their document. */
function versionsOf(req: Partial<PayloadRequest> | undefined): Map<string, WrittenVersion[]> {
  const context = req?.context ?? {}
  context[contextKey] ??= new Map()
  return context[contextKey] as Map<string, WrittenVersion[]>
}

const keyOf = (slug: string, id: unknown) => `${slug}/${String(id ?? '')}`

/** The versions that the save under way has written, in order; of a global without `id`. Payload's hooks do not know them. */
export function takeWrittenVersions(
  req: PayloadRequest,
  slug: string,
  id?: number | string,
): WrittenVersion[] {
  const versions = versionsOf(req).get(keyOf(slug, id)) ?? []
  versionsOf(req).delete(keyOf(slug, id))
  return versions
}

interface Stored {
  id?: unknown
}

/** An adapter that remembers in the context of each request which versions it has written, for `takeWrittenVersions`. */
export function withWrittenVersions<Adapter extends DatabaseAdapterObj>(adapterOfPayload: Adapter): Adapter {
  const init: DatabaseAdapterObj['init'] = (args) => {
    const adapter = adapterOfPayload.init(args)
    const { createGlobalVersion, createVersion, updateGlobalVersion, updateVersion } = adapter
    const remember = (
      req: Partial<PayloadRequest> | undefined,
      key: string,
      stored: Stored | null,
      version: Omit<WrittenVersion, 'id'>,
    ) => {
      if (stored?.id === undefined) return
      const written = versionsOf(req)
      written.set(key, [...(written.get(key) ?? []), { id: String(stored.id), ...version }])
    }
    adapter.createVersion = async (args) => {
      const stored = await createVersion.call(adapter, args)
      const data = args.versionData as WrittenVersion['data']
      remember(args.req, keyOf(args.collectionSlug, args.parent), stored, { isNew: true, data })
      return stored as never
    }
    adapter.updateVersion = async (args) => {
      const stored = await updateVersion.call(adapter, args)
      const { parent, version } = args.versionData as { parent?: unknown; version: WrittenVersion['data'] }
      remember(args.req, keyOf(args.collection, parent), stored, { isNew: false, data: version })
      return stored as never
    }
    adapter.createGlobalVersion = async (args) => {
      const stored = await createGlobalVersion.call(adapter, args)
      const data = args.versionData as WrittenVersion['data']
      remember(args.req, keyOf(args.globalSlug, undefined), stored, { isNew: true, data })
      return stored as never
    }
    adapter.updateGlobalVersion = async (args) => {
      const stored = await updateGlobalVersion.call(adapter, args)
      const { version } = args.versionData as { version: WrittenVersion['data'] }
      remember(args.req, keyOf(args.global, undefined), stored, { isNew: false, data: version })
      return stored as never
    }
    return adapter
  }
  return { ...adapterOfPayload, init }
}
