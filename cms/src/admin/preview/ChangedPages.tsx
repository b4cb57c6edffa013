import type { PageChange, PreviewedChangesAnswer } from 'shared-types'
import styles from './Preview.module.css'

/** “4 pages”, or “up to 900 pages” where not every page was made. */
export function changedPages({ count, isExact }: PreviewedChangesAnswer): string {
  const pages = count === 1 ? '1 page' : `${count === 0 ? 'no' : count} pages`
  return isExact ? pages : `up to ${pages}`
}

interface Props {
  changes: PreviewedChangesAnswer
  onOpen: (path: string) => void
}

/** What publishing the form would change for visitors, page by page. */
export function ChangedPages({ changes, onOpen }: Props) {
  const { pages, files, redirects, isExact } = changes
  return (
    <details className={styles.changes}>
      <summary>Publishing changes {changedPages(changes)}</summary>
      <ul>
        {pages.map(({ path, change }) => (
          <li key={path}>
            {change === 'removed' ? (
              path
            ) : (
              <button type="button" onClick={() => onOpen(path)}>
                {path === '/' ? 'Home page' : path}
              </button>
            )}{' '}
            {words[change]}
          </li>
        ))}
        {files.map(({ path, change }) => (
          <li key={path}>
            {path} {words[change]}
          </li>
        ))}
        {redirects.map(({ from, before, after }) => (
          <li key={from}>
            {after === undefined ? `${from} leads to ${before} no more` : `${from} leads to ${after}`}
          </li>
        ))}
      </ul>
      {!isExact && <p>So many pages are only counted. These are some that do change.</p>}
    </details>
  )
}

const words: Record<PageChange['change'], string> = {
  added: '(new)',
  removed: '(taken away)',
  changed: '',
}
