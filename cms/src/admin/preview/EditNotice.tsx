import { useEffect, useRef } from 'react'
import { DocumentLink } from './DocumentLink'
import styles from './Preview.module.css'
import type { PlaceNotice } from './use-click-to-edit'

interface Props {
  notice: PlaceNotice | undefined
  onOpen: (path: string) => void
}

/** Where a place of the page is edited, if not in this form, and the page that it links to. */
export function EditNotice({ notice, onOpen }: Props) {
  const { place, elsewhere = [], linked } = notice ?? {}
  const firstLink = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (notice?.takesFocus) firstLink.current?.focus()
  }, [notice])
  return (
    <div className={styles.notice} role="status">
      {place !== undefined && (
        <p>
          {place && `${place}. `}
          <span className={styles.keys}>Arrow keys go on, Enter opens it, Escape comes back.</span>
        </p>
      )}
      {elsewhere.length > 0 && (
        <p>
          Comes from{' '}
          {elsewhere.map((edit, index) => (
            <span key={`${edit.slug} ${edit.id}`}>
              {index > 0 && ', '}
              <DocumentLink to={edit} ref={index === 0 ? firstLink : undefined} />
            </span>
          ))}
        </p>
      )}
      {linked !== undefined && (
        <button type="button" onClick={() => onOpen(linked)}>
          Open {linked === '/' ? 'the home page' : linked}
        </button>
      )}
    </div>
  )
}
