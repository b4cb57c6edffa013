import { CheckboxInput } from '@payloadcms/ui'
import { ReasonField } from '../ReasonField'
import styles from './BulkDialog.module.css'

/** The id of the reason in the page. */
export const reasonId = 'allow-removal-reason'

interface Props {
  /** “12 of 70 posts would vanish”. */
  what: string
  mayAllow: boolean
  isAllowed: boolean
  reason: string
  isMissing: boolean
  onAllow: (isAllowed: boolean) => void
  onReason: (reason: string) => void
}

/** So much would vanish that it waits for a publisher's word, which a publisher can give in the same step. */
export function Allowance({ what, mayAllow, isAllowed, reason, isMissing, onAllow, onReason }: Props) {
  return (
    <div className={styles.allowance}>
      <p>
        {what}, so visitors go on seeing them until a publisher chooses “Allow this”
        {mayAllow ? '' : ' on the dashboard'}.
      </p>
      {mayAllow && (
        <CheckboxInput
          id="allow-removal"
          label="Allow this"
          checked={isAllowed}
          onToggle={({ target }) => onAllow(target.checked)}
        />
      )}
      {mayAllow && isAllowed && (
        <ReasonField id={reasonId} value={reason} isRequired isMissing={isMissing} onChange={onReason} />
      )}
    </div>
  )
}
