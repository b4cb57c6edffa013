import type { Dependency, Page, RenderedPage, Snapshot } from 'site/bundle'
import { type Claims, type FindClaims, type PageClaim, claimFinder, pagePlaces } from 'shared-types'
import type { InlineHashes } from '../releases/release-record'
import type { PageScan, ScanPage, ScannedPage } from './page-scan'
import { type PageText, pageTexts } from './page-texts'

/** What a page of a release was made of, and what it links to and needs. */
export interface PageRecord extends ScannedPage {
  dependencies: readonly Dependency[]
  /** What it says that a rule about claims is about. Absent: nothing. */
  claims?: readonly PageClaim[]
}

export const pageRecord = (scan: ScanPage, page: Page, { body, dependencies }: RenderedPage): PageRecord => ({
  page,
  scan: scan(page, body),
  dependencies,
})

/** Finds claims by the rules of a snapshot, on its day. */
export function claimFinderOf({ documents, today }: Pick<Snapshot, 'documents' | 'today'>): FindClaims {
  // Templates that an older version compiled know of no rules.
  const claims = documents.globals.claims as Pick<Claims, 'lists' | 'rules'> | undefined
  return claims ? claimFinder(claims, today) : () => []
}

/** The claims of a page, each once for each place, those that editors find first. `more`: texts that its body does not hold, such as those in a picture. */
export function claimsOf(
  find: FindClaims,
  { file }: Page,
  body: RenderedPage['body'],
  more: readonly PageText[] = [],
): Pick<PageRecord, 'claims'> {
  const claims = new Map<string, PageClaim>()
  for (const { place, text } of [...pageTexts(file, body), ...more]) {
    for (const found of find(text))
      claims.set(JSON.stringify([found.rule, found.sentence, place]), { ...found, place })
  }
  if (claims.size === 0) return {}
  const rank = ({ place }: PageClaim) => pagePlaces.indexOf(place)
  return { claims: [...claims.values()].toSorted((a, b) => rank(a) - rank(b)) }
}

/** Two claims with one key are the same words by the same rule. */
export const claimKey = ({ rule, sentence }: PageClaim): string => JSON.stringify([rule, sentence])

/** The keys of what pages claim. */
export const claimKeys = (records: Iterable<PageRecord>): Set<string> =>
  new Set(Array.from(records, ({ claims = [] }) => claims.map(claimKey)).flat())

/** For records that were parsed from JSON: keeps each string once in memory, which saves room and makes comparing quick. */
export function createRecordInterner(): (record: PageRecord) => PageRecord {
  const known = new Map<string, string>()
  const intern = (text: string): string => {
    const same = known.get(text)
    if (same === undefined) known.set(text, text)
    return same ?? text
  }
  const internScan = (scan: PageScan): PageScan => ({
    ...scan,
    links: scan.links.map(intern),
    assets: scan.assets.map(intern),
    scripts: scan.scripts.map(intern),
    styles: scan.styles.map(intern),
  })
  return ({ page, scan, dependencies, claims }) => ({
    page,
    ...(claims && { claims }),
    scan: internScan(scan),
    dependencies: dependencies.map(({ key, fingerprint }) => ({
      key: intern(key),
      fingerprint: intern(fingerprint),
    })),
  })
}

/** What the content security policy must allow for these pages. */
export const inlineHashes = (pages: Iterable<ScannedPage>): InlineHashes =>
  new InlineCounts().with(pages).hashes()

/** The number of pages with each inline script and style, so that a change of some pages needs no count of the others. */
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

  /** The counts after some pages were added and others removed. */
  with(added: Iterable<ScannedPage>, removed: Iterable<ScannedPage> = []): InlineCounts {
    const [scripts, styles] = [new Map(this.#scripts), new Map(this.#styles)]
    const count = (pages: Iterable<ScannedPage>, change: 1 | -1) => {
      for (const { scan } of pages) {
        for (const script of scan.scripts) scripts.set(script, (scripts.get(script) ?? 0) + change)
        for (const style of scan.styles) styles.set(style, (styles.get(style) ?? 0) + change)
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
