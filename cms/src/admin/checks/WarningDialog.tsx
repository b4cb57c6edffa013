import { Button, useEditDepth } from '@payloadcms/ui'
import { useState } from 'react'
import type { Finding } from 'shared-types'
import type { OverrideRequest } from '../../saves/override'
import { Dialog } from '../Dialog'
import { ReasonField } from '../ReasonField'
import saving from '../saving/SaveStatus.module.css'
import { FindingList, rulesOf } from './FindingList'

interface Props {
  warnings: Finding[]
  onConfirm: (override: OverrideRequest) => void
  onCancel: () => void
}

/** Asks before what warns goes live: the person goes to a field and mends it, or says why it is right. */
export function WarningDialog({ warnings, onConfirm, onCancel }: Props) {
  // A form in a drawer has its own, beside that of the form below.
  const slug = `publish-warnings-${useEditDepth()}`
  const reasonId = `${slug}-reason`
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const confirm = () => {
    setMissing(!reason.trim())
    if (!reason.trim()) return document.getElementById(reasonId)?.focus()
    onConfirm({ rules: rulesOf(warnings), reason })
  }
  return (
    <Dialog
      slug={slug}
      className={saving.dialog}
      title={
        warnings.length === 1
          ? 'Not published: the checks warn'
          : `Not published: ${warnings.length} warnings`
      }
      onExit={onCancel}
      controls={
        <>
          <Button buttonStyle="secondary" size="large" onClick={onCancel}>
            Cancel
          </Button>
          <Button size="large" onClick={confirm}>
            Publish all the same
          </Button>
        </>
      }
    >
      <FindingList findings={warnings} onOpen={onCancel} />
      <ReasonField id={reasonId} value={reason} isRequired isMissing={isMissing} onChange={setReason} />
    </Dialog>
  )
}
