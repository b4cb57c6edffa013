import { documentKey, type Waiting } from 'shared-types'
import type { DocumentChange } from 'site/bundle'
import type { SiteView } from '../render/site-view'
import type { DocumentVersion } from '../content/document-version'
import type { LiveIndex } from '../validation/live-index'
import { waitingChanges, waitingRemovals } from '../validation/vanishing'
import type { ProposedRelease } from './proposed-release'

type Proposed = Pick<ProposedRelease, 'changes' | 'isReplaced' | 'passed' | 'others'>
type Identity = Pick<DocumentVersion, 'slug' | 'id'>

/**
 * What of a proposed release would wait for a publisher's word, because too much would vanish: the groups that the release would find.
 * `before`: what is live then, with the others of the proposal.
 */
export function findWaiting(
  { changes, isReplaced, passed, others }: Proposed,
  before: SiteView,
  index: LiveIndex,
): Waiting[] {
  const isAllowed = () => false
  const groups = waitingRemovals({ changes, isReplaced }, () => liveWith(others, index), isAllowed)
  const { site } = before.bundle
  const waits = new Set<string>()
  const snapshotWith = (isMade: (key: string) => boolean) => {
    const made = passed.filter((change) => {
      const key = documentKey(change as Identity)
      return !waits.has(key) && isMade(key)
    })
    return site.changeSnapshot(before.snapshot, made)
  }
  const pathsOf = (snapshot: typeof before.snapshot) => new Set(site.pages(snapshot).map(({ path }) => path))
  const pages = new Map(Array.from(before.pages, ([path, page]) => [path, { page }]))
  for (let found = groups; ;) {
    for (const { documents } of found) for (const document of documents) waits.add(documentKey(document))
    const snapshot = snapshotWith(() => true)
    const paths = pathsOf(snapshot)
    const { waiting } = waitingChanges({
      proposal: { changes: changes.filter((change) => !waits.has(documentKey(change))) },
      before: pages,
      gone: [...before.pages.values()].filter(({ path }) => !paths.has(path)),
      redirects: () => site.redirects(snapshot),
      pathsWith: (isMade) => pathsOf(snapshotWith(isMade)),
      isAllowed,
    })
    if (!waiting) return groups
    groups.push(waiting)
    found = [waiting]
  }
}

/** What is live once the others have gone live. */
function* liveWith(others: readonly DocumentChange[], index: LiveIndex): Generator<Identity> {
  const changed = new Map(others.map((change) => [documentKey(change as Identity), change]))
  for (const version of index.versions()) if (!changed.has(documentKey(version))) yield version
  for (const change of changed.values()) if (change.value !== undefined) yield change as Identity
}
