/** Which version of which document visitors may see: a document's row of the content revision. */
export interface ContentVersion {
  /** The collection's or the global's slug. */
  slug: string
  /** Empty for a global. */
  id: string
  /** The live row's `updatedAt`, ISO 8601 with milliseconds. */
  updatedAt: string
}

/**
 * The content revision: one hash over everything that the site shows. Equal revisions mean the same versions of the same
 * documents, so whoever has fetched content can prove that it is one moment of the CMS. SHA-256 in hexadecimal.
 */
export async function contentRevision(versions: Iterable<ContentVersion>): Promise<string> {
  const lines = Array.from(versions, ({ slug, id, updatedAt }) => `${slug}\t${id}\t${updatedAt}\n`).sort()
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines.join('')))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
