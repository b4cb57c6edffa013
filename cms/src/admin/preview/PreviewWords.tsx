import type { PreviewAnswer, PreviewGap } from 'shared-types'
import { labelOfPath } from '../../fields/label-of-path'
import { openPath, useEntityFields } from '../form/field-path'
import { OtherChanges } from './OtherChanges'
import styles from './Preview.module.css'

interface Props {
  answer?: PreviewAnswer
  problem?: string
  hasPage: boolean
}

/** Why the page is not the newest, what it lacks, what would keep it from going live, and what else it shows. */
export function PreviewWords({ answer, problem, hasPage }: Props) {
  const isNowhere = answer?.state === 'nowhere'
  const said = problem ?? (answer?.state === 'failed' ? answer.message : undefined)
  const { gaps = [], blocked = [], others } = answer ?? {}
  return (
    <div className={styles.words}>
      <div role="status">
        {said && (
          <p data-tone="bad">
            {said} {hasPage && !isNowhere && 'Below is the page as it was before.'}
          </p>
        )}
        {!said && isNowhere && (
          <p>No page shows this: its day may have passed, or what uses it is not published.</p>
        )}
        {!said && !answer && <p>The page is being made…</p>}
      </div>
      {others && <OtherChanges {...others} />}
      {blocked.length > 0 && (
        <details open>
          <summary>If it were published now, it would be blocked</summary>
          <Reasons reasons={blocked} />
        </details>
      )}
      {gaps.length > 0 && (
        <details>
          <summary>
            {gaps.length === 1 ? '1 value is' : `${gaps.length} values are`} missing or wrong, and shown as a
            gap
          </summary>
          <Reasons reasons={gaps} />
        </details>
      )}
    </div>
  )
}

/** Each with a button that opens its field. */
function Reasons({ reasons }: { reasons: readonly PreviewGap[] }) {
  const fields = useEntityFields()
  return (
    <ul>
      {reasons.map(({ field, message }) => (
        <li key={`${field} ${message}`}>
          {field && (
            <>
              <button type="button" onClick={() => openPath(fields, field)}>
                {labelOfPath(fields, field)}
              </button>
              :{' '}
            </>
          )}
          {message}
        </li>
      ))}
    </ul>
  )
}
