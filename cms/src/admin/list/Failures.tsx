import { Link, useConfig } from '@payloadcms/ui'
import type { BulkFailure } from '../../bulk/bulk-action'
import styles from './BulkDialog.module.css'

/** Why documents could not be changed, each with a link to its form. */
export function Failures({ failures, collection }: { failures: BulkFailure[]; collection: string }) {
  const { config } = useConfig()
  return (
    <ul className={styles.failures}>
      {failures.map(({ id, title, message, fields }) => (
        <li key={id}>
          {title === undefined ? (
            message
          ) : (
            <>
              <Link href={`${config.routes.admin}/collections/${collection}/${id}`} target="_blank">
                {title}
              </Link>
              {fields.length > 0 ? (
                <ul>
                  {fields.map(({ path, label, message: why }) => (
                    <li key={path}>
                      {label}: {why}
                    </li>
                  ))}
                </ul>
              ) : (
                message.slice(`“${title}”`.length)
              )}
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
