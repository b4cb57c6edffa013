import { CheckboxInput } from '@payloadcms/ui'
import styles from './BulkDialog.module.css'

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
        <>
          <label htmlFor="allow-removal-reason">Why? Your colleagues will read it.</label>
          <textarea
            id="allow-removal-reason"
            value={reason}
            maxLength={1000}
            rows={2}
            required
            aria-invalid={isMissing}
            aria-describedby={isMissing ? 'allow-removal-missing' : undefined}
            onChange={({ target }) => onReason(target.value)}
          />
          {isMissing && <p id="allow-removal-missing">Say why in a few words.</p>}
        </>
      )}
    </div>
  )
}
