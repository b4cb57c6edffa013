'use client'
import { Button, PopupList, useDocumentInfo, useTranslation } from '@payloadcms/ui'
import { useState } from 'react'
import { Dialog } from '../Dialog'
import { RemovedPages } from '../preview/RemovedPages'
import { RemovalConsequences } from '../used/RemovalConsequences'
import { useWhereUsed } from '../used/where-used'
import { useFormSaves } from './form-saves'
import styles from './SaveStatus.module.css'

/** Payload's own shows the newest saved text after it has unpublished, so what is not saved yet would be lost. */
export function UnpublishButton() {
  const { hasPublishedDoc, hasPublishPermission, isTrashed } = useDocumentInfo()
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  if (!hasPublishedDoc || !hasPublishPermission || isTrashed) return null
  return (
    <>
      <PopupList.Button id="action-unpublish" onClick={() => setOpen(true)}>
        {t('version:unpublish')}
      </PopupList.Button>
      {isOpen && <UnpublishDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function UnpublishDialog({ onClose }: { onClose: () => void }) {
  const { id, collectionSlug, globalSlug } = useDocumentInfo()
  const { t } = useTranslation()
  const saves = useFormSaves()
  const { data: used, problem } = useWhereUsed(collectionSlug, id)
  const [isSending, setSending] = useState(false)
  const unpublish = async () => {
    setSending(true)
    await saves.ports?.unpublish()
    onClose()
  }
  const isKnown = Boolean(globalSlug ?? used ?? problem)
  return (
    <Dialog
      slug={`unpublish-${id ?? globalSlug}`}
      className={styles.dialog}
      title={t('version:confirmUnpublish')}
      onExit={onClose}
      ignoresEscape={isSending}
      controls={
        <>
          <Button
            id="confirm-cancel"
            buttonStyle="secondary"
            size="large"
            disabled={isSending}
            onClick={onClose}
          >
            {t('general:cancel')}
          </Button>
          {isKnown && !used?.needed.length && (
            <Button id="confirm-action" size="large" disabled={isSending} onClick={() => void unpublish()}>
              {isSending ? t('version:unpublishing') : t('general:confirm')}
            </Button>
          )}
        </>
      }
    >
      {!used?.needed.length && <p>{t('version:aboutToUnpublish')}</p>}
      <RemovalConsequences used={used} count={1} />
      <RemovedPages />
      {problem && <p>Could not look up what uses it: {problem}.</p>}
    </Dialog>
  )
}
