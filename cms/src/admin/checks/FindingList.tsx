import type { Finding } from 'shared-types'
import { labelOfPath } from '../../fields/label-of-path'
import { openPath, useEntityFields } from '../form/field-path'
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
  const fields = useEntityFields()
  return (
    <ul className={styles.findings}>
      {findings.map(({ rule, level, field, message }, index) => {
        const show = () => openPath(fields, field)
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
                  {labelOfPath(fields, field).split(' › ').slice(-3).join(' › ')}
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
