/** A field of the config, or of the one that the browser has. */
interface LabelledField {
  type?: string
  name?: string
  label?: unknown
  fields?: readonly LabelledField[]
  tabs?: readonly LabelledField[]
  blocks?: readonly LabelledField[]
}

/** The labels that lead to a field in the form, with its tab: `modules.2.title` is “Content › Modules › 3 › Title”. */
export function labelOfPath(fields: readonly object[], path: string): string {
  const labels: string[] = []
  let level: readonly LabelledField[] = fields
  for (const part of path.split('.')) {
    if (/^\d+$/.test(part)) {
      labels.push(String(Number(part) + 1))
      continue
    }
    const found = findField(level, part)
    if (!found) break
    labels.push(...found.labels)
    level = found.fields
  }
  return labels.join(' › ') || path
}

interface FoundField {
  labels: string[]
  /** Its subfields; those of all blocks, which the path does not name. */
  fields: readonly LabelledField[]
}

function findField(fields: readonly LabelledField[], name: string): FoundField | undefined {
  for (const field of fields) {
    if (field.name === name) return { labels: labelOf(field), fields: subfieldsOf(field) }
    if (field.name) continue
    for (const part of field.tabs ?? [field]) {
      if (part.name === name) return { labels: labelOf(part), fields: part.fields ?? [] }
      const found = part.fields && !part.name ? findField(part.fields, name) : undefined
      if (found) return { ...found, labels: [...labelOf(part), ...found.labels] }
    }
  }
  return undefined
}

const subfieldsOf = ({ fields, blocks = [] }: LabelledField) =>
  fields ?? blocks.flatMap((block) => block.fields ?? [])

const labelOf = ({ label }: LabelledField) => (typeof label === 'string' ? [label] : [])
