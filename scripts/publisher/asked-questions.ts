import type { PageRecord } from './page-records'

interface Asked {
  key: string
  answer: string
  /** Paths of the pages that asked it, and were answered so. */
  pages: Set<string>
}

/**
 * Which pages asked which question. Most ask what others ask: at 10,000 posts 73,000 questions are 22,000 different ones, and
 * only these are compared with every edit.
 */
export class AskedQuestions {
  readonly #records = new Map<string, PageRecord>()
  readonly #asked = new Map<string, Asked>()

  /** From now on these records count. Looks only at those that are others than before. */
  follow(records: ReadonlyMap<string, PageRecord>): void {
    for (const [path, record] of records) {
      const before = this.#records.get(path)
      if (before === record) continue
      if (before) this.#forget(path, before)
      for (const { key, answer } of record.questions) this.#askedAs(key, answer).pages.add(path)
      this.#records.set(path, record)
    }
    if (this.#records.size === records.size) return
    for (const [path, record] of this.#records) {
      if (records.has(path)) continue
      this.#forget(path, record)
      this.#records.delete(path)
    }
  }

  /** Paths of the pages that would be answered otherwise now. */
  stalePages(answerTo: (key: string) => string): Set<string> {
    const stale = new Set<string>()
    for (const asked of this.#asked.values()) {
      const answer = answerTo(asked.key)
      if (answer !== asked.answer) for (const path of asked.pages) stale.add(path)
      // The same text, kept as the same string: the next comparison need not look into it.
      else asked.answer = answer
    }
    return stale
  }

  #askedAs(key: string, answer: string): Asked {
    const name = nameOf(key, answer)
    let asked = this.#asked.get(name)
    if (!asked) {
      asked = { key, answer, pages: new Set() }
      this.#asked.set(name, asked)
    }
    return asked
  }

  #forget(path: string, { questions }: PageRecord): void {
    for (const { key, answer } of questions) {
      const name = nameOf(key, answer)
      const asked = this.#asked.get(name)
      if (asked?.pages.delete(path) && asked.pages.size === 0) this.#asked.delete(name)
    }
  }
}

const nameOf = (key: string, answer: string): string => `${answer}\n${key}`
