'use client'
import {
  FormSubmit,
  PopupList,
  useConfig,
  useDocumentInfo,
  useFormModified,
  useTranslation,
} from '@payloadcms/ui'
import { hasScheduledPublishEnabled } from 'payload/shared'
import { useState } from 'react'
import { ScheduleDialog } from '../schedule/ScheduleDialog'
import { useStoredDocument } from '../schedule/scheduled-changes'
import { useFormSaves } from './form-saves'

/** Publish, and a menu to do it later. Payload's own sends the whole form past the save engine, and its schedule shows no refusal. */
export function PublishButton() {
  const info = useDocumentInfo()
  const { collectionSlug, globalSlug, hasPublishedDoc, unpublishedVersionCount } = info
  const { getEntityConfig } = useConfig()
  const isModified = useFormModified()
  const { t } = useTranslation()
  const saves = useFormSaves()
  const stored = useStoredDocument()
  const [isScheduling, setScheduling] = useState(false)
  if (!info.hasPublishPermission) return null
  const entity = collectionSlug
    ? getEntityConfig({ collectionSlug })
    : globalSlug && getEntityConfig({ globalSlug })
  const canSchedule = Boolean(entity && hasScheduledPublishEnabled(entity) && stored)
  const isNew = isModified || unpublishedVersionCount > 0 || !hasPublishedDoc
  return (
    <>
      <FormSubmit
        buttonId="action-save"
        disabled={!isNew || info.uploadStatus === 'uploading'}
        enableSubMenu={canSchedule}
        onClick={() => void saves.ports?.publish()}
        size="medium"
        SubMenuPopupContent={
          canSchedule
            ? ({ close }) => (
                <PopupList.ButtonGroup>
                  <PopupList.Button
                    id="schedule-publish"
                    onClick={() => {
                      close()
                      setScheduling(true)
                    }}
                  >
                    {t('version:schedulePublish')}
                  </PopupList.Button>
                </PopupList.ButtonGroup>
              )
            : undefined
        }
        type="button"
      >
        {t('version:publishChanges')}
      </FormSubmit>
      {isScheduling && <ScheduleDialog onClose={() => setScheduling(false)} />}
    </>
  )
}
