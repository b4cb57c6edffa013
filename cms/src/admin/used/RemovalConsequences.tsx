import type { WhereUsed } from '../../where-used/where-used'
import { Incomplete, UsedPlaces } from './UsedPlaces'
import styles from './UsedPlaces.module.css'
import { whereInWords } from './where-used'

/** Of the paragraph that says why documents cannot be taken off the site. */
export const refusalId = 'removal-refused'

interface Props {
  used: WhereUsed | undefined
  /** How many documents are to be taken off the site. */
  count: number
}

/** In a dialog before documents are taken off the site: what uses them, and what visitors get instead. */
export function RemovalConsequences({ used, count }: Props) {
  if (!used) return null
  const { live, inDrafts, needed } = used
  if (live + inDrafts === 0) {
    return (
      <div className={styles.used}>
        {used.isComplete ? (
          <p>No other document uses {count === 1 ? 'it' : 'them'}.</p>
        ) : (
          <Incomplete {...used} />
        )}
      </div>
    )
  }
  return (
    <div className={styles.used}>
      <p id={needed.length > 0 ? refusalId : undefined}>
        <strong>
          {count === 1 ? 'It is' : 'They are'} used {whereInWords(used)}.
        </strong>{' '}
        {needed.length > 0 &&
          `${needed.length === count ? 'It' : `${needed.length} of them`} cannot be taken off the site as long as a live document needs it: choose another there and publish that, or take that off the site first.`}
      </p>
      <div className={styles.scrolling}>
        <UsedPlaces used={used} isRemoval opensTab />
      </div>
    </div>
  )
}
