'use client'
import { Button, useEditDepth } from '@payloadcms/ui'
import { Dialog } from '../Dialog'
import { EditList } from '../EditList'
import type { EditSummary } from '../../saves/edit-log'
import styles from './SaveStatus.module.css'

interface Props {
  edits: EditSummary[]
  onConfirm: () => void
  onCancel: () => void
}

/** Publishing puts the words of colleagues live too, so it says which. */
export function PublishDialog({ edits, onConfirm, onCancel }: Props) {
  // A form in a drawer has its own, beside that of the form below.
  const slug = `publish-changes-of-others-${useEditDepth()}`
  return (
    <Dialog
      slug={slug}
      className={styles.dialog}
      title="Publish the changes of colleagues too?"
      onExit={onCancel}
      controls={
        <>
          <Button buttonStyle="secondary" size="large" onClick={onCancel}>
            Cancel
          </Button>
          <Button size="large" onClick={onConfirm}>
            Publish all
          </Button>
        </>
      }
    >
      <p>The document has changed since you opened it. Publishing makes all of this live:</p>
      <EditList edits={edits} />
    </Dialog>
  )
}
