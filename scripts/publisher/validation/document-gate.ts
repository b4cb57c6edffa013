import {
  type ContentAction,
  type ContentSlug,
  type DocumentProblem,
  type Finding,
  type FindingKind,
  type GlobalSlug,
  type NamedDocument,
  type NotLive,
  type Problem,
  documentTitle,
  globalSchemas,
} from 'shared-types'
import { keyOf } from '../content/cms-content'
import { type DocumentVersion, pagePath } from '../content/document-version'
import { LiveIndex } from './live-index'
import { type PublicSite, Trial } from './candidate-set'

/** A version that the contract refuses. */
export interface UnreadableVersion {
  slug: ContentSlug
  id: string
  updatedAt: string
  title?: string
  problems: readonly Problem[]
}

export interface DocumentChanges {
  /** Versions that visitors may see and that are not live yet. */
  versions?: Iterable<DocumentVersion | UnreadableVersion>
  /** Documents that visitors may see no more. */
  removed?: Iterable<{ slug: string; id: string }>
}

/** A document that a release shows in another version than the one before, or no more. */
export interface DocumentChange extends NamedDocument {
  action: ContentAction
  updatedAt: string
  /** Where its page was and is. */
  paths: readonly string[]
}

/** What a release may show, and what is kept out. */
export interface Proposal {
  /** Versions that go live with it. */
  published: readonly DocumentVersion[]
  /** Last versions of documents that were live and go. */
  removed: readonly DocumentVersion[]
  changes: readonly DocumentChange[]
  /** Every problem of every document whose newest version is kept out. */
  blocked: readonly DocumentProblem[]
  /** What is live but not as its editor meant. */
  warnings: readonly DocumentProblem[]
  /** Paths of this site that somebody typed into what is live: a page may lead there in vain. */
  typedPaths: ReadonlySet<string>
  /** Set when nothing can be released, and says why. */
  refusal?: string
  /** Everything that the release shows, for `groupDocuments`. */
  documents: () => Iterable<DocumentVersion>
}

interface BlockedVersion {
  version: DocumentVersion | UnreadableVersion
  problems: readonly Problem[]
  /** The CMS shows it no more, but the site cannot do without it. */
  isRemoved?: boolean
}

interface Decision {
  base: number
  blocked: Map<string, BlockedVersion>
  warnings: Map<string, DocumentProblem[]>
}

/** Before the first release there is no last version to stay: then only what cannot be shown at all is kept out. */
const graveAtFirst: readonly FindingKind[] = ['slug', 'taken', 'redirect', 'leak']

/**
 * Decides which versions of documents may go live. A new version with a problem is kept out, and its last live version
 * stays. Remembers what is live and what is blocked, so that a change costs a look at what depends on it.
 */
export class DocumentGate {
  readonly #site: PublicSite
  readonly #index: LiveIndex
  #blocked = new Map<string, BlockedVersion>()
  #warnings = new Map<string, DocumentProblem[]>()
  /** Counts what was accepted. */
  #base = 0
  readonly #decisions = new WeakMap<Proposal, Decision>()

  /** `live` is what the head release shows. */
  constructor(site: PublicSite, live: Iterable<DocumentVersion> = []) {
    this.#site = site
    this.#index = new LiveIndex(site.siteUrl)
    const trial = this.#trial(this.#blocked)
    for (const version of live) this.#index.set(keyOf(version), version)
    for (const version of this.#index.versions()) warn(this.#warnings, version, trial)
  }

  /** What is live, parsed. */
  live(): Iterable<DocumentVersion> {
    return this.#index.versions()
  }

  /** Whether another version of a document than the live one is kept out. */
  isBlocked(key: string): boolean {
    return this.#blocked.has(key)
  }

  /**
   * What a release made of these changes would show. What is blocked is tried again, whatever has changed. Nothing is
   * decided before `accept`.
   */
  propose(changes: DocumentChanges = {}): Proposal {
    const blocked = new Map<string, BlockedVersion>()
    const trial = this.#trial(blocked)
    try {
      return this.#propose(changes, blocked, trial)
    } finally {
      trial.revert()
    }
  }

  /** The release with this proposal is made: what it shows is live now. */
  accept(proposal: Proposal): void {
    const decision = this.#decisions.get(proposal)
    if (decision?.base !== this.#base) {
      throw new Error('This proposal is older than what is live. Ask for a new one with propose().')
    }
    for (const version of proposal.removed) this.#index.set(keyOf(version), undefined)
    for (const version of proposal.published) this.#index.set(keyOf(version), version)
    this.#blocked = decision.blocked
    this.#warnings = decision.warnings
    this.#base++
  }

  #propose(
    { versions = [], removed = [] }: DocumentChanges,
    blocked: Map<string, BlockedVersion>,
    trial: Trial,
  ): Proposal {
    const isFirst = this.#index.size === 0
    const next = new Map(this.#blocked)
    for (const document of removed) {
      const key = keyOf(document)
      const live = this.#index.get(key)
      next.delete(key)
      if (live && isNeeded(live.slug))
        next.set(key, { version: live, problems: [neededProblem], isRemoved: true })
      else trial.remove(key)
    }
    for (const version of versions) {
      next.set(keyOf(version), { version, problems: 'problems' in version ? version.problems : [] })
    }
    for (const [key, entry] of next) {
      if ('value' in entry.version && !entry.isRemoved) trial.enter(entry.version)
      else blocked.set(key, entry)
    }
    trial.settle(({ kind }) => (isFirst ? graveAtFirst.includes(kind) : kind !== 'other'))
    for (const [key, entry] of trial.blocked) blocked.set(key, entry)
    return this.#result(blocked, trial, isFirst)
  }

  #result(blocked: Map<string, BlockedVersion>, trial: Trial, isFirst: boolean): Proposal {
    const all = [...trial.changes()]
    const warnings = new Map(this.#warnings)
    for (const key of [...trial.affected(), ...this.#sourcesOfBlocked(blocked)]) {
      warnings.delete(key)
      const version = this.#index.get(key)
      if (version) warn(warnings, version, trial)
    }
    const published = all.flatMap(([, { after }]) => after ?? [])
    const removed = all.flatMap(([, { before, after }]) => (before && !after ? [before] : []))
    const proposal: Proposal = {
      published,
      removed,
      changes: all.flatMap(([, { before, after }]) => changeOf(before, after) ?? []),
      blocked: [...blocked.values()].flatMap(({ version, problems }) =>
        problems.map((problem) => toldOf(version, problem)),
      ),
      warnings: [...warnings.values()].flat(),
      typedPaths: this.#index.typedPaths(),
      refusal: this.#refusal(blocked, isFirst),
      documents: () => this.#documents(published, removed),
    }
    this.#decisions.set(proposal, { base: this.#base, blocked, warnings })
    return proposal
  }

  *#documents(
    published: readonly DocumentVersion[],
    removed: readonly DocumentVersion[],
  ): Generator<DocumentVersion> {
    const changed = new Set([...published, ...removed].map(keyOf))
    for (const version of this.#index.versions()) if (!changed.has(keyOf(version))) yield version
    yield* published
  }

  /** What is said about a missing target depends on whether it is blocked. */
  *#sourcesOfBlocked(blocked: ReadonlyMap<string, BlockedVersion>): Generator<string> {
    for (const key of new Set([...blocked.keys(), ...this.#blocked.keys()])) {
      if (blocked.has(key) !== this.#blocked.has(key)) yield* this.#index.sourcesOf(key)
    }
  }

  #trial(blocked: ReadonlyMap<string, BlockedVersion>): Trial {
    return new Trial(this.#index, this.#site, (key): NotLive | undefined => {
      const entry = blocked.get(key)
      return entry && { state: 'blocked', title: titleOf(entry.version) }
    })
  }

  /** The site cannot be rendered without some globals; and nobody wants a first release without its menu. */
  #refusal(blocked: ReadonlyMap<string, BlockedVersion>, isFirst: boolean): string | undefined {
    const missing = Object.keys(globalSchemas).filter((slug) => {
      const key = keyOf({ slug, id: '' })
      return !this.#index.get(key) && (isNeeded(slug as GlobalSlug) || (isFirst && blocked.has(key)))
    })
    if (missing.length === 0) return undefined
    const reasons = missing.map((slug) => {
      const problems = blocked.get(keyOf({ slug, id: '' }))?.problems ?? []
      const told = problems.map(({ field, message }) => (field ? `field ${field}: ${message}` : message))
      return `${slug} ${told.length > 0 ? `cannot be shown (${told.join('; ')})` : 'was never published'}`
    })
    return `The site cannot be published without its globals: ${reasons.join('; ')}. Open each in the admin under Globals, correct it and press Publish.`
  }
}

const neededProblem: Problem = {
  field: '',
  message: 'The site cannot do without this, so its last version stays. Publish it again.',
}

/** An empty global stands for one that was never published, where the site can live without it. */
const isNeeded = (slug: ContentSlug): boolean => slug in globalSchemas && !canBeEmpty(slug as GlobalSlug)

const canBeEmpty = (slug: GlobalSlug): boolean => globalSchemas[slug].safeParse({}).success

const titleOf = (version: DocumentVersion | UnreadableVersion): string | undefined =>
  'value' in version ? documentTitle(version.value) : version.title

function toldOf(version: DocumentVersion | UnreadableVersion, { field, message }: Problem): DocumentProblem {
  const { slug, id, updatedAt } = version
  return { slug, id, updatedAt, title: titleOf(version), field, message }
}

function warn(warnings: Map<string, DocumentProblem[]>, version: DocumentVersion, trial: Trial): void {
  const findings: Finding[] = trial.check(version)
  if (findings.length > 0)
    warnings.set(
      keyOf(version),
      findings.map((finding) => toldOf(version, finding)),
    )
}

function changeOf(before?: DocumentVersion, after?: DocumentVersion): DocumentChange | undefined {
  const version = after ?? before
  if (!version) return undefined
  const { slug, id, updatedAt } = version
  const paths = [before, after].flatMap((one) => (one ? (pagePath(one) ?? []) : []))
  const action = after ? (before ? 'change' : 'publish') : 'unpublish'
  return { slug, id, updatedAt, title: titleOf(version), action, paths: [...new Set(paths)] }
}
