import type { Payload } from 'payload'
import {
  type AllowedDocument,
  type ChangedDocument,
  type DocumentIdentity,
  documentKey,
  maxListRemoved,
  type Waiting,
} from 'shared-types'
import { adminHref, kindOf, kindsOf } from './document-links'
import { currentSite, type SiteState } from './live-release'
import { findRelease } from './release-queries'

/** Names a group of changes that wait: the report that lists it, and its place there. */
export interface WaitingGroup {
  report: string
  group: number
}

/** A group of changes that wait until a publisher allows them, for the dashboard. */
export interface WaitingLine extends WaitingGroup {
  /** “12 of 70 posts would vanish” */
  what: string
  /** The number of documents whose removal or change waits. */
  count: number
  /** The first of them. */
  documents: { title: string; href: string }[]
}

const shownDocuments = 20

/** The groups that wait now. */
export function waitingLines(payload: Payload, { checked }: SiteState): WaitingLine[] {
  return (checked?.waiting ?? []).map((waiting, group) => ({
    what: whatWouldVanish(payload, waiting),
    count: waiting.documents.length,
    documents: waiting.documents.slice(0, shownDocuments).map((document) => ({
      title: document.title ?? `A ${kindOf(payload, document.slug)}`,
      href: adminHref(payload, document),
    })),
    report: checked?.reportId ?? '',
    group,
  }))
}

/** The group in which a document waits; `updatedAt` selects a version. */
export function waitingGroupOf(
  payload: Payload,
  document: DocumentIdentity,
  { checked }: SiteState,
  updatedAt?: string,
): (WaitingGroup & { what: string }) | undefined {
  const group = (checked?.waiting ?? []).findIndex(({ documents }) =>
    documents.some(
      (one) =>
        documentKey(one) === documentKey(document) &&
        (updatedAt === undefined || Date.parse(one.updatedAt) === Date.parse(updatedAt)),
    ),
  )
  const found = checked?.waiting?.[group]
  return found && { what: whatWouldVanish(payload, found), report: checked?.reportId ?? '', group }
}

/** The documents that are not published any more, and that visitors still see because their removal waits. */
export async function removalsThatWait(payload: Payload): Promise<ChangedDocument[]> {
  const { checked } = await currentSite(payload)
  return (checked?.waiting ?? [])
    .filter(({ unit }) => unit === 'documents')
    .flatMap(({ documents }) => documents.map(({ slug, id }) => ({ slug, id })))
    .slice(0, maxListRemoved)
}

/** The documents of a group; undefined when no kept report has it. */
export async function documentsThatWait(
  payload: Payload,
  { report, group }: WaitingGroup,
): Promise<AllowedDocument[] | undefined> {
  const release = await findRelease(
    payload,
    { reportId: { equals: report } },
    { sort: '-receivedAt', select: { waiting: true } },
  )
  return release?.waiting?.[group]?.documents.map(({ slug, id, updatedAt }) => ({ slug, id, updatedAt }))
}

/** “12 of 70 posts would vanish”, in an editor's words. */
export function whatWouldVanish(
  payload: Payload,
  { unit, kind, vanishing, live }: Omit<Waiting, 'documents'>,
): string {
  const kinds = kindsOf(payload, kind)
  const what =
    unit === 'documents'
      ? kinds
      : kind in payload.collections
        ? `pages of ${kinds}`
        : `pages of the kind “${kind}”`
  return `${vanishing.toLocaleString('en-US')} of ${live.toLocaleString('en-US')} ${what} would vanish`
}
