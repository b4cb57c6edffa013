import { collectionSchemas, globalSchemas, documentKey } from 'shared-types'
import type { CollectionSlug, GlobalSlug } from 'shared-types'
import type { RawSchool } from './school'
import type {
  PageRenderer,
  Day,
  DocumentChange,
  DrawCard,
  Dependency,
  RawDocument,
  SiteBundle,
  Snapshot,
} from '../src/render/bundle'

/** What a release did, by the paths of the pages. */
export interface Step {
  rendered: string[]
  removed: string[]
}

/** For tests: the least that keeps a site up to date with a compiled bundle, from one content to the next. */
export interface TestPublisher {
  /** What is in each file of a page, by its name. */
  files: Map<string, string | Uint8Array>
  /** Brings the files up to date; a raw document that is the same object has not changed. */
  publish: (school: RawSchool, today: Day) => Promise<Step>
  /** Every file of the same content, made from nothing. */
  renderAfresh: () => Promise<Map<string, string | Uint8Array>>
}

export function createTestPublisher(site: SiteBundle): TestPublisher {
  const values = new WeakMap<object, unknown>()
  const files = new Map<string, string | Uint8Array>()
  const drawCard = drawnOnce(site)
  const asked = new Map<string, Dependency[]>()
  let live: readonly DocumentChange[] = []
  let snapshot: Snapshot | undefined
  let answers: PageRenderer | undefined

  function valueOf(raw: RawDocument): unknown {
    const data = raw.data as object
    if (!values.has(data)) {
      const parsed = site.parse(raw)
      if (!('value' in parsed)) throw new Error(JSON.stringify(parsed.problems))
      values.set(data, parsed.value)
    }
    return values.get(data)
  }

  async function publish(school: RawSchool, today: Day): Promise<Step> {
    const documents = rawDocuments(school).map((raw) => ({ slug: raw.slug, id: raw.id, value: valueOf(raw) }))
    const there = new Set(documents.map(documentKey))
    const gone = live.filter((document) => !there.has(documentKey(document)))
    snapshot = snapshot
      ? site.changeSnapshot(snapshot, [...gone.map(({ slug, id }) => ({ slug, id })), ...documents], today)
      : site.createSnapshot(site.groupDocuments(documents), today)
    live = documents
    const next = site.createRenderer(snapshot, answers)
    answers = next
    const pages = site.pages(snapshot)
    const paths = new Set(pages.map((page) => page.path))
    const removed = [...asked.keys()].filter((path) => !paths.has(path))
    for (const path of removed) {
      asked.delete(path)
      files.delete(path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1))
    }
    const isStale = (path: string) =>
      asked.get(path)?.some(({ key, fingerprint }) => next.fingerprint(key) !== fingerprint) ?? true
    const stale = pages.filter((page) => isStale(page.path))
    for (const page of stale) {
      const { body, dependencies } = await next.render(page, drawCard)
      files.set(page.file, body)
      asked.set(page.path, dependencies)
    }
    return { rendered: stale.map((page) => page.path).sort(), removed: removed.sort() }
  }

  async function renderAfresh(): Promise<Map<string, string | Uint8Array>> {
    if (!snapshot) throw new Error('Nothing is published.')
    const alone = site.createSnapshot(structuredClone(snapshot.documents), snapshot.today)
    const fresh = site.createRenderer(alone)
    const made = new Map<string, string | Uint8Array>()
    for (const page of site.pages(alone)) made.set(page.file, (await fresh.render(page, drawCard)).body)
    return made
  }

  return { files, publish, renderAfresh }
}

const drawn = new WeakMap<SiteBundle, Map<string, Promise<Uint8Array>>>()

/** Draws each card once for all tests of a bundle: two hundred times the same would be the longest part of them. */
function drawnOnce(site: SiteBundle): DrawCard {
  const known = drawn.get(site) ?? new Map<string, Promise<Uint8Array>>()
  drawn.set(site, known)
  return (card) => {
    const key = JSON.stringify(card)
    const bytes = known.get(key) ?? site.drawCard(card)
    known.set(key, bytes)
    return bytes
  }
}

function rawDocuments({ collections, globals }: RawSchool): RawDocument[] {
  const raw = (slug: CollectionSlug | GlobalSlug) => (data: Record<string, unknown>) => ({
    slug,
    id: String(data.id ?? ''),
    updatedAt: String(data.updatedAt),
    data,
  })
  return [
    ...(Object.keys(collectionSchemas) as CollectionSlug[]).flatMap((slug) =>
      collections[slug].map(raw(slug)),
    ),
    ...(Object.keys(globalSchemas) as GlobalSlug[]).map((slug) => raw(slug)(globals[slug])),
  ]
}
