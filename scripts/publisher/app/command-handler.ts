import type { CommandResponse, PublisherCommand } from 'shared-types'
import { newestBundle } from '../render/bundle'
import type { Publisher } from './publisher'
import { requested } from './release-report'
import type { Rollback } from './rollback'
import { type AllowCommand, Permission } from './waiting-changes'

/** Carries out the commands of the CMS and of the command line. */
export class CommandHandler {
  readonly #publisher: Publisher
  readonly #rollback: Rollback

  constructor(publisher: Publisher, rollback: Rollback) {
    this.#publisher = publisher
    this.#rollback = rollback
  }

  async handle({ type, data }: PublisherCommand): Promise<CommandResponse> {
    switch (type) {
      case 'publisher.look':
        return this.#rollback.response(true, this.#publisher.problem ?? 'The publisher is at work.')
      case 'release.compare':
        return this.#rollback.compare(data.release)
      case 'release.rollback':
        return this.#publisher.switch(() => this.#rollback.rollBack(data.release, data.by, data.reason))
      case 'release.resume': {
        const response = await this.#publisher.switch(() => this.#rollback.resume(data.by))
        this.#publisher.publish()
        return response
      }
      case 'release.allow':
        return this.#allow(data)
      case 'release.render':
        return this.#renderEverything()
    }
  }

  /**
   * Makes a release in which what the command names may vanish. A permission is for this release only, so that nothing vanishes by
   * it that is removed later: when the release cannot be made, the answer says why, and the publisher gives it again.
   */
  async #allow(command: AllowCommand): Promise<CommandResponse> {
    const { documents = [] } = command
    if (this.#rollback.freeze()) return this.#responseAfterRelease('')
    const refused = this.#refusedRelease(command)
    if (documents.length === 0 && !refused) {
      return this.#rollback.response(
        false,
        'Nothing was allowed: no release with this content waits for it. Perhaps a colleague allowed it, or the content has changed since. Load the page again.',
      )
    }
    const permission = new Permission(command, refused)
    if (refused && refused.bundle !== this.#publisher.bundle)
      await this.#publisher.deploy(refused.bundle, permission)
    else await this.#publisher.release({ permission })
    if (documents.length > 0 && permission.used.size === 0 && this.#publisher.problem === undefined) {
      return this.#rollback.response(
        false,
        'Nothing was allowed: none of these documents waits. Perhaps a colleague allowed it, or they are published again. Load the page again.',
      )
    }
    return this.#responseAfterRelease('It is live now.')
  }

  /** The refused release that a command allows. What vanishes depends on the templates, too: the word is for those that were refused. */
  #refusedRelease({ revision, bundle }: AllowCommand): Publisher['refused'] {
    const { refused, bundle: current } = this.#publisher
    if (!refused?.canBeAllowed || refused.revision !== revision) return undefined
    if (bundle !== undefined && refused.bundle !== bundle) return undefined
    return [current, this.#newestBundle()].includes(refused.bundle) ? refused : undefined
  }

  async #renderEverything(): Promise<CommandResponse> {
    const newest = this.#newestBundle()
    if (newest && newest !== this.#publisher.bundle) await this.#publisher.deploy(newest)
    else await this.#publisher.release({ reason: requested, isFull: true })
    return this.#responseAfterRelease('Every page is rendered anew and live.')
  }

  #responseAfterRelease(message: string): CommandResponse {
    const freeze = this.#rollback.freeze()
    if (freeze) {
      const frozen = `Nothing went live: the site is frozen at release ${freeze.release}.`
      return this.#rollback.response(false, frozen)
    }
    const { problem } = this.#publisher
    return this.#rollback.response(problem === undefined, problem ?? message)
  }

  #newestBundle(): string | undefined {
    return newestBundle(this.#rollback.folder.dir)
  }
}
