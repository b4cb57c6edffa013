import {
  type CollectionSlug,
  type ContentSlug,
  collectionSchemas,
  globalSchemas,
  type Problem,
  leakFinder,
} from 'shared-types'
import { documentLink, paragraph, richText, typedLink } from 'shared-types/test/rich-text'
import { sampleDocument, sampleGlobal } from 'shared-types/test/sample-documents'
import type { DocumentVersion } from '../content/document-version'
import type { PublicSite } from '../validation/candidate-set'
import { DocumentGate, type UnreadableVersion } from '../validation/document-gate'

/** What `DocumentGate` knows of the public site in its tests. */
export const site = {
  siteUrl: 'https://www.example.org',
  isPublicFile: (path: string) => path === '/favicon.svg',
  findLeak: leakFinder({ siteUrl: 'https://www.example.org', cmsUrls: ['https://cms.example.org'] }),
}

let minute = 0
const now = () => new Date(Date.UTC(2027, 0, 1, 0, minute++)).toISOString()

/** A new version of a document: the sample without its references, and with these fields. */
export function version(
  slug: CollectionSlug,
  id: string,
  fields: Record<string, unknown> = {},
): DocumentVersion {
  const bare = {
    hero: null,
    authors: [],
    categories: [],
    reviewedBy: null,
    reviewedOn: null,
    relatedCourses: [],
    photo: null,
    picture: null,
    certifications: [],
    externship: null,
    faqs: [],
    partner: null,
    courses: [],
    layout: [],
  }
  const own = { slug: id, filename: `${id}.png` }
  const raw = sampleDocument(slug, { ...bare, ...own, ...fields, id })
  const value = JSON.parse(JSON.stringify(collectionSchemas[slug].parse(raw))) as unknown
  return { slug, id, updatedAt: now(), value }
}

export function globalVersion(
  slug: keyof typeof globalSchemas,
  fields: Record<string, unknown> = {},
): DocumentVersion {
  const value = JSON.parse(JSON.stringify(globalSchemas[slug].parse(sampleGlobal(slug, fields)))) as unknown
  return { slug, id: '', updatedAt: now(), value }
}
export const globals = () => [globalVersion('site-settings'), globalVersion('home')]

/** A document as a visitor gets it from the CMS, parsed as the site parses it. */
export function versionOf(slug: ContentSlug, id: string, data: unknown): DocumentVersion | UnreadableVersion {
  const { data: value, error } = { ...collectionSchemas, ...globalSchemas }[slug].safeParse(data)
  const problems = error?.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  return problems
    ? { slug, id, updatedAt: now(), problems }
    : { slug, id, updatedAt: now(), value: JSON.parse(JSON.stringify(value)) as unknown }
}

/** The problems of the first of these versions that keep it off a site with this live content. */
export function problemsBesideLive(
  siteOfCms: PublicSite,
  live: readonly (DocumentVersion | UnreadableVersion)[],
  versions: readonly (DocumentVersion | UnreadableVersion)[],
): Problem[] {
  const gate = new DocumentGate(
    siteOfCms,
    live.filter((version) => 'value' in version),
  )
  const [{ slug, id } = { slug: '', id: '' }] = versions
  return gate.propose({ versions }).blocked.filter((one) => one.slug === slug && one.id === id)
}

export const unreadable = (slug: ContentSlug, id: string): UnreadableVersion => ({
  slug,
  id,
  updatedAt: now(),
  title: `The ${id}`,
  problems: [{ field: 'costs.0.cents', message: 'too small (found -1)' }],
})

export const linksTo = (...targets: string[]) => ({
  body: richText(...targets.map((value) => paragraph(documentLink(`about ${value}`, 'posts', value)))),
})
export const typed = (url: string) => ({ body: richText(paragraph(typedLink('here', url))) })
export const postVersion = (id: string, fields: Record<string, unknown> = {}) =>
  version('posts', id, { title: `Post ${id}`, ...fields })
export const redirectVersion = (id: string, from: string, to: string) =>
  version('redirects', id, { from, kind: 'address', address: to, document: null })

/** A gate with these documents live. */
export const gateWith = (...live: DocumentVersion[]) => new DocumentGate(site, [...globals(), ...live])

/** What came of a proposal, in short; the changes go live. */
export function publish(gate: DocumentGate, ...versions: (DocumentVersion | UnreadableVersion)[]) {
  return accepted(gate, { versions })
}
export const takeDown = (gate: DocumentGate, ...ids: string[]) =>
  accepted(gate, { removed: ids.map((id) => ({ slug: 'posts', id })) })
export function accepted(gate: DocumentGate, changes: Parameters<DocumentGate['propose']>[0]) {
  const proposal = gate.propose(changes)
  gate.accept(proposal)
  return short(proposal)
}
export const short = ({ published, removed, blocked, warnings }: ReturnType<DocumentGate['propose']>) => ({
  published: published.map(({ id }) => id).sort(),
  removed: removed.map(({ id }) => id).sort(),
  blocked: blocked.map(({ id, field }) => `${id} ${field}`).sort(),
  warnings: warnings.map(({ id, field }) => `${id} ${field}`).sort(),
})
export const liveTitle = (gate: DocumentGate, id: string) =>
  [...gate.live()]
    .filter((version) => version.id === id)
    .map(({ value }) => (value as { title: string }).title)[0]
