import { useAllFormFields, useConfig, useDocumentInfo } from '@payloadcms/ui'
import { useEffect, useState } from 'react'
import { type ContentSlug, type SharedPage, sharedPageOf } from 'shared-types'
import { useDocumentStatus } from '../form/document-status'
import { usePolling } from '../polling'
import { valuesOf } from '../saving/form-values'
import styles from './SharedPagePicture.module.css'

const pauseMs = 400
const once = () => 0

/** How search results and shared links show the page, from what is typed. Drawn only while it is open. */
export function SharedPagePicture() {
  const { collectionSlug, globalSlug } = useDocumentInfo()
  const [isOpen, setIsOpen] = useState(false)
  const slug = (globalSlug ?? collectionSlug) as ContentSlug
  // Without values it says only whether there is such a page.
  if (!sharedPageOf(slug, {}, undefined)) return null
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className={styles.summary}>In search results and shared links</summary>
      {isOpen && <Pictures slug={slug} />}
    </details>
  )
}

function Pictures({ slug }: { slug: ContentSlug }) {
  const { config } = useConfig()
  const [fields] = useAllFormFields()
  const { seen } = useDocumentStatus()
  const settings = `${config.routes.api}/globals/site-settings?depth=0&select[shortName]=true&select[schoolName]=true`
  const { data: site } = usePolling<{ shortName?: string; schoolName?: string }>(settings, once)
  const [page, setPage] = useState<SharedPage>()
  useEffect(() => {
    const timer = setTimeout(() => setPage(sharedPageOf(slug, valuesOf(fields), site?.shortName)), pauseMs)
    return () => clearTimeout(timer)
  }, [fields, slug, site?.shortName])
  if (!page) return <p>Looking…</p>
  const host = seen?.status?.url ? new URL(seen.status.url).host : ''
  return (
    <div className={styles.pictures}>
      <h3>Search result</h3>
      {page.isHidden ? (
        <p>None: “Hide from search engines” is ticked.</p>
      ) : (
        <div className={styles.result}>
          <p className={styles.address}>
            {host}
            {page.path
              ?.split('/')
              .filter(Boolean)
              .map((part) => ` › ${part}`) ?? ' (no address yet)'}
          </p>
          <p className={styles.title}>{page.title ?? 'No title yet'}</p>
          <p>{page.description ?? 'No description yet. Search engines choose words of the page.'}</p>
        </div>
      )}
      <h3>Shared link (a sketch)</h3>
      <div className={styles.card}>
        <CardPicture page={page} schoolName={site?.schoolName} />
        <div>
          <p className={styles.address}>{host}</p>
          <p className={styles.title}>{page.cardTitle ?? 'No title yet'}</p>
          {page.description && <p className={styles.line}>{page.description}</p>}
        </div>
      </div>
    </div>
  )
}

interface Picture {
  width?: number
  height?: number
  sizes?: { webp480?: { filename?: string | null } | null }
}

/** The picture of the page if it is large enough; otherwise the site draws a card with the title. */
function CardPicture({ page, schoolName }: { page: SharedPage; schoolName?: string }) {
  const { config } = useConfig()
  const address = page.picture && `${config.routes.api}/media/${encodeURIComponent(page.picture)}?depth=0`
  const { data: picture } = usePolling<Picture>(address, once)
  const { width = 0, height = 0, sizes } = picture ?? {}
  const filename = width >= 600 && height >= 315 ? sizes?.webp480?.filename : undefined
  return filename ? (
    <img className={styles.picture} src={`${config.routes.api}/media/file/${filename}`} alt="" />
  ) : (
    <div className={styles.drawn} aria-hidden="true">
      <strong>{page.cardTitle}</strong>
      <span>{schoolName}</span>
    </div>
  )
}
