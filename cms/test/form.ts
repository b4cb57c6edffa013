import type { TestCms, TestUser } from './cms'

type Values = Record<string, string>
interface Conflict {
  path: string
  yours: string | null
  theirs: string | null
}

const field = (doc: Record<string, unknown>, name: string) => (doc[name] as string | null) ?? ''
const wordsOf = (text: string) => text.split(' ').filter(Boolean)

/** The words of all fields. */
export const allWords = (doc: Record<string, unknown>, names: readonly string[]) =>
  names.flatMap((name) => wordsOf(field(doc, name)))

/** A form of one person, who types words and never gives one up: in a conflict the person puts both texts together. */
export class TestForm {
  token = 0
  /** Words that this person has typed, seen in the form, or been told of before a publish. */
  readonly known = new Set<string>()
  #base: Values = {}
  #values: Values = {}

  constructor(
    readonly cms: TestCms,
    readonly as: TestUser,
    readonly path: string,
    readonly names: readonly string[],
  ) {}

  async #get(query: string) {
    const { body } = await this.cms.request('GET', `${this.path}${query}`, { as: this.as })
    return body as Record<string, unknown>
  }

  #take(doc: Record<string, unknown>): void {
    for (const name of this.names) this.#values[name] = this.#base[name] = field(doc, name)
    for (const word of allWords(doc, this.names)) this.known.add(word)
  }

  async open(): Promise<void> {
    this.token = (await this.#get('/save-state')).token as number
    this.#take(await this.#get('?draft=true&depth=0'))
  }

  type(name: string, word: string): void {
    this.#values[name] = `${this.#values[name] ?? ''} ${word}`.trim()
    this.known.add(word)
  }

  /** Saves until the CMS has it. Publishing, the person reads the newest version whenever it has changed. */
  async save(status: 'draft' | 'published'): Promise<void> {
    const changed = this.names.filter((name) => this.#values[name] !== this.#base[name])
    const pick = (values: Values) => Object.fromEntries(changed.map((name) => [name, values[name]]))
    const body = { token: this.token, base: pick(this.#base), data: pick(this.#values), status }
    const answer = await this.cms.request('POST', `${this.path}/save`, {
      as: this.as,
      body: { ...body, request: crypto.randomUUID() },
    })
    if (answer.status === 200) {
      this.token = answer.body.token
      if (status === 'draft') return this.#take(answer.body.doc)
      const unseen = allWords(answer.body.doc, this.names).filter((word) => !this.known.has(word))
      if (unseen.length > 0) throw new Error(`Published unseen: ${unseen.join(' ')}`)
      return this.#take(answer.body.doc)
    }
    const { reason, token, conflicts = [] } = answer.body.errors[0].data ?? {}
    if (answer.status !== 409) throw new Error(JSON.stringify(answer.body))
    for (const { path, theirs } of conflicts as Conflict[]) {
      const own = wordsOf(this.#values[path] ?? '').filter(
        (word) => !wordsOf(this.#base[path] ?? '').includes(word),
      )
      this.#base[path] = theirs ?? ''
      this.#values[path] = [...wordsOf(theirs ?? ''), ...own].join(' ')
      for (const word of wordsOf(theirs ?? '')) this.known.add(word)
    }
    if (reason === 'changed-since') {
      for (const word of allWords(await this.#get('?draft=true&depth=0'), this.names)) this.known.add(word)
    }
    this.token = token
    await this.save(status)
  }
}
