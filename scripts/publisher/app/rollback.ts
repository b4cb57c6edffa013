import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandResponse, Freeze, PageChange, ReleaseReport, SiteChanges } from 'shared-types'
import { changedRedirects, maxCompared, maxListed } from '../preview/changed-pages'
import { withoutSaveTimes } from '../preview/save-times'
import { addressOf } from '../releases/file-names'
import type { Comparison } from '../releases/file-system-worker'
import { liftFreeze, readFreeze, writeFreeze } from '../releases/freeze'
import { listedRedirects } from '../releases/redirect-map'
import type { SiteFolder } from '../releases/site-folder'
import { freezeReport, requested } from './release-report'
import type { State } from './state'

const shownPaths = 200

/** Goes back to an older release, which stays live until the freeze is lifted. The caller has the lock of the folder. */
export class Rollback {
  constructor(
    readonly folder: SiteFolder,
    readonly state: State,
    readonly report: (report: ReleaseReport) => void,
  ) {}

  freeze(): Freeze | undefined {
    return readFreeze(this.folder.dir)
  }

  /** The response to a command: what came of it, which release is live, and which releases can be gone back to. */
  response(ok: boolean, message: string): CommandResponse {
    const releases = this.folder.releases().map(({ number, madeAt, revision, pages }) => {
      return { number, madeAt, revision, pages }
    })
    return { ok, message, live: this.folder.currentRelease(), hold: this.freeze(), releases }
  }

  /** Which pages a rollback would change, bring back and take away; of the newest release, the end of the freeze. */
  async compare(number = this.state.head()?.number ?? 0): Promise<CommandResponse> {
    const live = this.folder.currentRelease()
    if (live === undefined || !this.folder.release(number)) return this.#notKept(number)
    const comparison = await this.folder.compare(live, number)
    const { changed, onlyInFirst, onlyInSecond } = comparison
    return {
      ...this.response(true, `Release ${number} compared with release ${live}, which is live.`),
      compared: number,
      comparison: {
        changed: firstPaths(changed),
        restored: firstPaths(onlyInSecond),
        removed: firstPaths(onlyInFirst),
      },
      changes: siteChanges(comparison, this.folder.webRoot(live), this.folder.webRoot(number)),
    }
  }

  async rollBack(number: number, by: string, reason: string): Promise<CommandResponse> {
    const before = this.folder.currentRelease()
    if (before === undefined || !this.folder.release(number)) return this.#notKept(number)
    if (number === before) return this.response(false, `Release ${number} is live already.`)
    const freeze: Freeze = { release: number, since: new Date().toISOString(), by, reason }
    // Before the switch: a publisher that dies in between finishes it when it starts.
    writeFreeze(this.folder.dir, freeze)
    await this.folder.switchTo(number)
    this.#report('rolled-back', number, `Rolled back to release ${number} (${by}: ${reason}).`, freeze)
    return this.response(true, `Release ${number} is live again, and stays until the freeze is lifted.`)
  }

  /** Lifts the freeze: the newest release goes live. */
  async resume(by: string): Promise<CommandResponse> {
    const head = this.state.head()
    if (!this.freeze() || !head) {
      return this.response(false, 'The site is not frozen: it follows the CMS.')
    }
    await this.folder.switchTo(head.number)
    liftFreeze(this.folder.dir)
    const sentence = `${by} lifted the freeze: the site follows the CMS again.`
    this.#report('resumed', head.number, sentence)
    return this.response(true, sentence)
  }

  #report(state: 'rolled-back' | 'resumed', number: number, sentence: string, freeze?: Freeze): void {
    const { bundle = '', revision = '' } = this.folder.release(number) ?? {}
    const about = {
      id: randomUUID(),
      number,
      reason: requested,
      revision,
      bundle,
      startedAt: new Date(),
    } as const
    console.log(sentence)
    this.report(freezeReport(about, state, sentence, freeze))
  }

  #notKept(number: number): CommandResponse {
    const kept = this.folder.releases().map((release) => release.number)
    return this.response(
      false,
      `Release ${number} is not kept. Choose one of these: ${kept.join(', ') || 'none yet'}.`,
    )
  }
}

const firstPaths = (files: readonly string[]) => ({
  count: files.length,
  paths: files.slice(0, shownPaths).map(addressOf),
})

const redirectFile = 'redirects.json'

/** What visitors would see change, as a preview counts it. */
function siteChanges(
  { changed, onlyInFirst, onlyInSecond }: Comparison,
  live: string,
  older: string,
): SiteChanges {
  const [before, after] = [live, older].map((webRoot) => listedRedirects(join(webRoot, redirectFile))) as [
    Record<string, string>,
    Record<string, string>,
  ]
  // A redirect has a page, too, for hosts that know no other.
  const isShown = ({ path }: PageChange) => !(path in before || path in after || path === `/${redirectFile}`)
  const isExact = changed.length <= maxCompared
  const textOf = (webRoot: string, file: string) =>
    withoutSaveTimes(readFileSync(join(webRoot, file), 'utf8'))
  const different = isExact
    ? changed.filter((file) => file.endsWith('.png') || textOf(live, file) !== textOf(older, file))
    : changed
  const all = [
    ...onlyInFirst.map((file) => ({ path: addressOf(file), change: 'removed' as const })),
    ...onlyInSecond.map((file) => ({ path: addressOf(file), change: 'added' as const })),
    ...different.map((file) => ({ path: addressOf(file), change: 'changed' as const })),
  ].filter(isShown)
  const pages = all.filter(({ path }) => path.endsWith('/'))
  return {
    isExact,
    count: pages.length,
    pages: pages.slice(0, maxListed),
    files: all.filter(({ path }) => !path.endsWith('/')).slice(0, maxListed),
    redirects: changedRedirects(before, after),
  }
}
