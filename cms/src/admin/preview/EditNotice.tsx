import { useConfig } from '@payloadcms/ui'
import { useEffect, useRef } from 'react'
import type { PreviewEdit } from 'shared-types'
import { formAddressOf } from './edited-fields'
import styles from './Preview.module.css'
import type { PlaceNotice } from './use-click-to-edit'

interface Props {
  notice: PlaceNotice | undefined
  onOpen: (path: string) => void
}

/** Where a place of the page is edited, if not in this form, and the page that it links to. */
export function EditNotice({ notice, onOpen }: Props) {
  const { place, elsewhere = [], linked } = notice ?? {}
  const { getEntityConfig, config } = useConfig()
  const firstLink = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (notice?.takesFocus) firstLink.current?.focus()
  }, [notice])
  const nameOf = ({ slug, id, title }: PreviewEdit): string => {
    const label = id === '' ? getEntityConfig({ globalSlug: slug }).label : kindOf(slug)
    return title ? `${String(label)} “${title}”` : String(label)
  }
  const kindOf = (collectionSlug: string) => getEntityConfig({ collectionSlug }).labels.singular
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
              <a
                href={formAddressOf(edit, config.routes.admin)}
                target="_blank"
                rel="noopener"
                ref={index === 0 ? firstLink : undefined}
              >
                {nameOf(edit)}
                <span className="sr-only"> (opens in a new tab)</span>
              </a>
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
