import type { Page, Question, RenderedPage } from 'site/bundle'
import type { ReadingOfPage } from './gate'
import { type ReadPage, createSharing } from './page-reading'
import type { InlineHashes } from './release-record'

/** What a page of a release was made of and leads to. */
export interface PageRecord extends ReadingOfPage {
  questions: readonly Question[]
}

export const pageRecord = (read: ReadPage, page: Page, { text, questions }: RenderedPage): PageRecord => ({
  page,
  reading: read(page, text),
  questions,
})

/** Keeps what many pages name or ask once in memory, for records that come out of a file: it saves room and comparing. */
export function createRecordSharing(): (record: PageRecord) => PageRecord {
  const shareReading = createSharing()
  const known = new Map<string, string>()
  const share = (text: string): string => {
    const same = known.get(text)
    if (same === undefined) known.set(text, text)
    return same ?? text
  }
  return ({ page, reading, questions }) => ({
    page,
    reading: shareReading(reading),
    questions: questions.map(({ key, answer }) => ({ key: share(key), answer: share(answer) })),
  })
}

/** What the security policy must let through for these pages. */
export function inlineHashes(pages: Iterable<ReadingOfPage>): InlineHashes {
  const [scripts, styles] = [new Set<string>(), new Set<string>()]
  for (const { reading } of pages) {
    for (const script of reading.scripts) scripts.add(script)
    for (const style of reading.styles) styles.add(style)
  }
  return { scripts: [...scripts].sort(), styles: [...styles].sort() }
}
