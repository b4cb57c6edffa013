import {
  type ContentSlug,
  type DocumentIdentity,
  type DocumentProblem,
  type CheckRule,
  type GlobalSlug,
  type NotLive,
  type Problem,
  documentTitle,
  globalSchemas,
  documentKey,
} from 'shared-types'
import type { DocumentVersion } from '../content/document-version'
import { CandidateSet, type DocumentChange, type PublicSite } from './candidate-set'
import { LiveIndex } from './live-index'

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
  /** Whether an editor typed this path of the site into what is live: a page may link there even if nothing is there. */
  isTypedPath: (path: string) => boolean
  /** Whether the address of a document that goes has another page or redirect that is live or goes live with it. */
  isReplaced: (document: DocumentIdentity) => boolean
  /** Why nothing can be released; undefined when a release can be made. */
  refusal?: string
  /** Everything that the release shows, for `groupDocuments`. */
  documents: () => Iterable<DocumentVersion>
}

interface BlockedVersion {
  version: DocumentVersion | UnreadableVersion
  problems: readonly Problem[]
  /** The CMS shows it no more, but the site cannot do without it: `version` is the live one. */
  isRemoved?: boolean
}

/** What `accept` needs to know of a proposal. */
interface Decision {
  /** How many proposals had been accepted when it was made. */
  accepted: number
  /** The live index with what the proposal publishes and removes. */
  overlay: LiveIndex
  blocked: Map<string, BlockedVersion>
  warnings: Map<string, DocumentProblem[]>
}

/** Before the first release there is no last version to stay: then only what cannot be shown at all is kept out. */
const blockingAtFirst = new Set<string>(['slug', 'taken', 'redirect', 'leak'] satisfies CheckRule[])

/**
 * Decides which versions of documents may go live. A new version with a problem is blocked: it is kept out, and the last live
 * version of its document stays. The gate remembers what is live and what is blocked, so that it checks only what depends on a
 * change.
 */
export class DocumentGate {
  readonly #site: PublicSite
  readonly #index: LiveIndex
  #blocked = new Map<string, BlockedVersion>()
  #warnings = new Map<string, DocumentProblem[]>()
  /** Number of accepted proposals. */
  #accepted = 0
  readonly #decisions = new WeakMap<Proposal, Decision>()

  /** `live` is what the head release shows. */
  constructor(site: PublicSite, live: Iterable<DocumentVersion> = []) {
    this.#site = site
    this.#index = new LiveIndex(site.siteUrl)
    for (const version of live) this.#index.set(documentKey(version), version)
    const unchanged = this.#candidateSet(this.#blocked)
    for (const version of this.#index.versions()) addWarnings(this.#warnings, version, unchanged)
  }

  /** What is live, parsed. */
  live(): Iterable<DocumentVersion> {
    return this.#index.versions()
  }

  /** Whether another version of a document than the live one is kept out. */
  isBlocked(key: string): boolean {
    return this.#blocked.has(key)
  }

  /** The live version of a document, by its key. */
  liveVersion(key: string): DocumentVersion | undefined {
    return this.#index.get(key)
  }

  /**
   * What a release made of these changes would show. Blocked versions are tried again, whatever has changed. Nothing is
   * decided before `accept`: there may be several proposals at once. `withheld`: documents that the caller blocks, by key, each
   * with the reason; the removal of a document can be withheld, too.
   */
  propose(
    { versions = [], removed = [] }: DocumentChanges = {},
    withheld: ReadonlyMap<string, Problem> = new Map(),
  ): Proposal {
    const isFirst = this.#index.isEmpty
    const blocked = new Map<string, BlockedVersion>()
    const candidates = this.#candidateSet(blocked)
    const next = new Map(this.#blocked)
    for (const document of removed) {
      const key = documentKey(document)
      const version = this.#index.get(key)
      if (version) next.set(key, { version, problems: [], isRemoved: true })
      else next.delete(key)
    }
    for (const version of versions) {
      next.set(documentKey(version), { version, problems: 'problems' in version ? version.problems : [] })
    }
    for (const [key, { version, problems, isRemoved }] of next) {
      const problem = withheld.get(key) ?? (isRemoved && isNeeded(version.slug) ? neededProblem : undefined)
      if (!('value' in version)) blocked.set(key, { version, problems })
      else if (problem) blocked.set(key, { version, problems: [problem], isRemoved })
      else if (isRemoved) candidates.remove(key)
      else candidates.apply(version)
    }
    candidates.resolve(({ level, rule }) => (isFirst ? blockingAtFirst.has(rule) : level === 'blocks'))
    for (const [key, entry] of candidates.blocked) blocked.set(key, entry)
    return this.#proposalOf(candidates, blocked, isFirst)
  }

  /** Makes what a proposal shows live, once its release is made. Throws when another proposal was accepted since it was made. */
  accept(proposal: Proposal): void {
    const decision = this.#decisions.get(proposal)
    if (decision?.accepted !== this.#accepted) {
      throw new Error('This proposal is older than what is live. Make a new one with propose().')
    }
    this.#index.commit(decision.overlay)
    this.#blocked = decision.blocked
    this.#warnings = decision.warnings
    this.#accepted++
  }

  #proposalOf(candidates: CandidateSet, blocked: Map<string, BlockedVersion>, isFirst: boolean): Proposal {
    const { index } = candidates
    const all = [...index.changes()]
    const warnings = new Map(this.#warnings)
    for (const key of [...candidates.affected(), ...this.#sourcesOfBlocked(blocked, index)]) {
      warnings.delete(key)
      const version = index.get(key)
      if (version) addWarnings(warnings, version, candidates)
    }
    const published = all.flatMap(([, { after }]) => after ?? [])
    const removed = all.flatMap(([, { before, after }]) => (before && !after ? [before] : []))
    const proposal: Proposal = {
      published,
      removed,
      changes: candidates.changes(),
      blocked: [...blocked.values()].flatMap(({ version, problems }) =>
        problems.map((problem) => describe(version, problem)),
      ),
      warnings: [...warnings.values()].flat(),
      isTypedPath: (path) => index.isTyped(path),
      isReplaced: (document) => candidates.isReplaced(document),
      refusal: this.#refusal(index, blocked, isFirst),
      documents: () => this.#documents(published, removed),
    }
    this.#decisions.set(proposal, { accepted: this.#accepted, overlay: index, blocked, warnings })
    return proposal
  }

  *#documents(
    published: readonly DocumentVersion[],
    removed: readonly DocumentVersion[],
  ): Generator<DocumentVersion> {
    const changed = new Set([...published, ...removed].map(documentKey))
    for (const version of this.#index.versions()) if (!changed.has(documentKey(version))) yield version
    yield* published
  }

  /** Documents that refer to one that is newly blocked or blocked no more: the message about it differs. */
  *#sourcesOfBlocked(blocked: ReadonlyMap<string, BlockedVersion>, index: LiveIndex): Generator<string> {
    for (const key of new Set([...blocked.keys(), ...this.#blocked.keys()])) {
      if (blocked.has(key) !== this.#blocked.has(key)) yield* index.sourcesOf(key)
    }
  }

  #candidateSet(blocked: ReadonlyMap<string, BlockedVersion>): CandidateSet {
    return new CandidateSet(this.#index, this.#site, (key): NotLive | undefined => {
      const entry = blocked.get(key)
      return entry && { state: 'blocked', title: titleOf(entry.version) }
    })
  }

  /** The site cannot be rendered without some globals, and a first release waits for every global that was published. */
  #refusal(
    index: LiveIndex,
    blocked: ReadonlyMap<string, BlockedVersion>,
    isFirst: boolean,
  ): string | undefined {
    const missing = Object.keys(globalSchemas).filter((slug) => {
      const key = documentKey({ slug, id: '' })
      return !index.get(key) && (isNeeded(slug as GlobalSlug) || (isFirst && blocked.has(key)))
    })
    if (missing.length === 0) return undefined
    const reasons = missing.map((slug) => {
      const problems = blocked.get(documentKey({ slug, id: '' }))?.problems ?? []
      const messages = problems.map(({ field, message }) => (field ? `field ${field}: ${message}` : message))
      return `${slug} ${messages.length > 0 ? `cannot be shown (${messages.join('; ')})` : 'was never published'}`
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

function describe(
  version: DocumentVersion | UnreadableVersion,
  { field, message }: Problem,
): DocumentProblem {
  const { slug, id, updatedAt } = version
  return { slug, id, updatedAt, title: titleOf(version), field, message }
}

function addWarnings(
  warnings: Map<string, DocumentProblem[]>,
  version: DocumentVersion,
  candidates: CandidateSet,
): void {
  const findings = candidates.check(version)
  if (findings.length > 0)
    warnings.set(
      documentKey(version),
      findings.map((finding) => describe(version, finding)),
    )
}
