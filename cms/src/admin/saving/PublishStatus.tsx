'use client'
import { Button, ConfirmationModal, useDocumentInfo, useModal, useTranslation } from '@payloadcms/ui'
import { useEffect } from 'react'
import { useFormSaves } from './form-saves'

/**
 * Draft, changed or published, and “Revert to published”. Payload's own writes the document past the save engine, and
 * does not know of a global whether it is published.
 */
export function PublishStatus({ isPublished }: { isPublished: boolean }) {
  const info = useDocumentInfo()
  const { id, globalSlug, hasPublishedDoc, isTrashed, unpublishedVersionCount, docPermissions } = info
  const { openModal } = useModal()
  const { t } = useTranslation()
  const saves = useFormSaves()
  const modal = `revert-${id ?? globalSlug}`

  useEffect(() => {
    if (isPublished) info.setHasPublishedDoc(true)
  }, [isPublished])

  const isChanged = hasPublishedDoc && unpublishedVersionCount > 0
  const key = isTrashed
    ? hasPublishedDoc
      ? 'previouslyPublished'
      : 'previouslyDraft'
    : isChanged
      ? 'changed'
      : hasPublishedDoc
        ? 'published'
        : 'draft'
  const words = t(`version:${key}`)
  return (
    <div className="status" title={`${t('version:status')}: ${words}`}>
      <div className="status__value-wrap">
        <span className="status__label">{t('version:status')}: </span>
        <span className="status__value">{words}</span>
        {!isTrashed && isChanged && docPermissions?.update && (
          <>
            {' — '}
            <Button
              buttonStyle="none"
              className="status__action"
              id="action-revert-to-published"
              onClick={() => openModal(modal)}
            >
              {t('version:revertToPublished')}
            </Button>
            <ConfirmationModal
              modalSlug={modal}
              heading={t('version:confirmRevertToSaved')}
              body={t('version:aboutToRevertToPublished')}
              confirmingLabel={t('version:reverting')}
              onConfirm={() => saves.ports?.revert()}
            />
          </>
        )}
      </div>
    </div>
  )
}
