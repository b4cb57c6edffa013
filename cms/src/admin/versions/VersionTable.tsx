'use client'
import { Link, useModal } from '@payloadcms/ui'
import type { VersionChange, VersionLine } from '../../saves/version-list'
import { When } from '../When'
import styles from './VersionTable.module.css'

interface Props {
  lines: VersionLine[]
  /** Of the versions. Absent in the drawer that chooses a version to compare with. */
  address?: string
}

/** Who made each version, when, and how. */
export function VersionTable({ lines, address }: Props) {
  const { closeAllModals } = useModal()
  if (lines.length === 0) return <p>There are no versions yet.</p>
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What was done</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <th scope="row">
              <Link
                href={address ? `${address}/${line.id}` : `?versionFrom=${line.id}`}
                prefetch={false}
                onClick={address ? undefined : () => closeAllModals()}
              >
                <When at={line.at} />
              </Link>
            </th>
            <td>{[...new Set(line.changes.map(({ user }) => user))].join(', ') || 'Not known'}</td>
            <td className={styles.what}>
              {line.changes.length === 0 && 'Made before the CMS recorded this'}
              {line.changes.map((change, index) => (
                <div key={index}>{describe(change, line.changes)}</div>
              ))}
            </td>
            <td className={styles.state}>
              <span data-live={line.isLive || undefined}>{stateOf(line)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const fieldsShown = 4

function describe({ action, fields, user }: VersionChange, all: VersionChange[]): string {
  const who = all.some((other) => other.user !== user) ? `${user}: ` : ''
  const more = fields.length - fieldsShown
  const shown = [...fields.slice(0, fieldsShown), ...(more > 0 ? [`${more} more`] : [])]
  return `${who}${action}${shown.length > 0 ? `: ${shown.join(', ')}` : ''}`
}

function stateOf({ isLive, isNewest, status }: VersionLine): string {
  if (isLive) return 'Live'
  if (status === 'draft') return isNewest ? 'Newest draft' : 'Draft'
  return status ? 'Was live' : ''
}
