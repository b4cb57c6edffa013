'use client'
import { Button, Modal, useEditDepth, useModal } from '@payloadcms/ui'
import { useEffect, useId } from 'react'
import { When } from '../When'
import type { EditSummary } from '../../saves/edit-log'
import styles from './SaveStatus.module.css'

interface Props {
  edits: EditSummary[]
  onConfirm: () => void
  onCancel: () => void
}

/** Publishing puts the words of colleagues live too, so it says which. */
export function PublishDialog({ edits, onConfirm, onCancel }: Props) {
  const { closeModal } = useModal()
  // A form in a drawer has its own, beside that of the form below.
  const slug = `publish-changes-of-others-${useEditDepth()}`
  const id = useId()
  useEffect(() => () => closeModal(slug), [closeModal, slug])
  return (
    <Modal
      slug={slug}
      className={`confirmation-modal ${styles.dialog}`}
      aria-labelledby={`${id}-title`}
      closeOnBlur={false}
      onExit={onCancel}
      openOnInit
    >
      <div className="confirmation-modal__wrapper">
        <div className="confirmation-modal__content">
          <h1 id={`${id}-title`}>Publish the changes of colleagues too?</h1>
          <p>The document has changed since you opened it. Publishing makes all of this live:</p>
          <ul>
            {edits.map(({ user, fields, until }, index) => (
              <li key={index}>
                {user}, <When at={until} isShort />
                {fields.length > 0 && `: ${fields.join(', ')}`}
              </li>
            ))}
          </ul>
        </div>
        <div className="confirmation-modal__controls">
          <Button buttonStyle="secondary" size="large" onClick={onCancel}>
            Cancel
          </Button>
          <Button size="large" onClick={onConfirm}>
            Publish all
          </Button>
        </div>
      </div>
    </Modal>
  )
}
