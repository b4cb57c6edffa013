import type { CollectionConfig } from 'payload'
import { internalAccess } from '../access/rules'

export const editsSlug = 'edits'

export const editActions = [
  'create',
  'draft',
  'autosave',
  'publish',
  'unpublish',
  'trash',
  'restoreFromTrash',
  'restoreVersion',
  'delete',
] as const
export type EditAction = (typeof editActions)[number]

/** By which road a change came: a person in the admin, a program over REST, or a schedule. A script on the server has none. */
export const editRoads = ['admin', 'program', 'schedule'] as const
export type EditRoad = (typeof editRoads)[number]

/** A warning of the checks, or a claim that a rule warns of, that a person has overridden. */
export interface Override {
  /** The id of the rule. */
  rule: string
  field: string
  message: string
  /** Of a claim, the sentence of the page. */
  sentence?: string
  /** Why the document goes live all the same, in the words of that person. */
  reason: string
  /** Of a warning that an earlier version brought: who has overridden it, and when (ISO 8601). */
  by?: string
  at?: string
}

/** One save of a document or global, or several autosaves of one user that followed each other in one version. */
export interface Edit {
  id: string
  slug: string
  /** The id of the document; empty for a global. */
  document: string
  /** The token that the save gave the document, the last one of several. */
  token: number
  /** The id of the version; absent for collections without versions. */
  version?: string | null
  /** The id of the version of a newer draft that got the same change. */
  draft?: string | null
  /** Absent when a script on the server saved. */
  userId?: string | null
  userName?: string | null
  action: EditAction
  road?: EditRoad | null
  /** Whether the newest version is the live one since this save. */
  live: boolean
  /** Names of the changed fields, of groups with the group: `seo.title`. */
  fields: string[]
  /** The id that the sender gave the request, so that it is saved once. */
  request?: string | null
  /** Those of the earlier saves that this edit continues. */
  earlierRequests?: string[] | null
  /** The warnings that the document went live with all the same, those of its earlier versions that still stand included. */
  overrides?: Override[] | null
  /** `updatedAt` of the version that went live with them; absent without any. */
  overriddenVersion?: string | null
  /** ISO 8601: of the first save and of the last one. */
  since: string
  until: string
}

/** Who changed what, and when: only the CMS itself reads and writes it. */
export const Edits: CollectionConfig = {
  slug: editsSlug,
  admin: { hidden: true },
  access: internalAccess,
  timestamps: false,
  lockDocuments: false,
  indexes: [{ fields: ['slug', 'document', 'token'] }],
  fields: [
    { name: 'id', type: 'text', required: true },
    { name: 'slug', type: 'text', required: true },
    { name: 'document', type: 'text' },
    { name: 'token', type: 'number', required: true },
    { name: 'version', type: 'text' },
    { name: 'draft', type: 'text' },
    { name: 'userId', type: 'text' },
    { name: 'userName', type: 'text' },
    { name: 'action', type: 'select', required: true, options: [...editActions] },
    { name: 'road', type: 'select', options: [...editRoads] },
    { name: 'live', type: 'checkbox' },
    { name: 'fields', type: 'json', required: true },
    { name: 'request', type: 'text', index: true },
    { name: 'earlierRequests', type: 'json' },
    { name: 'overrides', type: 'json' },
    { name: 'overriddenVersion', type: 'date', index: true },
    { name: 'since', type: 'date', required: true },
    { name: 'until', type: 'date', required: true },
  ],
}
