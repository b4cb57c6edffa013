/** Something about a document that an editor must mend before it can go live. */
export interface Problem {
  /** Payload's path of the field to open: `costs.0.cents`. */
  field: string
  /** What is wrong and what to do, in an editor's words. */
  message: string
}
