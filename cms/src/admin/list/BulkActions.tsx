'use client'
import { useAuth, useConfig, useListQuery, useRouteCache, useSelection, useTranslation } from '@payloadcms/ui'
import { hasDraftsEnabled } from 'payload/shared'
import { useState } from 'react'
import type { BulkAction, ListFilter } from '../../bulk/bulk-action'
import { canPublish } from '../../access/rules'
import styles from './BulkActions.module.css'
import { BulkDialog } from './BulkDialog'
import { pluralOf } from './counted'
import { EditDrawer } from './EditDrawer'

interface Props {
  isTrash: boolean
  mayEdit: boolean
  mayDelete: boolean
  mayTrash: boolean
}

interface Chosen {
  action: BulkAction
  filter: ListFilter
}

/** Above the rows of a list: what can be done with those that are selected. */
export function BulkActions({ isTrash, mayEdit, mayDelete, mayTrash }: Props) {
  const { getEntityConfig } = useConfig()
  const { permissions, user } = useAuth()
  const { collectionSlug, data, query, handlePageChange } = useListQuery()
  const { clearRouteCache } = useRouteCache()
  const { count, selectAll, selectedIDs, toggleAll, totalDocs } = useSelection()
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<Chosen>()
  const collection = getEntityConfig({ collectionSlug })
  const mayUpdate = mayEdit && Boolean(permissions?.collections?.[collectionSlug]?.update)
  const decidesWhatIsLive = mayUpdate && hasDraftsEnabled(collection) && canPublish(user)
  const isAll = String(selectAll) === 'allAvailable'
  const list = { where: query.where, search: query.search, isTrash }

  const choose = (action: BulkAction, filter: ListFilter) => setChosen({ action, filter })
  const onSelected = (action: BulkAction) =>
    choose(action, isAll ? list : { where: { id: { in: selectedIDs } }, isTrash })
  const close = (isDone: boolean) => {
    setChosen(undefined)
    if (!isDone) return
    if (count > 0) toggleAll()
    // What was changed may have left the page that is shown.
    if ((data?.page ?? 1) > 1) void handlePageChange?.(1)
    clearRouteCache()
  }

  const actions: [BulkAction, string, boolean][] = [
    ['edit', t('general:edit'), mayUpdate && !isTrash],
    ['publish', t('version:publish'), decidesWhatIsLive && !isTrash],
    ['unpublish', t('version:unpublish'), decidesWhatIsLive && !isTrash],
    ['restore', t('general:restore'), mayUpdate && isTrash],
    ['trash', t('general:delete'), Boolean(collection.trash) && mayTrash && !isTrash],
    ['delete', t('general:delete'), mayDelete && (isTrash || !collection.trash)],
  ]
  const possible = actions.filter(([, , isPossible]) => isPossible)
  return (
    <>
      {count > 0 && (
        <div className={styles.actions} role="group" aria-label="Selected">
          <span role="status">{t('general:selectedCount', { count, label: '' })}</span>
          {possible.length === 0 && <span>You may read these, but not change them.</span>}
          {possible.length > 0 && !isAll && count < totalDocs && (
            <button
              type="button"
              id="select-all-across-pages"
              aria-label={t('general:selectAll', {
                count: `(${totalDocs})`,
                label: pluralOf(collection),
              })}
              onClick={() => toggleAll(true)}
            >
              {t('general:selectAll', { count: `(${totalDocs})`, label: '' })}
            </button>
          )}
          {possible.map(([action, label]) => (
            <button key={action} type="button" onClick={() => onSelected(action)}>
              {label}
            </button>
          ))}
        </div>
      )}
      {count === 0 && isTrash && mayDelete && (
        <div className={styles.actions}>
          <button type="button" id="empty-trash-button" onClick={() => choose('delete', { isTrash })}>
            {t('general:emptyTrash')}
          </button>
        </div>
      )}
      {chosen?.action === 'edit' ? (
        <EditDrawer collection={collection} filter={chosen.filter} onClose={close} />
      ) : (
        chosen && (
          <BulkDialog
            collection={collection}
            action={chosen.action}
            filter={chosen.filter}
            mayDelete={mayDelete}
            onClose={close}
          />
        )
      )}
    </>
  )
}
