import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PageClaim, nameOfPlace } from 'shared-types'
import { releasePath } from '../releases/release-record'
import { type PageRecord, claimKey, claimKeys, claimsOf } from '../render/page-records'
import type { SiteView } from '../render/site-view'
import type { HeadRelease } from './head-release'
import type { Dependencies } from './release'

type Records = ReadonlyMap<string, PageRecord>

/**
 * What the pages say that the rules about claims forbid. Words that are live already block nothing, wherever they stand: a rule that
 * is switched on later reports them, and takes no page down.
 */
export class PageClaims {
  readonly #dependencies: Dependencies
  readonly #newest: HeadRelease
  /** The pages of the newest release, by rules that it was not made with. */
  #rechecked: { of: string; records: Records } | undefined
  /** New words that no change of a document brings: they go live with this release, and are reported. */
  #unexplained = new Set<string>()

  constructor(dependencies: Dependencies, newest: HeadRelease) {
    this.#dependencies = dependencies
    this.#newest = newest
  }

  /** Called before the first attempt at a release. */
  begin(): void {
    this.#unexplained.clear()
  }

  /** Lets words go live that no change brings, such as those of a template. */
  accept(claim: PageClaim): void {
    this.#unexplained.add(claimKey(claim))
  }

  /** The pages of the newest release with their claims by the rules of a view: read again when those are other rules. */
  async live(view: SiteView): Promise<Records> {
    const { head, records } = this.#newest
    const rules = rulesOf(view)
    if (!head || head.claims === rules) return records
    const of = `${head.number} ${rules}`
    if (this.#rechecked?.of !== of) this.#rechecked = { of, records: await this.#recheck(view, head.number) }
    return this.#rechecked.records
  }

  /** Whether a claim would be new on the site. */
  newIn(live: Records): (claim: PageClaim) => boolean {
    let known: Set<string> | undefined
    return (claim) => {
      if (claim.level !== 'blocks' || this.#unexplained.has(claimKey(claim))) return false
      known ??= claimKeys(live.values())
      return !known.has(claimKey(claim))
    }
  }

  async #recheck(view: SiteView, release: number): Promise<Records> {
    const root = join(this.#dependencies.folder.dir, releasePath(release), 'site')
    const records = new Map<string, PageRecord>()
    for (const [path, { claims: _, ...record }] of [...this.#newest.records]) {
      const { file } = record.page
      // The words of a card are those of its page, too.
      const isText = !file.endsWith('.png')
      const body = isText ? readFileSync(join(root, file), 'utf8') : ''
      records.set(path, { ...record, ...claimsOf(view.findClaims, record.page, body) })
      // Commands and webhooks come meanwhile.
      if (records.size % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    return records
  }
}

/** A hash of the rules that hold on the day of a view. */
export function rulesOf({ snapshot, today }: SiteView): string {
  // Templates that an older version compiled know of no rules.
  const { lists, rules } = snapshot.documents.globals.claims ?? { lists: [], rules: [] }
  const inForce = rules.filter(({ enabled, validFrom = '' }) => enabled && validFrom <= today)
  return hash('sha256', JSON.stringify([lists, inForce]))
}

/** Why visitors must not get a page, as the end of a sentence that begins with it. */
export const faultOf = ({ sentence, place }: PageClaim): string =>
  `it says, ${nameOfPlace(place)}, “${sentence}”`
