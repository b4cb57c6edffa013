import type { ClientCollectionConfig } from 'payload'
import { maxListPublished } from 'shared-types'
import { pluralOf } from './counted'

/** Of so many documents that nobody is asked about claims before they are published: what happens then. */
export function ManyNotAsked({ count, collection }: { count: number; collection: ClientCollectionConfig }) {
  if (count <= maxListPublished) return null
  return (
    <p>
      More than {maxListPublished} {pluralOf(collection).toLowerCase()} are published at once, so the claims
      in their words are not looked for before. The publisher reads each page at release: what a rule blocks
      keeps its last version on the site, and the dashboard and its form say why; what a rule only warns of
      goes live without a reason, and stands on the dashboard. To be asked before, publish up to{' '}
      {maxListPublished} at once.
    </p>
  )
}
