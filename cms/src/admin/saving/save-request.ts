import type { EditSummary } from '../../saves/edit-log'
import type { Finding } from 'shared-types'
import type { Choices, Conflict } from '../../saves/merge-fields'
import type { OverrideRequest } from '../../saves/override'

/** The values of a form by the names of its fields, as JSON. */
export type Values = Record<string, unknown>

export type Token = number

export interface FormRequest {
  /** Made by the form. The server carries a request out once, even if its answer was lost and it comes again. */
  request: string
  /** Undefined creates the document. */
  token: Token | undefined
  /** The changed fields: before and after. */
  base: Values
  data: Values
  status: 'draft' | 'published'
  /** Which side wins, by path, for the conflicts that the person has decided. */
  choices?: Choices
  /** The warnings with which the person publishes all the same, and why. */
  override?: OverrideRequest
}

/** What is wrong with a field. */
export interface FieldError {
  path: string
  message: string
}

/** A conflict as a person reads it. */
export interface NamedConflict extends Conflict {
  label: string
  /** Who changed the field, and when (ISO 8601). */
  by?: string
  at?: string
}

/** Why the server did not save. The engine waits for the person, or for the sign-in. */
export type SaveRefusal =
  | { kind: 'conflicts'; token: Token; conflicts: NamedConflict[] }
  | { kind: 'changed-since'; token: Token; edits: EditSummary[] }
  /** Nothing is published: the checks warn, and the person is asked whether and why it goes live all the same. */
  | { kind: 'warnings'; warnings: Finding[] }
  | { kind: 'invalid'; message: string }
  | { kind: 'signed-out' }
  | { kind: 'gone' }
