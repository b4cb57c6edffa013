import type { DocumentProblem, LeakRules, LivePageClaim, ReleaseReport, Waiting } from 'shared-types'
import type { AssetPool } from '../releases/asset-pool'
import type { SiteFolder } from '../releases/site-folder'
import type { LoadedBundle } from '../render/bundle'
import type { DocumentChange } from '../validation/candidate-set'
import type { State } from './state'
import type { Permission } from './waiting-changes'

export type ReleaseReason = ReleaseReport['data']['reason']

export interface ReleaseRequest {
  /** The content revision of what was recorded. */
  revision: string
  reason?: ReleaseReason
  /** A publisher allowed something to vanish. */
  permission?: Permission
  /** Whether every page is rendered, not only the stale ones. */
  isFull?: boolean
  now?: Date
  /** Called before every page is rendered, which takes seconds or minutes. */
  onFull?: (reason: ReleaseReason) => void
  /** Whether a command waits, so that causes of failures must be searched for later. */
  isInterrupted?: () => boolean
}

/** What came of a request for a release. */
export interface Outcome {
  state: 'live' | 'refused'
  /** The release that is live now. */
  number: number
  reason: ReleaseReason
  revision: string
  isFull: boolean
  changes: readonly DocumentChange[]
  blocked: readonly DocumentProblem[]
  /** Changes that are kept out until a publisher allows that so much vanishes with them. */
  waiting: readonly Waiting[]
  warnings: readonly DocumentProblem[]
  /** What the live pages say that a rule about claims is about; undefined when that was not looked for. */
  claims?: readonly LivePageClaim[]
  pages: { total: number; rendered: readonly string[]; added: readonly string[]; removed: readonly string[] }
  /** Milliseconds of each step. */
  timings: Readonly<Record<string, number>>
  /** Why it was refused. */
  message?: string
  /** Whether it was refused only because pages would vanish that no document takes away, which a publisher may allow. */
  canBeAllowed: boolean
  /** What a publisher allowed for this release, in words. */
  permission?: string
  /** Whether changes were kept out that the next release should try at once. */
  isUnfinished?: boolean
}

/** What releases are made with. */
export interface Dependencies {
  folder: SiteFolder
  pool: AssetPool
  state: State
  bundle: LoadedBundle
  cmsUrl: string
  /** Signs requests to the CMS. */
  secret: string
  leakRules: LeakRules
  /** Milliseconds between two polls of the CMS. */
  pollIntervalMs: number
  /** Milliseconds after which a release goes on without the changes that may be causes of failures. */
  traceTimeoutMs: number
}
