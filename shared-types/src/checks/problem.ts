/** A problem of a document that its editor must correct. */
export interface Problem {
  /** Payload's path of the field to open: `costs.0.cents`. */
  field: string
  /** What is wrong and what to do, in an editor's words. */
  message: string
}
