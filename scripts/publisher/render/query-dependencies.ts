import type { PageRenderer } from 'site/bundle'
import type { PageRecord } from './page-records'

interface Asked {
  answer: string
  /** Paths of the pages that asked it, and were answered so. */
  pages: Set<string>
}

/**
 * Which pages asked which question, and which of them know another answer than the one of now. Looks only at the questions
 * of pages that were rendered again and at those whose answers may have changed: at 10,000 posts 73,000 questions are
 * 22,000 different ones, and an edit changes a few.
 */
export class AskedQuestions {
  readonly #records = new Map<string, PageRecord>()
  /** By key: nearly always one answer, since who knows another one is rendered again. */
  readonly #asked = new Map<string, Asked[]>()
  readonly #unchecked = new Set<string>()
  /** Answers that are not those of now. */
  readonly #outdated = new Set<Asked>()

  /** From now on these records count. Looks only at those that are others than before. */
  follow(records: ReadonlyMap<string, PageRecord>): void {
    for (const [path, record] of records) {
      const before = this.#records.get(path)
      if (before === record) continue
      if (before) this.#forget(path, before)
      for (const { key, fingerprint } of record.dependencies) this.#askedAs(key, fingerprint).pages.add(path)
      this.#records.set(path, record)
    }
    if (this.#records.size === records.size) return
    for (const [path, record] of this.#records) {
      if (records.has(path)) continue
      this.#forget(path, record)
      this.#records.delete(path)
    }
  }

  /** Paths of the pages that would be answered otherwise now. These answers must continue those of the last call. */
  stalePages(answers: Pick<PageRenderer, 'fingerprint' | 'changedKeys'>): Set<string> {
    for (const key of answers.changedKeys()) this.#unchecked.add(key)
    for (const key of this.#unchecked) {
      if (this.#asked.has(key)) this.#check(key, answers.fingerprint(key))
      this.#unchecked.delete(key)
    }
    return new Set([...this.#outdated].flatMap(({ pages }) => [...pages]))
  }

  #check(key: string, answer: string): void {
    for (const asked of this.#asked.get(key) ?? []) {
      if (asked.answer === answer) this.#outdated.delete(asked)
      else this.#outdated.add(asked)
    }
  }

  #askedAs(key: string, answer: string): Asked {
    const all = this.#asked.get(key)
    const known = all?.find((asked) => asked.answer === answer)
    if (known) return known
    const asked = { answer, pages: new Set<string>() }
    if (all) all.push(asked)
    else this.#asked.set(key, [asked])
    this.#unchecked.add(key)
    return asked
  }

  #forget(path: string, { dependencies }: PageRecord): void {
    for (const { key, fingerprint: answer } of dependencies) {
      const all = this.#asked.get(key) ?? []
      const asked = all.find((one) => one.answer === answer)
      if (!asked?.pages.delete(path) || asked.pages.size > 0) continue
      this.#outdated.delete(asked)
      if (all.length === 1) this.#asked.delete(key)
      else all.splice(all.indexOf(asked), 1)
    }
  }
}
