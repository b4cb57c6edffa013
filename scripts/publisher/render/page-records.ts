import type { Dependency, Page, RenderedPage } from 'site/bundle'
import { type ReadPage, type ReadingOfPage, createSharing } from './page-scan'
import type { InlineHashes } from '../releases/release-record'

/** What a page of a release was made of and leads to. */
export interface PageRecord extends ReadingOfPage {
  dependencies: readonly Dependency[]
}

export const pageRecord = (read: ReadPage, page: Page, { body, dependencies }: RenderedPage): PageRecord => ({
  page,
  reading: read(page, body),
  dependencies,
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
  return ({ page, reading, dependencies }) => ({
    page,
    reading: shareReading(reading),
    dependencies: dependencies.map(({ key, fingerprint }) => ({
      key: share(key),
      fingerprint: share(fingerprint),
    })),
  })
}

/** What the security policy must let through for these pages. */
export const inlineHashes = (pages: Iterable<ReadingOfPage>): InlineHashes =>
  new InlineCounts().with(pages).hashes()

/** How many pages have which inline script and style, so that a change of some pages needs no look at the others. */
export class InlineCounts {
  readonly #scripts: ReadonlyMap<string, number>
  readonly #styles: ReadonlyMap<string, number>

  constructor(
    scripts: ReadonlyMap<string, number> = new Map(),
    styles: ReadonlyMap<string, number> = new Map(),
  ) {
    this.#scripts = scripts
    this.#styles = styles
  }

  /** The counts with some pages more, and others less. */
  with(added: Iterable<ReadingOfPage>, removed: Iterable<ReadingOfPage> = []): InlineCounts {
    const [scripts, styles] = [new Map(this.#scripts), new Map(this.#styles)]
    const count = (pages: Iterable<ReadingOfPage>, change: 1 | -1) => {
      for (const { reading } of pages) {
        for (const script of reading.scripts) scripts.set(script, (scripts.get(script) ?? 0) + change)
        for (const style of reading.styles) styles.set(style, (styles.get(style) ?? 0) + change)
      }
    }
    count(added, 1)
    count(removed, -1)
    return new InlineCounts(scripts, styles)
  }

  hashes(): InlineHashes {
    return { scripts: present(this.#scripts), styles: present(this.#styles) }
  }
}

const present = (counts: ReadonlyMap<string, number>): string[] =>
  [...counts].flatMap(([hash, count]) => (count > 0 ? [hash] : [])).sort()
