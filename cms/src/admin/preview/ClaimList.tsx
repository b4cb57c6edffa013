import { type PreviewedClaim, nameOfPlace } from 'shared-types'
import styles from './Preview.module.css'

/** What the pages of the form would say that a rule about claims is about, and what may be said instead. */
export function ClaimList({ claims }: { claims: readonly PreviewedClaim[] }) {
  return (
    <section className={styles.claims} aria-label="Claims">
      {claims.map(({ level, path, place, rule, sentence, reason, instead }) => (
        <div key={`${rule} ${sentence}`}>
          <p data-tone={level === 'blocks' ? 'bad' : undefined}>
            {level === 'blocks' ? 'This cannot go live: ' : ''}
            {path === '/' ? 'the home page' : path} would say {nameOfPlace(place)}: “{sentence}”
          </p>
          <p>
            {reason} What may be said instead: {instead}
          </p>
        </div>
      ))}
    </section>
  )
}

/** “1 sentence cannot go live” */
export function claimCount(claims: readonly PreviewedClaim[]): string | undefined {
  const blocking = claims.filter(({ level }) => level === 'blocks').length
  const count = blocking || claims.length
  const sentences = count === 1 ? '1 sentence' : `${count} sentences`
  if (count === 0) return undefined
  return blocking > 0 ? `${sentences} cannot go live` : `${sentences} to think about`
}
