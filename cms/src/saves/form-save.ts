import type { PayloadRequest } from 'payload'

/** The save of a form that a request carries out. Hooks may write other documents in the same request. */
export interface FormSave {
  slug: string
  /** The id; empty for a global; undefined until a new document has one. */
  document: string | undefined
  /** The id that the form gave the request. */
  request: string | undefined
  status: 'draft' | 'published'
  /** Of the document, since this save. */
  token?: number
}

const contextKey = 'formSave'

export function beginFormSave(req: PayloadRequest, save: FormSave): FormSave {
  req.context[contextKey] = save
  return save
}

/** The save of a form that has just written this document. */
export function takeFormSave(req: PayloadRequest, slug: string, document: string): FormSave | undefined {
  const save = req.context[contextKey] as FormSave | undefined
  if (save?.slug !== slug || (save.document ?? document) !== document) return undefined
  req.context[contextKey] = undefined
  return save
}
