import type { Where } from 'payload'
import type { Finding } from 'shared-types'
import type { EditSummary } from '../saves/edit-log'

/** What the list of a collection can do to many documents at once. The admin sends these names. */
export const bulkActions = ['publish', 'unpublish', 'edit', 'trash', 'restore', 'delete'] as const
export type BulkAction = (typeof bulkActions)[number]

/** “12 posts were …” */
export const doneBy: Record<BulkAction, string> = {
  publish: 'published',
  unpublish: 'unpublished',
  edit: 'changed',
  trash: 'moved to the trash',
  restore: 'restored',
  delete: 'deleted for good',
}

/** What a list shows: the documents that match its filter and its search, in or outside the trash. */
export interface ListFilter {
  where?: Where
  search?: string
  isTrash?: boolean
}

/** The documents that a dialog shows, each with the token of the state that it showed, signed for the user. */
export interface SignedList {
  ids: string[]
  /** In the order of `ids`. */
  tokens: number[]
  signature: string
}

/** Its list has the documents that the action would change. */
export interface Selection extends SignedList {
  /** How many documents match. */
  matched: number
  /** To restore: how many of those were live when they went to the trash. */
  wereLive?: number
  /** The titles of the first few of those that the action would change. */
  titles: string[]
}

/** Why one document stopped a bulk change. */
export interface BulkFailure {
  id: string
  /** Undefined when the document is gone, or the user may not read it. */
  title: string | undefined
  /** The whole reason, with the title and the fields at fault. */
  message: string
  /** Empty when no field is at fault. */
  fields: { path: string; label: string; message: string }[]
  /** What the checks find: with a reason, it may be published all the same, unless one of them blocks. */
  warnings?: Finding[]
  /** The HTTP status that a request for this document alone would have got. */
  status: number
}

/** The rules whose warnings stopped a bulk change; undefined when a reason does not suffice for each document. */
export function overridableRules(failures: readonly BulkFailure[]): string[] | undefined {
  const warnings = failures.flatMap(({ warnings = [] }) => warnings)
  const isOverridable =
    failures.length > 0 &&
    failures.every(({ warnings = [] }) => warnings.length > 0) &&
    warnings.every(({ level }) => level === 'warns')
  return isOverridable ? [...new Set(warnings.map(({ rule }) => rule))] : undefined
}

/** A document that a bulk change left as it is, because it has changed since the list was made. */
export interface ChangedDocument {
  id: string
  /** Undefined when the document is gone, or the user may not read it. */
  title: string | undefined
  /** Who changed what, with the title. */
  message: string
  edits: EditSummary[]
}

/** The response to a bulk change. With a failure, `docs` is empty: all documents but those of `changedSince` are changed, or none. */
export interface BulkResponse {
  message: string
  docs: unknown[]
  errors: BulkFailure[]
  changedSince: ChangedDocument[]
}
