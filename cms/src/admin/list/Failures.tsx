import { Link, useConfig } from '@payloadcms/ui'
import { Fragment } from 'react'
import type { BulkFailure, ChangedDocument } from '../../bulk/bulk-action'
import styles from './BulkDialog.module.css'

type Unchanged = Pick<ChangedDocument, 'id' | 'title' | 'message'> & Partial<Pick<BulkFailure, 'fields'>>

/** Why documents were not changed, each with a link to its form; a reason that several share stands once. */
export function Failures({ failures, collection }: { failures: Unchanged[]; collection: string }) {
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

/** What colleagues have changed while a dialog was open, which stays as it is. */
export function ChangedSince({
  documents,
  collection,
}: {
  documents: ChangedDocument[]
  collection: string
}) {
  return (
    <>
      <p>{documents.length === 1 ? 'This one has' : 'These have'} changed since you opened the list:</p>
      <Failures failures={documents} collection={collection} />
    </>
  )
}

function groupByReason(failures: Unchanged[]): Map<string, Unchanged[]> {
  const groups = new Map<string, Unchanged[]>()
  for (const failure of failures) {
    const { title, message } = failure
    const reason = title === undefined ? message : message.slice(`“${title}”: `.length)
    groups.set(reason, [...(groups.get(reason) ?? []), failure])
  }
  return groups
}
