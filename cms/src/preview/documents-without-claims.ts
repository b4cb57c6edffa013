import { createHash } from 'node:crypto'
import type { PreviewedChangesAnswer, PreviewedDocument } from 'shared-types'

/** A form asks what its values would change while its user types, and mostly publishes the same values less than a minute later. */
const keptMs = 60_000

/** When the publisher said that documents bring no claims, in ms, by the hash of the documents. The oldest answer comes first. */
const answers = new Map<string, number>()

/** Keeps the answer when no claim in it is refused or warned of. Others are not kept: a rule may be mended in a moment. */
export function keepAnswer(documents: readonly PreviewedDocument[], answer: PreviewedChangesAnswer): void {
  const now = Date.now()
  for (const [hash, at] of answers) {
    if (now - at < keptMs) break
    answers.delete(hash)
  }
  if (answer.claims.some(({ level }) => level !== 'advises')) return
  const hash = hashOf(documents)
  answers.delete(hash)
  answers.set(hash, now)
}

/** Whether the publisher said within the last minute that a release with these documents brings no claims. */
export function bringNoClaims(documents: readonly PreviewedDocument[]): boolean {
  const at = answers.get(hashOf(documents))
  return at !== undefined && Date.now() - at < keptMs
}

const saveTimes = new Set(['createdAt', 'updatedAt'])

/** Of the values, in any order of their names: a form sends them in another order than the database. */
function hashOf(documents: readonly PreviewedDocument[]): string {
  const json = JSON.stringify(documents, (name, value: unknown) => {
    if (saveTimes.has(name)) return undefined
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  })
  return createHash('sha256').update(json).digest('base64')
}
