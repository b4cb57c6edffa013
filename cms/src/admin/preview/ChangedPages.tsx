import { useState } from 'react'
import type { PageChange, PreviewedChangesAnswer, SiteChanges } from 'shared-types'
import { PageComparison, pageName } from './PageComparison'
import styles from './Preview.module.css'

/** “4 pages”, or “up to 900 pages” where not every page was made. */
export function changedPages({ count, isExact }: SiteChanges): string {
  const pages = count === 1 ? '1 page' : `${count === 0 ? 'no' : count} pages`
  return isExact ? pages : `up to ${pages}`
}

interface Props {
  changes: PreviewedChangesAnswer
  onOpen: (path: string) => void
}

/** What publishing the form would change for visitors. Each page opens as it is before and after. */
export function ChangedPages({ changes, onOpen }: Props) {
  const [compared, setCompared] = useState<string>()
  return (
    <details className={styles.changes}>
      <summary>Publishing changes {changedPages(changes)}</summary>
      <ChangeList
        changes={changes}
        nameOf={(path) => (
          <button type="button" onClick={() => setCompared(path)}>
            {pageName(path)}
          </button>
        )}
      />
      {compared !== undefined && (
        <PageComparison
          path={compared}
          onShow={() => {
            setCompared(undefined)
            onOpen(compared)
          }}
          onClose={() => setCompared(undefined)}
        />
      )}
    </details>
  )
}

interface ListProps {
  changes: SiteChanges
  nameOf?: (path: string) => React.ReactNode
  words?: ChangeWords
}

/** Pages, other files and redirects, each with what happens to it. */
export function ChangeList({ changes, nameOf = pageName, words = usualWords }: ListProps) {
  const { pages, files, redirects, isExact } = changes
  return (
    <>
      <ul>
        {pages.map(({ path, change }) => (
          <li key={path}>
            {nameOf(path)} {words[change]}
          </li>
        ))}
        {files.map(({ path, change }) => (
          <li key={path}>
            {fileName(path)} {words[change]}
          </li>
        ))}
        {redirects.map(({ from, before, after }) => (
          <li key={from}>
            Redirect:{' '}
            {after === undefined ? `${from} leads to ${before} no more` : `${from} leads to ${after}`}
          </li>
        ))}
      </ul>
      {!isExact && <p>So many pages are only counted. These are some that do change.</p>}
    </>
  )
}

/** What happens to a page, behind its name. */
export type ChangeWords = Record<PageChange['change'], string>

const usualWords: ChangeWords = {
  added: '(new address)',
  removed: '(taken away)',
  changed: '',
}

/** By the endings of the paths in `paths`. */
const fileKinds: [ending: RegExp, name: string][] = [
  [/\/rss\.xml$/, 'Feed'],
  [/\.ics$/, 'Calendar'],
  [/\/card\.png$/, 'Card for social networks'],
  [/^\/sitemap.*\.xml$/, 'Sitemap'],
]

function fileName(path: string): string {
  const [, name] = fileKinds.find(([ending]) => ending.test(path)) ?? []
  return name ? `${name}: ${path}` : path
}
