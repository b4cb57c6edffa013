import type { AppliedChanges, LeftOutDocument } from 'shared-types'
import { DocumentLink } from './DocumentLink'

/** Which drafts of other documents, and which scheduled changes, the page shows, too. */
export function OtherChanges({ applied, leftOut, notSent }: AppliedChanges) {
  const changes = applied.length === 1 ? '1 other change is' : `${applied.length || 'No'} other changes are`
  return (
    <>
      <details>
        <summary>{changes} applied</summary>
        <ul>
          {applied.map((one) => (
            <li key={`${one.slug} ${one.id}`}>
              <DocumentLink to={{ ...one, field: '' }} /> {one.isRemoved && '(taken off the site)'}
            </li>
          ))}
        </ul>
      </details>
      <LeftOutList title="Not applied" documents={leftOut} />
      {notSent > 0 && (
        <p>
          {notSent === 1 ? '1 older draft is' : `${notSent} older drafts are`} not applied, because there are
          so many.
        </p>
      )}
    </>
  )
}

interface LeftOutProps {
  title: string
  documents: readonly LeftOutDocument[]
}

/** Documents that would not go live, each with the reason. */
export function LeftOutList({ title, documents }: LeftOutProps) {
  if (documents.length === 0) return null
  const count = new Set(documents.map(({ slug, id }) => `${slug} ${id}`)).size
  return (
    <details open>
      <summary>
        {title}: {count === 1 ? '1 document' : `${count} documents`}
      </summary>
      <ul>
        {documents.map((one) => (
          <li key={`${one.slug} ${one.id} ${one.field} ${one.message}`}>
            <DocumentLink to={one} />: {one.message}
          </li>
        ))}
      </ul>
    </details>
  )
}
