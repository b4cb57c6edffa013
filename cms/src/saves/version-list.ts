import type { PayloadRequest } from 'payload'
import { summaryOf } from './edit-log'
import { type Edit, editsSlug } from './Edits'
import { type Entity, writeTargetOf } from './save'

/** Who made a version, and how. */
export interface VersionChange {
  user: string
  /** “Published”, “Restored an older version as a draft”. */
  action: string
  /** Labels of the changed fields. */
  fields: string[]
}

export interface VersionLine {
  id: string
  /** ISO 8601. */
  at: string
  /** Undefined in a collection without drafts. */
  status: 'draft' | 'published' | undefined
  /** Whether visitors see it. */
  isLive: boolean
  isNewest: boolean
  /** Empty when its edits are not known. */
  changes: VersionChange[]
}

interface Version {
  id: string
  updatedAt: string
  version: { _status?: 'draft' | 'published' }
}

/** The versions of a document or global that the user may read, the newest first. There are some 50: older ones are deleted. */
export async function listVersions(req: PayloadRequest, entity: Entity): Promise<VersionLine[]> {
  const { payload } = req
  const { slug, document, fields } = writeTargetOf(entity)
  const options = { depth: 0, limit: 0, overrideAccess: false, pagination: false, req, sort: '-updatedAt' }
  const { docs } =
    'global' in entity
      ? await payload.findGlobalVersions({ ...options, slug: slug as never })
      : await payload.findVersions({
          ...options,
          collection: slug as 'posts',
          where: { parent: { equals: document } },
          // Of a global, it would leave the status out.
          select: { updatedAt: true, version: { _status: true } } as never,
        })
  const versions = docs as unknown as Version[]
  const edits = await editsOf(req, slug, document)
  const live = (await isLive(req, entity)) && versions.find(({ version }) => version._status === 'published')
  return versions.map(({ id, updatedAt, version }, index) => ({
    ...{ id: String(id), at: updatedAt, status: version._status, isNewest: index === 0 },
    isLive: live ? live.id === id : false,
    changes: edits
      .filter((edit) => edit.version === String(id) || edit.draft === String(id))
      .map((edit) => {
        const { user, fields: changed } = summaryOf(edit, fields)
        return { user, fields: changed, action: edit.draft === String(id) ? onDraft : actionOf(edit) }
      }),
  }))
}

async function editsOf(req: PayloadRequest, slug: string, document: string): Promise<Edit[]> {
  const { docs } = await req.payload.db.find<Edit>({
    collection: editsSlug,
    req,
    where: { and: [{ slug: { equals: slug } }, { document: { equals: document } }] },
    sort: 'token',
    limit: 0,
    pagination: false,
  })
  return docs
}

async function isLive(req: PayloadRequest, entity: Entity): Promise<boolean> {
  const { slug, document } = writeTargetOf(entity)
  const row =
    'global' in entity
      ? await req.payload.db.findGlobal<Record<string, unknown>>({ slug, req })
      : await req.payload.db.findOne<Record<string, unknown> & { id: string }>({
          collection: slug,
          req,
          where: { id: { equals: document } },
        })
  return row?._status === 'published' && !row.deletedAt
}

const onDraft = 'Changed what was live; this draft got the same change'

const actions = {
  create: ['Created as a draft', 'Created and published'],
  draft: ['Saved a draft'],
  autosave: ['Saved a draft'],
  // A change of what is live, beside a newer draft.
  publish: ['Changed what was live', 'Published'],
  unpublish: ['Unpublished'],
  trash: ['Moved to the trash'],
  restoreFromTrash: ['Took out of the trash'],
  restoreVersion: ['Restored an older version as a draft', 'Restored an older version, and published it'],
  delete: ['Deleted'],
} satisfies Record<Edit['action'], [draft: string, live?: string]>

function actionOf({ action, live, road }: Edit): string {
  const [draft, published = draft]: string[] = actions[action]
  const done = (live ? published : draft) ?? ''
  if (road === 'schedule') return `${done}, as scheduled`
  return road === 'program' ? `${done}, by a program` : done
}
