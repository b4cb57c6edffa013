import { Link, useConfig } from '@payloadcms/ui'
import { Fragment } from 'react'
import type { BulkFailure } from '../../bulk/bulk-action'
import styles from './BulkDialog.module.css'

/** Why documents could not be changed, each with a link to its form; a reason that several share stands once. */
export function Failures({ failures, collection }: { failures: BulkFailure[]; collection: string }) {
  const { config } = useConfig()
  return (
    <ul className={styles.failures}>
      {[...groupByReason(failures)].map(([reason, group]) => {
        const named = group.filter(({ title }) => title !== undefined)
        const fields = group[0]?.fields ?? []
        return (
          <li key={reason}>
            {named.map(({ id, title }, index) => (
              <Fragment key={id}>
                {index > 0 && ', '}
                <Link href={`${config.routes.admin}/collections/${collection}/${id}`} target="_blank">
                  {title}
                </Link>
              </Fragment>
            ))}
            {fields.length === 0 && (named.length > 0 ? `: ${reason}` : reason)}
            {fields.length > 0 && (
              <ul>
                {fields.map(({ path, label, message }) => (
                  <li key={path}>
                    {label}: {message}
                  </li>
                ))}
              </ul>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function groupByReason(failures: BulkFailure[]): Map<string, BulkFailure[]> {
  const groups = new Map<string, BulkFailure[]>()
  for (const failure of failures) {
    const { title, message } = failure
    const reason = title === undefined ? message : message.slice(`“${title}”: `.length)
    groups.set(reason, [...(groups.get(reason) ?? []), failure])
  }
  return groups
}
