/** Which version of which document visitors may see: a document's row of the content revision. */
export interface ContentVersion {
  /** The collection's or the global's slug. */
  slug: string
  /** Empty for a global. */
  id: string
  /** The live row's `updatedAt`, ISO 8601 with milliseconds. */
  updatedAt: string
}

/** A version as a line of the text that the content revision is the hash of. */
export const versionLine = ({ slug, id, updatedAt }: ContentVersion): string =>
  `${slug}\t${id}\t${updatedAt}\n`

/**
 * The content revision: one hash over everything that the site shows. Equal revisions mean the same versions of the same
 * documents, so whoever has fetched content can prove that it is one moment of the CMS. SHA-256 in hexadecimal.
 */
export const contentRevision = (versions: Iterable<ContentVersion>): Promise<string> =>
  revisionOfLines(Array.from(versions, versionLine).sort().join(''))

/** The same, of the lines of all versions, in order of their bytes. */
export async function revisionOfLines(lines: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
