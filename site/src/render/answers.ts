import { hash } from 'node:crypto'
import type { createApp } from 'astro/app/entrypoint'
import { createCells } from '../content/cells'
import type { Cells, Watch } from '../content/cells'
import { answer, contentOf } from '../content/content'
import type { Snapshot } from '../content/snapshot'
import type { Answers, Question } from './bundle'
import { renderPage } from './page'

type App = ReturnType<typeof createApp>

/** How many answers are kept while pages are rendered, so that what many of them ask is answered once. */
const maxKept = 1000

interface Fingerprint {
  /** One text for all who ask it. */
  question: string
  value: string
  watch: Watch
}

/** What is known of a snapshot and those before it. */
interface Known {
  cells: Cells
  /** By each question that was ever asked. */
  fingerprints: Map<string, Fingerprint>
  /** Answers of the snapshot that is looked at. */
  kept: Map<string, unknown>
  looksAt: Snapshot
}

const knownBy = new WeakMap<Answers, Known>()

/** Renders pages with the compiled templates, and notes what each page asked. */
export const answersWith =
  (app: App, siteUrl: string) =>
  (snapshot: Snapshot, previous?: Answers): Answers => {
    const known = (previous && knownBy.get(previous)) ?? {
      cells: createCells(snapshot),
      fingerprints: new Map(),
      kept: new Map(),
      looksAt: snapshot,
    }

    /** Others may have looked at another snapshot in the meantime. */
    function look(): void {
      if (known.looksAt === snapshot) return
      known.cells.lookAt(snapshot)
      known.kept.clear()
      known.looksAt = snapshot
    }

    function ask(question: string): unknown {
      look()
      if (known.kept.has(question)) return known.kept.get(question)
      const reading = known.cells.read((source) => answer(source, question))
      if (known.kept.size >= maxKept) known.kept.clear()
      known.kept.set(question, reading.value)
      const before = known.fingerprints.get(question)
      if (before?.watch.isCurrent) return reading.value
      if (before) known.cells.unwatch(before.watch)
      known.fingerprints.set(question, {
        question: before?.question ?? question,
        value: fingerprintOf(reading.value),
        watch: known.cells.watch(reading),
      })
      return reading.value
    }

    function fingerprintFor(question: string): Fingerprint {
      look()
      let found = known.fingerprints.get(question)
      if (!found?.watch.isCurrent) {
        ask(question)
        found = known.fingerprints.get(question)
      }
      return found as Fingerprint
    }

    const answers: Answers = {
      fingerprint: (question) => fingerprintFor(question).value,
      render: async (page) => {
        const asked = new Map<string, Question>()
        const content = contentOf((question) => {
          const given = ask(question)
          if (!asked.has(question)) {
            const { question: key, value } = fingerprintFor(question)
            asked.set(question, { key, answer: value })
          }
          return given
        })
        const text = await renderPage(app, siteUrl, page, content)
        return { text, questions: [...asked.values()] }
      },
    }
    knownBy.set(answers, known)
    return answers
  }

/** Of the answer as JSON; nothing at all is an answer too. */
const fingerprintOf = (value: unknown): string => hash('sha256', JSON.stringify(value) ?? '', 'base64url')
