import {
  type AppliedChanges,
  type CollectionSlug,
  type ContentVersion,
  type GlobalSlug,
  type LeftOutDocument,
  type OtherChanges,
  type PreviewGap,
  type PreviewedDocument,
  type Problem,
  documentKey,
  documentTitle,
} from 'shared-types'
import type { DocumentChange, RawDocument, SiteBundle } from 'site/bundle'
import type { DocumentVersion } from '../content/document-version'
import {
  CandidateSet,
  type PublicSite,
  type DocumentChange as ValidatedChange,
} from '../validation/candidate-set'
import type { LiveIndex } from '../validation/live-index'

type Identity = Pick<ContentVersion, 'slug' | 'id'>

interface Release {
  documents: readonly PreviewedDocument[]
  removed?: readonly Identity[]
  /** What goes live before these. */
  others?: OtherChanges
}

interface Surroundings {
  site: SiteBundle
  publicSite: PublicSite
  /** What is live. */
  index: LiveIndex
  /** Whether a document with gaps counts as one that goes live, because the page shows it with them. */
  showsGaps: boolean
}

/** What a release of documents that are not published would show, and what the document gate would keep out of it. */
export interface ProposedRelease {
  /** Everything that the request names, with its gaps, also what is blocked. */
  requested: DocumentChange[]
  /** Of these, what goes live. */
  passed: DocumentChange[]
  /** What the first document lacks. */
  gaps: PreviewGap[]
  /** Why the first document cannot be shown, not even with gaps. */
  isUnreadable: boolean
  /** Why documents of the request are kept out, for which their gaps are reasons, too. */
  blocked: LeftOutDocument[]
  /** What of the request goes live, for the check of what vanishes. */
  changes: ValidatedChange[]
  isReplaced: CandidateSet['isReplaced']
  /** The other changes that go live. */
  others: DocumentChange[]
  /** What became of the others; undefined when there are none. */
  report?: AppliedChanges
}

/** Runs the document gate over all changes beside each other, as one release would. */
export function proposeRelease(
  { documents, removed = [], others }: Release,
  { site, publicSite, index, showsGaps }: Surroundings,
): ProposedRelease {
  /** The problems of documents that are no candidates, by key. */
  const refused = new Map<string, { version: DocumentVersion; problems: readonly Problem[] }>()
  const candidates = new CandidateSet(index, publicSite, (key) => {
    const entry = refused.get(key)
    return entry && { state: 'blocked', title: documentTitle(entry.version.value) }
  })
  const refuse = (version: DocumentVersion, problems: readonly Problem[]) => {
    const fields = [...new Set(problems.map(({ field }) => field))]
    const message = `These values are missing or wrong: ${fields.join(', ')}.`
    refused.set(documentKey(version), { version, problems: [{ field: fields[0] ?? '', message }] })
  }

  const own = new Set([...documents, ...removed].map((one) => documentKey(one as Identity)))
  const isOther = (one: { slug: string; id: string }) => !own.has(documentKey(one as Identity))
  const otherVersions: DocumentVersion[] = []
  for (const document of others?.documents.filter(isOther) ?? []) {
    const raw = rawOf(document)
    const parsed = site.parse(raw)
    if ('problems' in parsed) refuse({ ...raw, value: raw.data }, parsed.problems)
    else otherVersions.push({ ...raw, value: parsed.value })
  }
  const otherRemoved = (others?.removed.filter(isOther) ?? []) as Identity[]

  const requested: DocumentChange[] = []
  let gaps: PreviewGap[] = []
  let isUnreadable = false
  const ownVersions: DocumentVersion[] = []
  for (const [position, document] of documents.entries()) {
    const raw = rawOf(document)
    const parsed = site.parseWithGaps(raw)
    const problems = 'gaps' in parsed ? parsed.gaps : parsed.problems
    if (position === 0) gaps = problems.map(({ field, message }) => ({ field, message }))
    const isReadable = 'gaps' in parsed
    const version = { ...raw, value: isReadable ? parsed.value : raw.data }
    // Of another document that cannot be read, the live version stays.
    if (isReadable) requested.push({ slug: raw.slug, id: raw.id, value: parsed.value })
    else isUnreadable ||= position === 0
    if (problems.length > 0) refuse(version, problems)
    if (isReadable && (showsGaps || problems.length === 0)) ownVersions.push(version)
  }

  for (const one of [...otherRemoved, ...(removed as Identity[])]) candidates.remove(documentKey(one))
  for (const version of [...otherVersions, ...ownVersions]) candidates.apply(version)
  candidates.resolve(({ level }) => level === 'blocks')
  const keptOut = new Map([...refused, ...candidates.blocked])
  const isLeftOut = (one: Identity) => keptOut.has(documentKey(one))
  const leftOut = [...keptOut.values()].flatMap(({ version, problems }) =>
    problems.map(({ field, message }) => ({ ...nameOf(version), field, message })),
  )
  const removals = (removed as Identity[]).map(({ slug, id }) => ({ slug, id }))
  const applied = otherVersions.filter((version) => !isLeftOut(version))
  return {
    requested: [...requested, ...removals],
    passed: [...requested.filter((change) => !isLeftOut(change as Identity)), ...removals],
    gaps,
    isUnreadable,
    blocked: leftOut.filter((one) => !isOther(one)),
    changes: candidates.changes().filter((change) => !isOther(change)),
    isReplaced: (document) => candidates.isReplaced(document),
    others: [...otherRemoved, ...applied.map(({ slug, id, value }) => ({ slug, id, value }))],
    report: others && {
      applied: [
        ...applied.map((version) => ({ ...nameOf(version), isRemoved: false })),
        ...otherRemoved.map((one) => ({
          ...nameOf(index.get(documentKey(one)) ?? { ...one, value: {} }),
          isRemoved: true,
        })),
      ],
      leftOut: leftOut.filter(isOther),
      notSent: 0,
    },
  }
}

const rawOf = ({ slug, id, updatedAt, data }: PreviewedDocument): RawDocument => ({
  ...{ slug: slug as CollectionSlug | GlobalSlug, id, updatedAt, data },
})

const nameOf = ({ slug, id, value }: { slug: string; id: string; value: unknown }) => ({
  ...{ slug, id, title: documentTitle(value) },
})
