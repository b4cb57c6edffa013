import {
  type AllowedDocument,
  type Problem,
  type PublisherCommand,
  type Waiting,
  documentKey,
} from 'shared-types'

export type AllowCommand = Extract<PublisherCommand, { type: 'release.allow' }>['data']

/** A publisher's word that something may vanish. It is for one release. */
export class Permission {
  readonly #documents: ReadonlyMap<string, string>
  /** Keys of the documents that it was needed for. */
  readonly used = new Set<string>()
  /** Says who gave it and why. */
  readonly sentence: string

  /** `refused`: the content and the templates (by their hash) with which pages may vanish that no document takes away. */
  constructor(
    { documents = [], by, reason }: AllowCommand,
    readonly refused: { revision: string; bundle: string } | undefined,
  ) {
    const many = documents.length === 0 ? 'pages' : `${documents.length} documents`
    this.sentence = `${by} allowed ${documents.length === 1 ? 'one document' : many} to vanish: ${reason}`
    this.#documents = new Map(documents.map((document) => [documentKey(document), document.updatedAt]))
  }

  /** Whether a change is of one of the documents, in a version that is no newer. */
  covers(change: AllowedDocument): boolean {
    const key = documentKey(change)
    const allowed = this.#documents.get(key)
    const isCovered = allowed !== undefined && Date.parse(change.updatedAt) <= Date.parse(allowed)
    if (isCovered) this.used.add(key)
    return isCovered
  }
}

/** The changes that wait for a publisher's word while a release is made; they are found bit by bit. */
export class WaitingChanges {
  readonly groups: Waiting[] = []
  /** By the key of the document, for the document gate. */
  readonly problems = new Map<string, Problem>()

  add(groups: readonly Waiting[]): void {
    for (const group of groups) {
      const { vanishing, live, unit, kind } = group
      const message = `It waits for “Allow this”: ${vanishing} of ${live} ${unit} of ${kind} would vanish.`
      for (const document of group.documents) this.problems.set(documentKey(document), { field: '', message })
      this.groups.push(group)
    }
  }
}
