import { useConfig } from '@payloadcms/ui'
import type { WhereUsed } from '../../where-used/where-used'
import { usePolling } from '../polling'

const noPolling = () => 0

/** Where the document of a form is used; undefined while it is not known. `problem`: why it cannot be. */
export function useWhereUsed(
  collection: string | undefined,
  id: number | string | undefined | null,
  page = 1,
) {
  const { config } = useConfig()
  const query = new URLSearchParams({ collection: collection ?? '', id: String(id), page: String(page) })
  const isSaved = collection !== undefined && id !== undefined && id !== null
  return usePolling<WhereUsed>(
    isSaved ? `${config.routes.api}/where-used?${query.toString()}` : undefined,
    noPolling,
  )
}

const inPlaces = (count: number) => (count === 1 ? '1 place' : `${count} places`)

/** “in 5 places, and in 2 places of drafts”. */
export function whereInWords({ live, inDrafts }: WhereUsed): string {
  if (live + inDrafts === 0) return 'nowhere'
  const drafts = `in ${inPlaces(inDrafts)} of drafts`
  if (live === 0) return drafts
  return `in ${inPlaces(live)}${inDrafts > 0 ? `, and ${drafts}` : ''}`
}
