import { Gutter, SetDocumentStepNav } from '@payloadcms/ui'
import type { DocumentViewServerProps } from 'payload'
import { listVersions } from '../../saves/version-list'
import { VersionTable } from './VersionTable'

/** In place of Payload's list of versions, which shows their ids: who made each version, when, and how. */
export async function VersionsView({ initPageResult, routeSegments, versions }: DocumentViewServerProps) {
  const { collectionConfig, docID, globalConfig, req } = initPageResult
  if (!collectionConfig && !globalConfig) return null
  const entity = globalConfig
    ? { global: globalConfig }
    : { collection: collectionConfig!, id: String(docID) }
  const lines = await listVersions(req, entity)
  const { admin } = req.payload.config.routes
  const isTrashed = routeSegments[2] === 'trash'
  const address = [
    admin,
    ...(globalConfig
      ? ['globals', globalConfig.slug]
      : ['collections', collectionConfig!.slug, ...(isTrashed ? ['trash'] : []), docID]),
    'versions',
  ].join('/')
  const label = collectionConfig?.labels.plural ?? globalConfig?.label
  const table = (
    <VersionTable lines={lines} address={versions?.useVersionDrawerCreatedAtCell ? undefined : address} />
  )
  return (
    <>
      <SetDocumentStepNav
        collectionSlug={collectionConfig?.slug}
        globalSlug={globalConfig?.slug}
        id={docID}
        isTrashed={isTrashed}
        pluralLabel={typeof label === 'string' ? label : ''}
        useAsTitle={collectionConfig?.admin.useAsTitle ?? globalConfig?.slug}
        view={req.i18n.t('version:versions')}
      />
      <main className="versions">
        {versions?.disableGutter ? table : <Gutter className="versions__wrap">{table}</Gutter>}
      </main>
    </>
  )
}
