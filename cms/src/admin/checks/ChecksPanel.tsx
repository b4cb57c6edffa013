'use client'
import { useEditDepth } from '@payloadcms/ui'
import { memo, useEffect } from 'react'
import { type Finding, type FindingLevel, findingLevels } from 'shared-types'
import { type FormSaves, useFindings, useFormSaves, useIsWithoutClaims } from '../saving/form-saves'
import { StateIcon } from '../StateIcon'
import styles from './Checks.module.css'
import { levelTones } from './ChecksChip'
import { FindingList } from './FindingList'
import { SharedPagePicture } from './SharedPagePicture'
import { useChecks } from './use-checks'

const headings: Record<FindingLevel, string> = {
  blocks: 'Keeps it off the site',
  warns: 'Publishing asks you why',
  advises: 'Could be better',
}

/** In the sidebar of a document: what the checks find while its user types. A form in a drawer has its own. */
export function ChecksPanel() {
  const saves = useFormSaves()
  return (
    <>
      <Watch saves={saves} />
      <Findings saves={saves} />
    </>
  )
}

/** Renders with each change of the form, and so shows nothing. */
function Watch({ saves }: { saves: FormSaves }) {
  const findings = useChecks()
  useEffect(() => {
    if (findings) saves.find(findings)
  }, [findings, saves])
  return null
}

const Findings = memo(function Findings({ saves }: { saves: FormSaves }) {
  const findings = useFindings(saves)
  const isWithoutClaims = useIsWithoutClaims(saves)
  const id = `checks-${useEditDepth()}`
  return (
    <section className={`field-type ${styles.panel}`} id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <h2 id={`${id}-title`}>Checks</h2>
      {!findings ? (
        <p>Looking…</p>
      ) : findings.length === 0 ? (
        <p>Nothing to mend.</p>
      ) : (
        findingLevels.map((level) => <Group key={level} level={level} findings={findings} />)
      )}
      {isWithoutClaims && (
        <p>Its pages could not be read for claims now. The publisher reads them when this goes live.</p>
      )}
      <SharedPagePicture />
    </section>
  )
})

function Group({ level, findings }: { level: FindingLevel; findings: readonly Finding[] }) {
  const shown = findings.filter((finding) => finding.level === level)
  if (shown.length === 0) return null
  return (
    <>
      <h3>
        <StateIcon tone={levelTones[level]} />
        {headings[level]}
      </h3>
      <FindingList findings={shown} />
    </>
  )
}
