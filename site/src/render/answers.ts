import { hash } from 'node:crypto'
import type { createApp } from 'astro/app/entrypoint'
import { createCells } from '../content/snapshot/signals'
import type { Cells, Reading, Watch } from '../content/snapshot/signals'
import { answer, contentOf } from '../content/content'
import type { Snapshot } from '../content/snapshot/snapshot'
import type { PageRenderer, Dependency } from './bundle'
import { renderPage } from './page'

type App = ReturnType<typeof createApp>

/** How many answers are kept, so that what many pages ask is answered once. A full render asks for one of each post too. */
const maxKept = 1000

interface Known {
  /** One text for all who ask it. */
  question: string
  fingerprint: string
  /** Whether the answer is right still. */
  watch: Watch
  answer?: { value: unknown }
}

/** What is known of a snapshot and those before it. */
interface Memory {
  cells: Cells
  looksAt: Snapshot
  /** By each question that was ever asked. */
  known: Map<string, Known>
  /** Those with an answer. */
  kept: Set<Known>
  /** Questions whose answers may be others than when somebody asked for the changed ones. */
  changed: Set<string>
}

const memoryOf = new WeakMap<PageRenderer, Memory>()

/** Renders pages with the compiled templates, and notes what each page asked. */
export const rendererWith =
  (app: App, siteUrl: string) =>
  (snapshot: Snapshot, previous?: PageRenderer): PageRenderer => {
    const memory = (previous && memoryOf.get(previous)) ?? {
      cells: createCells(snapshot),
      looksAt: snapshot,
      known: new Map<string, Known>(),
      kept: new Set<Known>(),
      changed: new Set<string>(),
    }
    const { cells, known, kept, changed } = memory

    /** Others may have looked at another snapshot in the meantime. */
    function look(): void {
      if (memory.looksAt === snapshot) return
      cells.lookAt(snapshot)
      memory.looksAt = snapshot
    }

    function learn(question: string): Known & { answer: { value: unknown } } {
      const reading = cells.read((source) => answer(source, question))
      const before = known.get(question)
      const now = before?.watch.isCurrent ? before : remember(question, reading, before)
      if (kept.size >= maxKept) {
        for (const one of kept) delete one.answer
        kept.clear()
      }
      kept.add(now)
      return Object.assign(now, { answer: { value: reading.value } })
    }

    function remember(question: string, reading: Reading<unknown>, before: Known | undefined): Known {
      if (before) {
        cells.unwatch(before.watch)
        kept.delete(before)
      }
      const fingerprint = fingerprintOf(reading.value)
      const name = before?.question ?? question
      const now = { question: name, fingerprint, watch: cells.watch(reading, noting(changed, name)) }
      known.set(name, now)
      return now
    }

    function ask(question: string): Known & { answer: { value: unknown } } {
      look()
      const found = known.get(question)
      return found?.watch.isCurrent && hasAnswer(found) ? found : learn(question)
    }

    function fingerprint(question: string): string {
      look()
      const found = known.get(question)
      return (found?.watch.isCurrent ? found : learn(question)).fingerprint
    }

    const answers: PageRenderer = {
      fingerprint,
      changedKeys: () => {
        look()
        const keys = [...changed]
        changed.clear()
        return keys
      },
      render: async (page, drawCard) => {
        const asked = new Map<string, Dependency>()
        const content = contentOf((question) => {
          const { question: key, fingerprint, answer } = ask(question)
          if (!asked.has(key)) asked.set(key, { key, fingerprint })
          return answer.value
        })
        const body = await renderPage(app, siteUrl, page, { content, drawCard })
        return { body, dependencies: [...asked.values()] }
      },
    }
    memoryOf.set(answers, memory)
    return answers
  }

/** Made here, where it can hold on to nothing else: a watch lives longer than the snapshot that it began with. */
const noting = (changed: Set<string>, name: string) => () => {
  changed.add(name)
}

const hasAnswer = (known: Known): known is Known & { answer: { value: unknown } } =>
  known.answer !== undefined

/** Of the answer as JSON; nothing at all is an answer too. */
const fingerprintOf = (value: unknown): string => hash('sha256', JSON.stringify(value) ?? '', 'base64url')
