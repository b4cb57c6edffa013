import styles from './ReasonField.module.css'

interface Props {
  id: string
  value: string
  isRequired: boolean
  /** Whether the user tried to go on without it. */
  isMissing: boolean
  onChange: (reason: string) => void
}

/** In a dialog: why something is done. It is stored with what was done. */
export function ReasonField({ id, value, isRequired, isMissing, onChange }: Props) {
  return (
    <div className={styles.reason}>
      <label htmlFor={id}>{isRequired ? 'Why? Your colleagues will read it.' : 'Why? (optional)'}</label>
      <textarea
        id={id}
        value={value}
        maxLength={1000}
        rows={3}
        required={isRequired}
        aria-invalid={isMissing}
        aria-describedby={isMissing ? `${id}-missing` : undefined}
        onChange={({ target }) => onChange(target.value)}
      />
      {isMissing && <p id={`${id}-missing`}>Say why in a few words.</p>}
    </div>
  )
}
