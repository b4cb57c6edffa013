import type { EditSummary } from '../saves/edit-log'
import { When } from './When'

/** Who changed which fields, and when. */
export function EditList({ edits }: { edits: readonly EditSummary[] }) {
  return (
    <ul>
      {edits.map(({ user, fields, until }, index) => (
        <li key={index}>
          {user}, <When at={until} isShort />
          {fields.length > 0 && `: ${fields.join(', ')}`}
        </li>
      ))}
    </ul>
  )
}
