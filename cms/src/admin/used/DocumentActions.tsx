'use client'
import {
  Button,
  useConfig,
  useDocumentDrawerContext,
  useDocumentInfo,
  useForm,
  useRouteTransition,
  useTranslation,
} from '@payloadcms/ui'
// Payload has no hook that goes to an address without asking about what is not saved.
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { BulkDialog } from '../list/BulkDialog'
import styles from './UsedPlaces.module.css'

type Action = 'delete' | 'restore'

/** The dialog of the list of documents, for the one of the form. */
function useDocumentDialog() {
  const { id, collectionSlug, hasDeletePermission, isTrashed, redirectAfterDelete } = useDocumentInfo()
  const { config, getEntityConfig } = useConfig()
  const { onDelete } = useDocumentDrawerContext()
  const { setModified } = useForm()
  const { startRouteTransition } = useRouteTransition()
  const router = useRouter()
  const [action, setAction] = useState<Action>()
  const collection = getEntityConfig({ collectionSlug: collectionSlug! })
  const close = (isDone: boolean, isChanged: boolean) => {
    setAction(undefined)
    if (!isDone) return
    setModified(false)
    if (!isChanged) return window.location.reload()
    if (redirectAfterDelete === false)
      return void onDelete?.({ id: String(id), collectionConfig: collection })
    const list = `${config.routes.admin}/collections/${collectionSlug}`
    const to = action === 'restore' ? `${list}/${id}` : isTrashed ? `${list}/trash` : list
    startRouteTransition(() => router.push(to))
  }
  const dialog = action && (
    <BulkDialog
      collection={collection}
      action={action}
      filter={{ where: { id: { equals: id } }, isTrash: isTrashed }}
      mayDelete={Boolean(hasDeletePermission)}
      onClose={close}
    />
  )
  return { dialog, open: setAction }
}

/** Beside the form of a document in the trash, in place of Payload's buttons. */
export function TrashButtons() {
  const { hasDeletePermission, hasSavePermission, isTrashed } = useDocumentInfo()
  const { dialog, open } = useDocumentDialog()
  const { t } = useTranslation()
  if (!isTrashed) return null
  return (
    <div className={`trash-actions ${styles.trashButtons}`}>
      {hasDeletePermission && (
        <Button margin={false} buttonStyle="secondary" onClick={() => open('delete')}>
          Delete for good
        </Button>
      )}
      {hasSavePermission && (
        <Button margin={false} onClick={() => open('restore')}>
          {t('general:restore')}
        </Button>
      )}
      {dialog}
    </div>
  )
}
