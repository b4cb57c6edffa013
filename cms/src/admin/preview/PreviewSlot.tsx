'use client'
import { Button, useConfig, useDocumentInfo, useEditDepth, useFormModified } from '@payloadcms/ui'
import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { findingOfClaim } from 'shared-types'
import { useFormSaves } from '../saving/form-saves'
import { changedPages, changesQuestion } from './ChangedPages'
import { claimCount } from './ClaimList'
import styles from './Preview.module.css'
import { PreviewPane } from './PreviewPane'
import { useFormAnswer } from './use-form-answer'

const key = 'preview-open'

/** Beside the buttons of a document. A form in a drawer would cover the pane, and a new picture has no file that pages could show. */
export function PreviewSlot() {
  const { id, collectionSlug } = useDocumentInfo()
  const { getEntityConfig } = useConfig()
  const isInDrawer = useEditDepth() > 1
  const isNewFile = !id && Boolean(collectionSlug && getEntityConfig({ collectionSlug }).upload)
  return isInDrawer || isNewFile ? null : <PreviewControls />
}

/** Opens the preview, keeps it open for the next documents, and says how many pages publishing would change. */
function PreviewControls() {
  const [isOpen, setOpen] = useState(false)
  const [takesFocus, setTakesFocus] = useState(false)
  // After the first rendering, which the server has made too.
  useEffect(() => setOpen(sessionStorage.getItem(key) === 'yes'), [])
  const { answer: changes, problem } = useFormAnswer(changesQuestion)
  const isModified = useFormModified()
  const { unpublishedVersionCount } = useDocumentInfo()
  // The same values are not counted again after they are published.
  const isChanged = isModified || unpublishedVersionCount > 0
  const claimed = changes && isChanged ? claimCount(changes.claims) : undefined
  // Of a document with gaps the form itself says what is missing.
  const isBlocked = changes && isChanged && changes.gaps.length === 0 && changes.blocked.length > 0
  const saves = useFormSaves()
  useEffect(() => {
    saves.findClaims(isChanged && changes ? changes.claims.map(findingOfClaim) : [], Boolean(problem))
  }, [saves, changes, isChanged, problem])
  const button = useRef<HTMLButtonElement>(null)
  const toggle = (open: boolean, atField = false) => {
    sessionStorage.setItem(key, open ? 'yes' : 'no')
    setOpen(open)
    setTakesFocus(true)
    // The button is back after the next rendering.
    if (!open && !atField) setTimeout(() => button.current?.focus())
  }
  if (isOpen)
    return createPortal(
      <PreviewPane
        changes={isChanged ? changes : undefined}
        takesFocus={takesFocus}
        onClose={(atField) => toggle(false, atField)}
      />,
      document.body,
    )
  return (
    <>
      <Button buttonStyle="secondary" size="medium" margin={false} ref={button} onClick={() => toggle(true)}>
        Preview
      </Button>
      {changes && isChanged && (changes.count > 0 || changes.files.length > 0) && (
        <button type="button" className={styles.count} onClick={() => toggle(true)}>
          Changes {changedPages(changes)}
        </button>
      )}
      <span role="status">
        {isBlocked && (
          <button type="button" className={styles.count} data-tone="bad" onClick={() => toggle(true)}>
            Would be blocked
          </button>
        )}
        {changes && isChanged && changes.waiting.length > 0 && (
          <button type="button" className={styles.count} data-tone="bad" onClick={() => toggle(true)}>
            Would wait
          </button>
        )}
        {claimed && (
          <button type="button" className={styles.count} data-tone="bad" onClick={() => toggle(true)}>
            {claimed}
          </button>
        )}
      </span>
    </>
  )
}
