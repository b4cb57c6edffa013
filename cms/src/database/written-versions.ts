import { type DatabaseAdapterObj, deepCopyObjectSimple, type PayloadRequest } from 'payload'

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

const rewriteKey = 'rewrittenVersion'

/**
 * The next version of this document that the request stores takes the place of its newest one, of that id. Payload does so only for
 * its own autosave.
 */
export function rewriteVersion(req: PayloadRequest, slug: string, document: string, version: string): void {
  req.context[rewriteKey] = { key: keyOf(slug, document), version }
}

function takeRewritten(req: Partial<PayloadRequest> | undefined, key: string): string | undefined {
  const rewritten = req?.context?.[rewriteKey] as { key: string; version: string } | undefined
  if (!req?.context || rewritten?.key !== key) return undefined
  req.context[rewriteKey] = undefined
  return rewritten.version
}

interface Stored {
  id: unknown
  version: Record<string, unknown>
}

/** An adapter that remembers in the context of each request which versions it has written, for `takeWrittenVersions`. */
export function withWrittenVersions<Adapter extends DatabaseAdapterObj>(adapterOfPayload: Adapter): Adapter {
  const init: DatabaseAdapterObj['init'] = (args) => {
    const adapter = adapterOfPayload.init(args)
    const { createGlobalVersion, createVersion, updateGlobalVersion, updateVersion } = adapter
    const remember = (
      req: Partial<PayloadRequest> | undefined,
      key: string,
      stored: unknown,
      isNew: boolean,
    ) => {
      const { id, version } = (stored ?? {}) as Partial<Stored>
      if (!version) return
      const written = versionsOf(req)
      // Payload puts documents in place of ids into the same object before it calls the hooks after a change.
      const data = deepCopyObjectSimple(version)
      written.set(key, [...(written.get(key) ?? []), { id: String(id), isNew, data }])
    }
    adapter.createVersion = async (args) => {
      const { collectionSlug: collection, parent, req, updatedAt, versionData: version } = args
      const key = keyOf(collection, parent)
      const id = takeRewritten(req, key)
      if (id) {
        const versionData = { latest: true, parent, updatedAt, version }
        return adapter.updateVersion({ id, collection, req, versionData } as never)
      }
      // Payload wants no result when it creates a document, and the adapter would return no id.
      const stored = await createVersion.call(adapter, { ...args, returning: true })
      remember(req, key, stored, true)
      return stored as never
    }
    adapter.updateVersion = async (args) => {
      const stored = await updateVersion.call(adapter, args)
      const { parent } = args.versionData as { parent?: unknown }
      remember(args.req, keyOf(args.collection, parent), stored, false)
      return stored as never
    }
    adapter.createGlobalVersion = async (args) => {
      const { globalSlug: global, req, updatedAt, versionData: version } = args
      const key = keyOf(global, undefined)
      const id = takeRewritten(req, key)
      if (id) {
        const versionData = { latest: true, updatedAt, version }
        return adapter.updateGlobalVersion({ id, global, req, versionData } as never)
      }
      const stored = await createGlobalVersion.call(adapter, args)
      remember(req, key, stored, true)
      return stored as never
    }
    adapter.updateGlobalVersion = async (args) => {
      const stored = await updateGlobalVersion.call(adapter, args)
      remember(args.req, keyOf(args.global, undefined), stored, false)
      return stored as never
    }
    return adapter
  }
  return { ...adapterOfPayload, init }
}
