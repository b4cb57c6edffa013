import type { DocumentPlaces, WhereUsed } from '../../where-used/where-used'
import styles from './UsedPlaces.module.css'

interface Props {
  used: WhereUsed
  /** Whether it is about to be taken off the site: then each place says what visitors get instead. */
  isRemoval?: boolean
  /** Opens the places in another tab, as from a dialog. */
  opensTab?: boolean
}

type Place = DocumentPlaces['places'][number]

/** The documents that use one or several others, with the field of each place. */
export function UsedPlaces({ used, isRemoval = false, opensTab = false }: Props) {
  const { documents, live, inDrafts, hidden, pages } = used
  const shown = documents.reduce((sum, { places }) => sum + places.length, hidden)
  const lists = [
    { title: 'Visitors see it in', isIn: ({ isLive }: Place) => isLive },
    { title: 'In drafts only', isIn: ({ isLive }: Place) => !isLive },
  ]
  return (
    <div className={styles.used}>
      <Incomplete {...used} />
      {lists.map(({ title, isIn }) => {
        const listed = documents
          .map((one) => ({ ...one, places: one.places.filter(isIn) }))
          .filter(({ places }) => places.length > 0)
        return (
          listed.length > 0 && (
            <section key={title} aria-label={title}>
              <p>{title}:</p>
              <ul>
                {listed.map((one) => (
                  <li key={one.href}>
                    <Places {...one} isRemoval={isRemoval} opensTab={opensTab} />
                  </li>
                ))}
              </ul>
            </section>
          )
        )
      })}
      {hidden > 0 && (
        <p>{hidden === 1 ? '1 place' : `${hidden} places`} in documents that you may not read.</p>
      )}
      {pages === 1 && live + inDrafts > shown && <p>And {live + inDrafts - shown} more places.</p>}
    </div>
  )
}

/** Says that places may be missing. */
export const Incomplete = ({ isComplete }: Pick<WhereUsed, 'isComplete'>) =>
  isComplete ? null : (
    <p>
      After an update, the CMS is still listing what is used where, so places may be missing. Look again in a
      few minutes.
    </p>
  )

function Places({ kind, title, places, isRemoval, opensTab }: DocumentPlaces & Omit<Props, 'used'>) {
  const target = opensTab ? { target: '_blank', rel: 'noopener' } : {}
  return (
    <>
      <span className={styles.title}>{title}</span> <span className={styles.kind}>({kind})</span>
      <ul>
        {places.map(({ label, href, words, isLive, isDraft, instead, isNeeded }, index) => (
          <li key={index}>
            <a href={href} {...target}>
              {label}
            </a>
            {words && <> “{words}”</>}
            {isRemoval && isNeeded ? (
              <strong> It may not be empty there.</strong>
            ) : (
              isRemoval && instead && <> {instead}</>
            )}
            {isLive && isDraft && <> Also in its newer draft.</>}
          </li>
        ))}
      </ul>
    </>
  )
}
