'use client'
import { useEditDepth } from '@payloadcms/ui'
import type { FindingLevel } from 'shared-types'
import chip from '../form/StatusChip.module.css'
import { useFindings, useFormSaves } from '../saving/form-saves'
import { StateIcon, type Tone } from '../StateIcon'

export const levelTones: Record<FindingLevel, Tone> = { blocks: 'bad', warns: 'paused', advises: 'calm' }

/** Beside the buttons of a document: whether something keeps it from going live, or makes Publish ask why. Leads to the panel. */
export function ChecksChip() {
  const findings = useFindings(useFormSaves())
  const id = `checks-${useEditDepth()}`
  const count = (level: FindingLevel) => findings?.filter((finding) => finding.level === level).length ?? 0
  const [blocks, warns] = [count('blocks'), count('warns')]
  const level = blocks > 0 ? 'blocks' : warns > 0 ? 'warns' : undefined
  return (
    <div role="status" aria-label="Checks">
      {level && (
        <a
          className={chip.chip}
          data-tone={levelTones[level]}
          href={`#${id}`}
          onClick={(event) => {
            event.preventDefault()
            const panel = document.getElementById(id)
            panel?.scrollIntoView({ block: 'center' })
            panel?.focus({ preventScroll: true })
          }}
        >
          <StateIcon tone={levelTones[level]} />
          {blocks > 0 ? `${blocks} to mend` : warns === 1 ? '1 warning' : `${warns} warnings`}
        </a>
      )}
    </div>
  )
}
