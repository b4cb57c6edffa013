import { useMemo, useState } from 'react'
import {
  formatDay,
  type PageChange,
  type PreviewedChangesAnswer,
  PreviewedChangesAnswerSchema,
  type SiteChanges,
} from 'shared-types'
import { type ComparedSides, livePage, PageComparison, pageName } from './PageComparison'
import { addsToForm, type PaneSwitches } from './pane-switches'
import styles from './Preview.module.css'
import { useFormAnswer } from './use-form-answer'

/** Without options, what publishing the form alone changes now. */
export const changesQuestion = {
  path: '/preview/changes',
  options: {},
  schema: PreviewedChangesAnswerSchema,
  pauseMs: 800,
  longestPauseMs: 4000,
}

/** What the publisher compares with the newest release, also while visitors see an older one. */
export type ComparedChanges = SiteChanges & Pick<PreviewedChangesAnswer, 'frozen'>

/** “4 pages”, or “up to 900 pages” where not every page was made; “4 pages after the freeze” while visitors see an older release. */
export function changedPages({ count, isExact, frozen }: ComparedChanges): string {
  const pages = count === 1 ? '1 page' : `${count === 0 ? 'no' : count} pages`
  return `${isExact ? '' : 'up to '}${pages}${frozen === undefined ? '' : ' after the freeze'}`
}

interface Props {
  changes: PreviewedChangesAnswer
  switches: PaneSwitches
  onOpen: (path: string) => void
}

/** What publishing the form would change for visitors, with what the switches add. */
export function ChangedPages({ changes, switches, onOpen }: Props) {
  const { day, withDrafts } = switches
  const sides = useMemo(
    () => ({ isOfForm: true, before: livePage, after: { day, withDrafts, asReleased: true } }),
    [day, withDrafts],
  )
  return (
    <details className={styles.changes}>
      <summary>{countInWords(changes, switches)}</summary>
      <ChangeList changes={changes} sides={sides} onShow={onOpen} />
    </details>
  )
}

/** The count for a pane whose switches add something to the form: compared with what is live. */
export function ProposedPages({ switches, onOpen }: Omit<Props, 'changes'>) {
  const { day, withDrafts } = switches
  const question = useMemo(() => ({ ...changesQuestion, options: { day, withDrafts } }), [day, withDrafts])
  const { answer, problem } = useFormAnswer(question)
  return answer ? (
    <ChangedPages changes={answer} switches={switches} onOpen={onOpen} />
  ) : (
    <p className={styles.changes} role="status">
      {problem?.message ?? `${proposalInWords(switches)}: the pages are being counted…`}
    </p>
  )
}

function countInWords({ frozen, ...changes }: ComparedChanges, switches: PaneSwitches): string {
  if (!addsToForm(switches)) return `Publishing changes ${changedPages({ ...changes, frozen })}`
  const pages = changedPages(changes)
  return `${proposalInWords(switches)}: ${pages} ${changes.count === 1 ? 'differs' : 'differ'} from ${frozen === undefined ? 'what is live now' : 'the newest release'}`
}

/** “On December 24, 2026, with this and what is scheduled until then” */
function proposalInWords({ day, withDrafts }: PaneSwitches): string {
  const scheduled = day && 'what is scheduled until then'
  const parts = ['this', withDrafts && 'all drafts', scheduled].filter((part) => part)
  const all = new Intl.ListFormat('en-US').format(parts as string[])
  return day ? `On ${formatDay(day)}, with ${all}` : `With ${all}`
}

interface ListProps {
  changes: ComparedChanges
  /** Undefined while it is not known what the pages are compared with. */
  sides: ComparedSides | undefined
  words?: ChangeWords
  /** Shows a page in the preview pane. */
  onShow?: (path: string) => void
}

/** Pages, other files and redirects, each with what happens to it. Each page opens as it is before and after. */
export function ChangeList({ changes, sides, words = usualWords, onShow }: ListProps) {
  const { pages, files, redirects, isExact, frozen } = changes
  const [compared, setCompared] = useState<string>()
  const close = () => setCompared(undefined)
  const show = (path: string) => {
    close()
    onShow?.(path)
  }
  return (
    <>
      {frozen !== undefined && (
        <p>
          Publishing is frozen, and visitors see release {frozen}. These pages are compared with the newest
          release, which visitors see again after the freeze.
        </p>
      )}
      <ul>
        {pages.map(({ path, change }) => (
          <li key={path}>
            <button type="button" onClick={() => setCompared(path)}>
              {pageName(path)}
            </button>{' '}
            {words[change]}
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
      {compared !== undefined && sides && (
        <PageComparison path={compared} sides={sides} onShow={onShow && show} onClose={close} />
      )}
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
