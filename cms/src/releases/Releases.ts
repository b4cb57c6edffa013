import type { ArrayField, CollectionConfig } from 'payload'
import { contentActions, type ReleaseReport, type ReleaseState } from 'shared-types'
import { recordAccess } from '../access/rules'

/** admin/releases/ReleaseView.tsx shows these fields in sentences; Payload shows them only in lists and filters. */
const inWords = { condition: () => false }

/** A release that failed early has no content revision and no bundle. */
const mayBeEmpty = () => true as const

const problems = (name: string, description: string): ArrayField => ({
  name,
  type: 'array',
  admin: { ...inWords, description },
  fields: [
    { name: 'slug', type: 'text', required: true },
    { name: 'documentId', type: 'text' },
    { name: 'updatedAt', type: 'text', required: true },
    { name: 'title', type: 'text' },
    { name: 'field', type: 'text' },
    { name: 'message', type: 'text', required: true },
  ],
})

/** The reports of the publisher and of CI, one row for each release: see shared-types/src/release.ts. */
export const Releases: CollectionConfig = {
  slug: 'releases',
  labels: { singular: 'Release', plural: 'Releases' },
  admin: {
    group: 'System',
    useAsTitle: 'title',
    defaultColumns: ['title', 'state', 'summary', 'who', 'finishedAt', 'durationMs', 'target'],
    listSearchableFields: ['title', 'who', 'summary'],
    description: 'What went live, when, and by whom. The last 500 are kept.',
    hideAPIURL: true,
    components: { views: { edit: { default: { tab: { label: 'Release' } } } } },
  },
  access: recordAccess,
  defaultSort: '-receivedAt',
  disableDuplicate: true,
  disableBulkEdit: true,
  disableBulkDelete: true,
  lockDocuments: false,
  indexes: [
    { fields: ['target', 'state', 'number'] },
    { fields: ['target', 'receivedAt'] },
    // For the lists of the admin, whose sort Payload ends with createdAt.
    { fields: ['receivedAt', 'createdAt'] },
    { fields: ['updatedAt', 'createdAt'] },
  ],
  fields: [
    {
      name: 'view',
      type: 'ui',
      admin: { disableListColumn: true, components: { Field: '/admin/releases/ReleaseView#ReleaseView' } },
    },
    { name: 'title', type: 'text', required: true, admin: inWords },
    { name: 'reportId', type: 'text', required: true, unique: true, admin: inWords },
    {
      name: 'target',
      type: 'text',
      required: true,
      admin: { ...inWords, description: 'publisher is the one beside this CMS, github the static build.' },
    },
    { name: 'number', type: 'number', required: true, admin: inWords },
    {
      name: 'state',
      type: 'select',
      required: true,
      options: [
        { value: 'building', label: 'Being made' },
        { value: 'live', label: 'Went live' },
        { value: 'refused', label: 'Refused' },
        { value: 'failed', label: 'Failed' },
        { value: 'rolled-back', label: 'Rolled back' },
        { value: 'resumed', label: 'Live again' },
      ] satisfies { value: ReleaseState; label: string }[],
      admin: inWords,
    },
    {
      name: 'reason',
      type: 'select',
      required: true,
      options: [
        { value: 'content', label: 'Content was published' },
        { value: 'templates', label: 'New templates' },
        { value: 'day', label: 'A new day' },
        { value: 'first', label: 'The first release' },
        { value: 'nightly', label: 'The nightly build' },
        { value: 'asked', label: 'Somebody asked for it' },
      ] satisfies { value: ReleaseReport['data']['reason']; label: string }[],
      admin: inWords,
    },
    {
      name: 'who',
      type: 'text',
      admin: {
        ...inWords,
        description: 'The people whose changes it holds.',
        components: { Cell: '/admin/releases/ReleaseCells#WhoCell' },
      },
    },
    { name: 'summary', label: 'What changed', type: 'text', admin: inWords },
    { name: 'revision', type: 'text', required: true, validate: mayBeEmpty, admin: inWords },
    {
      name: 'contentAsOf',
      type: 'date',
      admin: {
        ...inWords,
        description: 'Newest change in it. On a full release, everything up to here is in it.',
      },
    },
    {
      name: 'bundle',
      label: 'Templates',
      type: 'text',
      required: true,
      validate: mayBeEmpty,
      admin: inWords,
    },
    {
      name: 'startedAt',
      label: 'Started',
      type: 'date',
      required: true,
      admin: { ...inWords, date: { pickerAppearance: 'dayAndTime', displayFormat: 'MMM d, yyyy h:mm:ss a' } },
    },
    {
      name: 'finishedAt',
      label: 'Finished',
      type: 'date',
      admin: { ...inWords, date: { pickerAppearance: 'dayAndTime', displayFormat: 'MMM d, yyyy h:mm:ss a' } },
    },
    {
      name: 'receivedAt',
      type: 'date',
      required: true,
      admin: { ...inWords, description: 'When its state reached the CMS, by the clock of the CMS.' },
    },
    {
      name: 'sentAt',
      type: 'date',
      required: true,
      admin: { ...inWords, description: 'When the report was signed.' },
    },
    {
      name: 'durationMs',
      label: 'Took',
      type: 'number',
      admin: { ...inWords, components: { Cell: '/admin/releases/ReleaseCells#DurationCell' } },
    },
    { name: 'isFull', label: 'All pages', type: 'checkbox', required: true, admin: inWords },
    {
      name: 'documents',
      type: 'array',
      admin: inWords,
      fields: [
        // One indexed field for slug and id: a query for both would match a slug and an id in different rows on MongoDB.
        { name: 'key', type: 'text', required: true, index: true },
        { name: 'slug', type: 'text', required: true },
        { name: 'documentId', type: 'text' },
        { name: 'title', type: 'text' },
        { name: 'action', type: 'select', required: true, options: [...contentActions] },
        { name: 'updatedAt', type: 'text', required: true },
      ],
    },
    problems('held', 'Documents whose newest version was kept out.'),
    // What waits for a publisher's word, and what was allowed: see `WaitingSchema`.
    { name: 'waiting', type: 'json', admin: inWords },
    problems('warnings', 'What is live, but not as its editor meant.'),
    // What the live pages say that a rule about claims is about: see `LivePageClaimSchema`.
    { name: 'claims', type: 'json', admin: inWords },
    // With which warnings its documents were published all the same, by whom and why: see `ReportedOverride`.
    { name: 'overrides', type: 'json', admin: inWords },
    { name: 'pages', type: 'json', required: true, admin: inWords },
    { name: 'timings', type: 'json', required: true, admin: inWords },
    { name: 'message', type: 'text', admin: inWords },
    { name: 'canBeAllowed', type: 'checkbox', admin: inWords },
    { name: 'hold', type: 'json', admin: inWords },
    { name: 'log', type: 'json', required: true, admin: inWords },
  ],
}
