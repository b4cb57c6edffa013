import { randomUUID } from 'node:crypto'
import type { CommandResponse, Freeze, ReleaseReport } from 'shared-types'
import { addressOf } from '../releases/file-names'
import { liftHold, readHold, writeHold } from '../releases/freeze'
import type { SiteFolder } from '../releases/site-folder'
import { holdReport } from './release-report'
import type { State } from './state'

const shownPaths = 200

/** Goes back to an older release, which stays until somebody lifts the hold. Done by whoever has the lock of the folder. */
export class Rollback {
  constructor(
    readonly folder: SiteFolder,
    readonly state: State,
    readonly report: (report: ReleaseReport) => void,
  ) {}

  hold(): Freeze | undefined {
    return readHold(this.folder.dir)
  }

  /** What is live and what can be gone back to, with a sentence about what was asked. */
  answer(ok: boolean, message: string): CommandResponse {
    const releases = this.folder.releases().map(({ number, madeAt, revision, pages }) => {
      return { number, madeAt, revision, pages }
    })
    return { ok, message, live: this.folder.currentRelease(), hold: this.hold(), releases }
  }

  /** Which pages going back would change, bring back and take away. */
  async compare(number: number): Promise<CommandResponse> {
    const live = this.folder.currentRelease()
    if (live === undefined || !this.folder.release(number)) return this.#notKept(number)
    const { changed, onlyInFirst, onlyInSecond } = await this.folder.compare(live, number)
    return {
      ...this.answer(true, `Release ${number} compared with release ${live}, which is live.`),
      comparison: { changed: some(changed), restored: some(onlyInSecond), removed: some(onlyInFirst) },
    }
  }

  async to(number: number, by: string, reason: string): Promise<CommandResponse> {
    const before = this.folder.currentRelease()
    if (before === undefined || !this.folder.release(number)) return this.#notKept(number)
    if (number === before) return this.answer(false, `Release ${number} is live already.`)
    const hold: Freeze = { release: number, since: new Date().toISOString(), by, reason }
    // Before the switch: a publisher that dies in between finishes it when it starts.
    writeHold(this.folder.dir, hold)
    await this.folder.switchTo(number)
    this.#tell('rolled-back', number, `Rolled back to release ${number} (${by}: ${reason}).`, hold)
    return this.answer(true, `Release ${number} is live again, and stays until the hold is lifted.`)
  }

  async resume(by: string): Promise<CommandResponse> {
    const head = this.state.head()
    if (!this.hold() || !head) return this.answer(false, 'Nothing is held: the site follows the CMS.')
    await this.folder.switchTo(head.number)
    liftHold(this.folder.dir)
    const sentence = `${by} lifted the hold: the site follows the CMS again.`
    this.#tell('resumed', head.number, sentence)
    return this.answer(true, sentence)
  }

  #tell(state: 'rolled-back' | 'resumed', number: number, sentence: string, hold?: Freeze): void {
    const { bundle = '', revision = '' } = this.folder.release(number) ?? {}
    const about = {
      id: randomUUID(),
      number,
      reason: 'asked',
      revision,
      bundle,
      startedAt: new Date(),
    } as const
    console.log(sentence)
    this.report(holdReport(about, state, sentence, hold))
  }

  #notKept(number: number): CommandResponse {
    const kept = this.folder.releases().map((release) => release.number)
    return this.answer(
      false,
      `Release ${number} is not kept. Choose one of these: ${kept.join(', ') || 'none yet'}.`,
    )
  }
}

const some = (files: readonly string[]) => ({
  count: files.length,
  paths: files.slice(0, shownPaths).map(addressOf),
})
