import { type DocumentProblem, type Problem, documentKey, fieldOfClaim, nameOfPlace } from 'shared-types'
import type { PageFailure } from '../render/make-page'
import type { DocumentChanges, Proposal } from './document-gate'
import { type FoundDocument, type TracedChange, readBy } from './failure-causes'
import { groupBy } from './vanishing'

/** The release for which something about a failure was found out. */
export interface TracedRelease {
  /** The changes that were pending, and those of them that the release would have shown. */
  pending: ReadonlySet<object>
  proposed: ReadonlySet<object>
  /** The school's day. */
  today: string | undefined
}

/** It is known until another day, or until another version of what the page has read goes live. */
interface Known<T> extends TracedRelease {
  what: T
  isRead: (document: { slug: string; id: string }) => boolean
}

/** A page that stays as it was, and a document without which it could be made. */
interface KeptPage {
  document: FoundDocument
  failure: PageFailure
}

/**
 * What is known about pages that fail, so that no release tries again what cannot be shown: documents whose newest version is kept
 * out, and pages that stay as visitors saw them last.
 */
export class KnownCauses {
  readonly #blocked = new Map<string, Known<Problem>>()
  /** Changes that may be causes: the next release without other changes tries them. */
  readonly #postponed = new Map<string, Known<Problem>>()
  /** By path. */
  readonly #keptPages = new Map<string, Known<KeptPage[]>>()

  /** Why documents are kept out, by the key of the document. */
  get problems(): ReadonlyMap<string, Problem> {
    return new Map([...this.#postponed, ...this.#blocked].map(([key, { what }]) => [key, what]))
  }

  /** One for each document that kept pages cannot show. */
  get keptProblems(): DocumentProblem[] {
    const pages = groupBy(
      [...this.#keptPages.values()].flatMap(({ what }) => what),
      ({ document }) => documentKey(document),
    )
    return [...pages.values()].map(keptProblem)
  }

  /** How many changes are postponed. */
  get postponed(): number {
    return this.#postponed.size
  }

  /** Paths of pages that stay as they were. */
  get keptPages(): ReadonlySet<string> {
    return new Set(this.#keptPages.keys())
  }

  /** Keeps out changes, each with a page that fails because of it. */
  block(causes: ReadonlyMap<TracedChange, PageFailure>, release: TracedRelease): void {
    for (const [change, failure] of causes) {
      const key = documentKey(change)
      this.#postponed.delete(key)
      const what = problemOf(change, failure)
      // Other rules may allow the words.
      const isRead = readBy([...failure.reads, { slug: 'claims' }])
      this.#blocked.set(key, { ...release, what, isRead })
    }
  }

  /** Keeps out changes that may be causes. */
  postpone(changes: readonly TracedChange[], release: TracedRelease): void {
    for (const change of changes) {
      const what = postponedProblem(change)
      this.#postponed.set(documentKey(change), { ...release, what, isRead: () => false })
    }
  }

  /** Keeps the last version of a page that fails although no change is to blame. */
  keepPage(failure: PageFailure, documents: readonly FoundDocument[], release: TracedRelease): void {
    const what = documents.map((document) => ({ document, failure }))
    const isRead = readBy([...failure.reads, ...documents])
    this.#keptPages.set(failure.page.path, { ...release, what, isRead })
  }

  /** Forgets what may be otherwise on another day, or with a new version of the document itself. */
  forgetOutdated(pending: DocumentChanges, today: string | undefined): void {
    const changes = changesIn(pending)
    for (const all of [this.#blocked, this.#postponed, this.#keptPages]) {
      for (const [key, entry] of all) {
        const isNews = (change: { slug: string; id: string }) =>
          documentKey(change) === key && !entry.pending.has(change)
        if (entry.today !== today || changes.some(isNews)) all.delete(key)
      }
    }
  }

  /** Forgets what may be otherwise with what goes live now. Gives whether there was something. */
  forgetRead(proposal: Pick<Proposal, 'published' | 'removed'>): boolean {
    const changes = [...proposal.published, ...proposal.removed]
    let isForgotten = false
    for (const all of [this.#blocked, this.#keptPages]) {
      for (const [key, { isRead, proposed }] of all) {
        if (changes.some((change) => !proposed.has(change) && isRead(change)))
          isForgotten = all.delete(key) || isForgotten
      }
    }
    return isForgotten
  }

  /** Lets the postponed changes be tried again, unless there are newer ones, which go live first. Gives whether it did. */
  retryPostponed(pending: DocumentChanges): boolean {
    const known = new Set([...this.#postponed.values()].map((entry) => entry.pending))
    const isOld = (change: object) => [...known].some((changes) => changes.has(change))
    if (known.size === 0 || !changesIn(pending).every(isOld)) return false
    this.#postponed.clear()
    return true
  }
}

export const changesIn = ({ versions = [], removed = [] }: DocumentChanges) => [...versions, ...removed]

function problemOf(change: TracedChange, failure: PageFailure): Problem {
  const { page, reason, claim } = failure
  if (claim) return claimProblem(change, page.path, claim)
  const message = change.isRemoval
    ? `The page ${page.path} cannot be made without this document: ${reason}. So its last version stays on the site. Correct that page, or publish this document again.`
    : `The page ${page.path} cannot be made with this version: ${reason}. So ${staysOf(change)}. Correct what you changed last, and publish it again.`
  return { field: '', message }
}

function claimProblem(
  change: TracedChange,
  path: string,
  { sentence, words, place, reason, instead }: NonNullable<PageFailure['claim']>,
): Problem {
  const what = change.isRemoval ? 'Without this document the page' : 'With this version the page'
  const message =
    `${what} ${path} says ${nameOfPlace(place)}: “${sentence}” ${reason} What may be said instead: ${instead} ` +
    `So ${staysOf(change)}. Change the words, and publish it again.`
  return { field: fieldOfClaim(change.after, { sentence, words }) ?? '', message }
}

/** Takes the pages that cannot show one document. */
function keptProblem(pages: readonly KeptPage[]): DocumentProblem {
  const [{ document, failure }] = pages as [KeptPage]
  const { slug, id, updatedAt, title } = document
  const more = pages.length > 1 ? `, and so are ${pages.length - 1} more` : ''
  const message = `The page ${failure.page.path} cannot be made any more: ${failure.reason}. So it is as it was before${more}. Correct what it shows of this document, and publish it again.`
  return { slug, id, updatedAt, title, field: '', message }
}

const postponedProblem = (change: TracedChange): Problem => ({
  field: '',
  message: `Pages cannot be made with the newest changes, and the publisher is still looking for the change that is to blame. It may be this one, so ${staysOf(change)} until then. You need not do anything.`,
})

const staysOf = ({ before }: TracedChange): string =>
  before.value === undefined ? 'it stays off the site' : 'its last version stays on the site'
