import type { ChangedDocument } from 'shared-types'
import { CmsContent, signedConnection } from '../content/cms-content'
import type { PreparedRelease } from '../render/rendered-release'
import type { Dependencies } from './release'
import { ReleaseMaker } from './release-maker'

/** Makes releases with one bundle of templates from the content that it fetches. New templates need another renderer. */
export class Renderer {
  readonly maker: ReleaseMaker
  readonly content: CmsContent
  readonly #state: Dependencies['state']

  constructor(dependencies: Dependencies, prepared?: PreparedRelease) {
    const { bundle, cmsUrl, secret, state } = dependencies
    this.#state = state
    this.maker = new ReleaseMaker(dependencies, prepared)
    this.content = new CmsContent(bundle.site, signedConnection(cmsUrl, secret), state.versions())
  }

  /** Fetches what has changed in the CMS, the hinted documents first. Gives its revision. Throws when the CMS does not answer as it should. */
  fetchChanges(hints: readonly ChangedDocument[] = []): Promise<string> {
    return this.content.catchUp(hints, (changes) => this.maker.record(changes))
  }

  /** The nightly comparison: fetches every document and records those that differ although their version does not. */
  async compareEverything(): Promise<void> {
    await this.content.readAll((documents) => {
      const different = documents.filter((document) => {
        const live = this.#state.json(document)
        return live !== undefined && live !== JSON.stringify(document.data)
      })
      this.maker.record(different)
    })
  }
}
