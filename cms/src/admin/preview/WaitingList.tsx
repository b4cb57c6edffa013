import type { PreviewedWaiting } from 'shared-types'
import styles from './Preview.module.css'

/** What would stay on the site all the same, because so much would vanish at once. */
export function WaitingList({ waiting }: { waiting: readonly PreviewedWaiting[] }) {
  return waiting.length > 0 ? (
    <div className={styles.claims}>
      {waiting.map(({ what, kind, unit }) => (
        <p key={`${unit} ${kind}`} data-tone="bad">
          {what}, so this waits: visitors go on seeing them until a publisher chooses “Allow this” on the
          dashboard.
        </p>
      ))}
    </div>
  ) : null
}
