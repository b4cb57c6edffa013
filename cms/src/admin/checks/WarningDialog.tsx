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

/**
 * Asks before what warns goes live: the person goes to a field and mends it, or says why it is right. What the publisher would keep off
 * the site can only be mended.
 */
export function WarningDialog({ warnings, onConfirm, onCancel }: Props) {
  // A form in a drawer has its own, beside that of the form below.
  const slug = `publish-warnings-${useEditDepth()}`
  const reasonId = `${slug}-reason`
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const isBlocked = warnings.some(({ level }) => level === 'blocks')
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
        isBlocked
          ? 'Not published: it would be kept off the site'
          : warnings.length === 1
            ? 'Not published: the checks warn'
            : `Not published: ${warnings.length} warnings`
      }
      onExit={onCancel}
      controls={
        <>
          <Button buttonStyle="secondary" size="large" onClick={onCancel}>
            {isBlocked ? 'Change the words' : 'Cancel'}
          </Button>
          {!isBlocked && (
            <Button size="large" onClick={confirm}>
              Publish all the same
            </Button>
          )}
        </>
      }
    >
      <FindingList findings={warnings} onOpen={onCancel} />
      {!isBlocked && (
        <ReasonField id={reasonId} value={reason} isRequired isMissing={isMissing} onChange={setReason} />
      )}
    </Dialog>
  )
}
