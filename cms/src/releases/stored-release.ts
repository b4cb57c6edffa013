import type {
  ContentAction,
  DocumentProblem,
  Freeze,
  LivePageClaim,
  ReleasedDocument,
  ReleaseReport,
  ReportedOverride,
  Waiting,
} from 'shared-types'

type Report = ReleaseReport['data']

/** “DEA numbers” … */
export const actionWords: Record<ContentAction, string> = {
  publish: 'published',
  change: 'changed',
  unpublish: 'taken down',
}

/** A problem of a document, as the collection `releases` stores it. */
export type ProblemRow = Omit<DocumentProblem, 'id'> & { documentId?: string | null }

/** A row of the collection `releases`, as far as it was selected. Times are ISO 8601. */
export interface ReleaseRow extends Pick<
  Report,
  'bundle' | 'isFull' | 'number' | 'pages' | 'reason' | 'revision' | 'startedAt' | 'state' | 'target'
> {
  id: string
  title: string
  reportId: string
  contentAsOf?: string | null
  finishedAt?: string | null
  receivedAt: string
  sentAt: string
  durationMs?: number | null
  who?: string | null
  summary?: string | null
  message?: string | null
  canBeAllowed?: boolean | null
  hold?: Freeze | null
  documents?: (Omit<ReleasedDocument, 'id'> & {
    key: string
    documentId?: string | null
    title?: string | null
  })[]
  held?: ProblemRow[]
  waiting?: Waiting[] | null
  claims?: LivePageClaim[] | null
  overrides?: ReportedOverride[] | null
  warnings?: ProblemRow[]
}

/** The same in the words of the code. */
export interface StoredRelease extends Omit<ReleaseRow, 'held' | 'hold'> {
  /** Problems of the documents whose newest version was kept out. */
  blocked?: ProblemRow[]
  freeze?: Freeze
}

/** Maps a row to the code's words: the stored names `held` and `hold` are older. */
export const releaseOfRow = <Row extends ReleaseRow>({ held, hold, ...row }: Row) => ({
  ...row,
  blocked: held,
  freeze: hold ?? undefined,
})

/** For `select`: everything except the lists, which can be long. */
export const withoutLists = {
  title: true,
  number: true,
  state: true,
  reason: true,
  revision: true,
  bundle: true,
  contentAsOf: true,
  startedAt: true,
  finishedAt: true,
  receivedAt: true,
  durationMs: true,
  isFull: true,
  message: true,
  canBeAllowed: true,
  hold: true,
} as const

/** For `select`: with the blocked documents and what waits for a publisher's word. */
export const withBlocked = { ...withoutLists, reportId: true, held: true, waiting: true } as const
