import type { FlattenedField } from 'payload'
import type { Reader } from './DocumentTokens'
import { type Edit, type EditAction, editsSlug } from './Edits'
import { pathLabel } from './field-labels'

/** An edit as forms and programs get it. */
export interface EditSummary {
  /** The name of the user, or “A script on the server”. */
  user: string
  userId: string | null
  action: EditAction
  /** Labels of the changed fields. */
  fields: string[]
  /** ISO 8601. */
  since: string
  until: string
  token: number
}

interface Target {
  slug: string
  /** The id; empty for a global. */
  document: string
}

/** The edits after that token, the oldest first. One that began before it and went on afterwards is among them. */
export async function editsSince(req: Reader, { slug, document }: Target, token: number): Promise<Edit[]> {
  const { docs } = await req.payload.db.find<Edit>({
    collection: editsSlug,
    req,
    where: {
      and: [
        { slug: { equals: slug } },
        { document: { equals: document } },
        { token: { greater_than: token } },
      ],
    },
    sort: 'token',
    limit: 0,
    pagination: false,
  })
  return docs
}

/** The same for several documents of a collection, each with its token, by their ids. */
export async function editsOfManySince(
  req: Reader,
  slug: string,
  tokens: ReadonlyMap<string, number>,
): Promise<Edit[]> {
  const { docs } = await req.payload.db.find<Edit>({
    collection: editsSlug,
    req,
    where: {
      and: [
        { slug: { equals: slug } },
        { document: { in: [...tokens.keys()] } },
        { token: { greater_than: Math.min(...tokens.values()) } },
      ],
    },
    sort: 'token',
    limit: 0,
    pagination: false,
  })
  return docs.filter(({ document, token }) => token > tokens.get(document)!)
}

export const summaryOf = (edit: Edit, fields: readonly FlattenedField[]): EditSummary => ({
  user: edit.userName || (edit.userId ? 'A colleague' : 'A script on the server'),
  userId: edit.userId ?? null,
  action: edit.action,
  fields: edit.fields.map((path) => pathLabel(fields, path)),
  since: edit.since,
  until: edit.until,
  token: edit.token,
})

const actionWords: Record<EditAction, string> = {
  create: 'created it',
  draft: 'saved a draft',
  autosave: 'saved a draft',
  publish: 'published it',
  unpublish: 'unpublished it',
  trash: 'moved it to the trash',
  restoreFromTrash: 'took it out of the trash',
  restoreVersion: 'restored an older version',
  delete: 'deleted it',
}

/** In a sentence without a full stop: “Ana changed Title and Summary; Ben published it”. */
export function describeEdits(edits: readonly EditSummary[]): string {
  const parts = edits.map(({ user, action, fields }) => {
    const isWholeChange = action === 'restoreVersion' || action === 'create'
    const changed = fields.length > 0 && !isWholeChange ? `changed ${listOf(fields)}` : ''
    const done = changed && (action === 'draft' || action === 'autosave') ? '' : actionWords[action]
    return `${user} ${[changed, done].filter(Boolean).join(' and ')}`
  })
  return [...new Set(parts)].join('; ')
}

const listOf = (names: readonly string[]) =>
  new Intl.ListFormat('en', { type: 'conjunction' }).format(names.map((name) => `“${name}”`))
