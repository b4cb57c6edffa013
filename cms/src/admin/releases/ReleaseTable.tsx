'use client'
import { Button, Link } from '@payloadcms/ui'
import type { ReleaseLine } from '../../releases/overview'
import styles from './ReleaseTable.module.css'
import { StateIcon, type Tone } from '../StateIcon'
import { durationInWords, When } from '../When'

/** How the admin shows the state of a release. */
export const releaseStates: Record<ReleaseLine['state'], { label: string; tone: Tone }> = {
  building: { label: 'Being made', tone: 'moving' },
  live: { label: 'Went live', tone: 'good' },
  refused: { label: 'Refused', tone: 'bad' },
  failed: { label: 'Failed', tone: 'bad' },
  'rolled-back': { label: 'Rolled back', tone: 'paused' },
  resumed: { label: 'Live again', tone: 'good' },
}

interface Props {
  releases: ReleaseLine[]
  /** The release that visitors see. */
  live?: number
  /** Absent when the user may not roll back. */
  onRollBack?: (release: number) => void
}

/** The newest releases, with a button that rolls back to each. */
export function ReleaseTable({ live, onRollBack, releases }: Props) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Release</th>
          <th scope="col">When</th>
          <th scope="col">What changed</th>
          <th scope="col">Who</th>
          <th scope="col">Took</th>
          {onRollBack && (
            <th scope="col">
              <span className="sr-only">Go back</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {releases.map((release) => (
          <tr key={release.href}>
            <th scope="row">
              <StateIcon tone={releaseStates[release.state].tone} />
              <Link href={release.href}>
                {release.state === 'live' ? release.title : releaseStates[release.state].label}
              </Link>
            </th>
            <td className={styles.when}>
              <When at={release.at} />
            </td>
            <td className={styles.what}>{release.summary}</td>
            <td>{release.who}</td>
            <td className={styles.took}>
              {release.durationMs !== undefined && durationInWords(release.durationMs)}
            </td>
            {onRollBack && (
              <td className={styles.goBack}>
                {release.state === 'live' && release.number !== live && (
                  <Button
                    aria-label={`Go back to release ${release.number}`}
                    buttonStyle="secondary"
                    margin={false}
                    size="small"
                    onClick={() => onRollBack(release.number)}
                  >
                    Go back…
                  </Button>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
