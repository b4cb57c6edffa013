/** The version of a document that visitors see: one row of the content revision. */
export interface ContentVersion {
  /** The collection's or the global's slug. */
  slug: string
  /** Empty for a global. */
  id: string
  /** The live row's `updatedAt`, ISO 8601 with milliseconds. */
  updatedAt: string
}

/** One line of the text that `contentRevision` hashes. Its form never changes: old revisions are stored. */
export const versionLine = ({ slug, id, updatedAt }: ContentVersion): string =>
  `${slug}\t${id}\t${updatedAt}\n`

/**
 * The content revision: a SHA-256 in hexadecimal over the versions of all documents that the site shows. Equal revisions mean the
 * same versions of the same documents: the publisher compares it before and after a fetch to prove that nothing changed meanwhile.
 */
export const contentRevision = (versions: Iterable<ContentVersion>): Promise<string> =>
  revisionOfLines(Array.from(versions, versionLine).sort().join(''))

/** The content revision of joined lines of `versionLine`, sorted. */
export async function revisionOfLines(lines: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
