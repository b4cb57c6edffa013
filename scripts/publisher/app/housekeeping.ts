import type { AssetPool } from '../releases/asset-pool'
import type { SiteFolder } from '../releases/site-folder'
import { giveMemoryBack } from '../content/garbage-collection'
import { newestBundle, pruneBundles } from '../render/bundle'
import type { SearchIndex } from '../search/search-index'
import type { ReleaseMaker } from './release-maker'

/** After so many small releases their garbage is collected. */
const smallReleasesPerCollection = 25

interface Site {
  folder: SiteFolder
  pool: AssetPool
  search: SearchIndex
}

/** Removes what is no longer used and prepares the next release, while no editor waits. A failure is only logged. */
export class Housekeeping {
  readonly #site: Site
  readonly #maker: () => ReleaseMaker
  #smallReleases = 0

  /** `maker` gives the one that makes releases now. */
  constructor(site: Site, maker: () => ReleaseMaker) {
    this.#site = site
    this.#maker = maker
  }

  /** Called when a release is live. Returns at once. */
  afterRelease(isFull: boolean): void {
    const { folder, search } = this.#site
    const leavesMuchGarbage = isFull || ++this.#smallReleases % smallReleasesPerCollection === 0
    void folder
      .prune(search.inUse())
      .then(() => folder.prepareNext())
      .then(() => pruneBundles(folder.dir, this.#bundlesInUse()))
      .then(() => (isFull ? this.#maker().warmUp() : undefined))
      .then(() => leavesMuchGarbage && giveMemoryBack())
      .catch((error: unknown) => console.error('The next release could not be prepared:', error))
  }

  /** Removes files of the asset pool that no page has needed for a month. Once a day is enough. Returns at once. */
  pruneAssetPool(): void {
    const { folder, pool } = this.#site
    const roots = folder.releases().map(({ number }) => folder.webRoot(number))
    void pool
      .prune(roots, this.#maker().templateFiles)
      .then(
        (removed) =>
          removed.length > 0 && console.log(`${removed.length} assets that no page needs were removed.`),
      )
      .catch((error: unknown) => console.error('The asset pool could not be pruned:', error))
  }

  #bundlesInUse(): string[] {
    const { folder } = this.#site
    // The newest bundle may be about to be deployed.
    const now = [this.#maker().bundle.hash, newestBundle(folder.dir) ?? '']
    return [...now, ...folder.releases().map(({ bundle }) => bundle)]
  }
}
