const fields = ['title', 'name', 'question', 'filename', 'code', 'attribution', 'from']

/** The first field that names a document to editors; undefined for a global. */
export function documentTitle(document: unknown): string | undefined {
  const texts = (document ?? {}) as Record<string, unknown>
  return fields.map((field) => texts[field]).find((value) => typeof value === 'string' && value !== '') as
    string | undefined
}
