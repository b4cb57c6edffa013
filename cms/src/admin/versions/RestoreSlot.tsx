import type { Payload, PayloadRequest, SanitizedPermissions } from 'payload'
import { documentKey } from 'shared-types'
import { canPublish } from '../../access/rules'
import { findToken } from '../../saves/DocumentTokens'
import { listVersions } from '../../saves/version-list'
import { RestoreVersion } from './RestoreVersion'

interface Props {
  collectionSlug?: string
  docID?: number | string
  globalSlug?: string
  params?: { segments?: string[] }
  payload: Payload
  permissions: SanitizedPermissions
  req: PayloadRequest
}

/** Beside a version: our button to restore it, in place of Payload's, which says neither whether it goes live nor what it saw. */
export async function RestoreSlot(props: Props) {
  const { collectionSlug, docID, globalSlug, params, payload, permissions, req } = props
  const { versionID } = req.routeParams ?? {}
  const global = payload.config.globals.find(({ slug }) => slug === globalSlug)
  const collection = collectionSlug ? payload.collections[collectionSlug]?.config : undefined
  const mayUpdate = global
    ? permissions.globals?.[global.slug]?.update
    : permissions.collections?.[collectionSlug ?? '']?.update
  const isTrashed = params?.segments?.[2] === 'trash'
  if (!mayUpdate || isTrashed || (!global && !collection)) return null
  const id = String(docID ?? '')
  // Before the versions: what is written in between is noticed when one is restored.
  const token = await findToken({ payload }, documentKey({ slug: (globalSlug ?? collectionSlug)!, id }))
  const versions = await listVersions(req, global ? { global } : { collection: collection!, id })
  const version = versions.find((other) => other.id === String(versionID))
  if (!version || version.isNewest) return null
  const { api, admin } = payload.config.routes
  const place = global ? `globals/${global.slug}` : `collections/${collectionSlug}/${id}`
  return (
    <RestoreVersion
      key={version.id}
      version={version}
      draft={versions[0]?.status === 'draft' ? versions[0] : undefined}
      address={`${api}/${global ? `globals/${global.slug}` : collectionSlug}/versions/${version.id}`}
      form={`${admin}/${place}`}
      token={token?.token ?? 0}
      mayPublish={canPublish(req.user)}
    />
  )
}
