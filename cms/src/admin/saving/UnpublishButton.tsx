'use client'
import { ConfirmationModal, PopupList, useDocumentInfo, useModal, useTranslation } from '@payloadcms/ui'
import { RemovedPages } from '../preview/RemovedPages'
import { useFormSaves } from './form-saves'

/** Payload's own shows the newest saved text after it has unpublished, so what is not saved yet would be lost. */
export function UnpublishButton() {
  const { id, globalSlug, hasPublishedDoc, hasPublishPermission, isTrashed } = useDocumentInfo()
  const { isModalOpen, openModal } = useModal()
  const { t } = useTranslation()
  const saves = useFormSaves()
  const modal = `unpublish-${id ?? globalSlug}`
  if (!hasPublishedDoc || !hasPublishPermission || isTrashed) return null
  return (
    <>
      <PopupList.Button id="action-unpublish" onClick={() => openModal(modal)}>
        {t('version:unpublish')}
      </PopupList.Button>
      <ConfirmationModal
        modalSlug={modal}
        heading={t('version:confirmUnpublish')}
        body={
          <>
            <p>{t('version:aboutToUnpublish')}</p>
            {isModalOpen(modal) && <RemovedPages />}
          </>
        }
        confirmingLabel={t('version:unpublishing')}
        onConfirm={() => saves.ports?.unpublish()}
      />
    </>
  )
}
