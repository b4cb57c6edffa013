import { useConfig, useDocumentInfo } from '@payloadcms/ui'
import type { Finding } from 'shared-types'
import { labelOfPath } from '../../fields/label-of-path'
import { openField } from '../form/open-field'
import styles from './Checks.module.css'

/** A dialog that closes gives the focus back to where it was, and only then may a field take it. */
const dialogClosesMs = 300

interface Props {
  findings: readonly Finding[]
  /** Called before the form shows a field: a dialog closes. */
  onOpen?: () => void
}

export const rulesOf = (findings: readonly Finding[]): string[] => [
  ...new Set(findings.map(({ rule }) => rule)),
]

/** Findings about the open document, each with a button that leads to its field. */
export function FindingList({ findings, onOpen }: Props) {
  const { collectionSlug, globalSlug } = useDocumentInfo()
  const { getEntityConfig } = useConfig()
  const entity = collectionSlug
    ? getEntityConfig({ collectionSlug })
    : getEntityConfig({ globalSlug: globalSlug ?? '' })
  return (
    <ul className={styles.findings}>
      {findings.map(({ rule, level, field, message }, index) => {
        const label = labelOfPath(entity?.fields ?? [], field)
        const show = () => openField(`field-${field.replaceAll('.', '__')}`, label)
        const open = () => {
          if (!onOpen) return show()
          onOpen()
          setTimeout(show, dialogClosesMs)
        }
        return (
          <li key={`${rule} ${field} ${index}`} data-level={level}>
            {field && (
              <>
                <button type="button" onClick={open}>
                  {label.split(' › ').slice(-3).join(' › ')}
                </button>
                :{' '}
              </>
            )}
            {message}
          </li>
        )
      })}
    </ul>
  )
}
