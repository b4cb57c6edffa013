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

/** The paths of the pages that a release rendered and removed. */
export interface TestRelease {
  rendered: string[]
  removed: string[]
}

/** A minimal publisher: keeps the files of a site up to date with a compiled bundle. */
export interface TestPublisher {
  /** The content of each file, by its name. */
  files: Map<string, string | Uint8Array>
  /** Updates the files; a raw document that is the same object as before counts as unchanged. */
  publish: (school: RawSchool, today: Day) => Promise<TestRelease>
  /** Renders all files of the same content with a new snapshot and a new renderer. */
  renderAfresh: () => Promise<Map<string, string | Uint8Array>>
}

export function createTestPublisher(site: SiteBundle): TestPublisher {
  const values = new WeakMap<object, unknown>()
  const files = new Map<string, string | Uint8Array>()
  const drawCard = cardCache(site)
  const dependenciesOf = new Map<string, Dependency[]>()
  let live: readonly DocumentChange[] = []
  let snapshot: Snapshot | undefined
  let renderer: PageRenderer | undefined

  function valueOf(raw: RawDocument): unknown {
    const data = raw.data as object
    if (!values.has(data)) {
      const parsed = site.parse(raw)
      if (!('value' in parsed)) throw new Error(JSON.stringify(parsed.problems))
      values.set(data, parsed.value)
    }
    return values.get(data)
  }

  async function publish(school: RawSchool, today: Day): Promise<TestRelease> {
    const documents = rawDocuments(school).map((raw) => ({ slug: raw.slug, id: raw.id, value: valueOf(raw) }))
    const there = new Set(documents.map(documentKey))
    const gone = live.filter((document) => !there.has(documentKey(document)))
    snapshot = snapshot
      ? site.changeSnapshot(snapshot, [...gone.map(({ slug, id }) => ({ slug, id })), ...documents], today)
      : site.createSnapshot(site.groupDocuments(documents), today)
    live = documents
    const next = site.createRenderer(snapshot, renderer)
    renderer = next
    const pages = site.pages(snapshot)
    const paths = new Set(pages.map((page) => page.path))
    const removed = [...dependenciesOf.keys()].filter((path) => !paths.has(path))
    for (const path of removed) {
      dependenciesOf.delete(path)
      files.delete(path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1))
    }
    const isStale = (path: string) =>
      dependenciesOf.get(path)?.some(({ key, fingerprint }) => next.fingerprint(key) !== fingerprint) ?? true
    const stale = pages.filter((page) => isStale(page.path))
    for (const page of stale) {
      const { body, dependencies } = await next.render(page, drawCard)
      files.set(page.file, body)
      dependenciesOf.set(page.path, dependencies)
    }
    return { rendered: stale.map((page) => page.path).sort(), removed: removed.sort() }
  }

  async function renderAfresh(): Promise<Map<string, string | Uint8Array>> {
    if (!snapshot) throw new Error('Nothing is published yet.')
    const alone = site.createSnapshot(structuredClone(snapshot.documents), snapshot.today)
    const fresh = site.createRenderer(alone)
    const made = new Map<string, string | Uint8Array>()
    for (const page of site.pages(alone)) made.set(page.file, (await fresh.render(page, drawCard)).body)
    return made
  }

  return { files, publish, renderAfresh }
}

const drawn = new WeakMap<SiteBundle, Map<string, Promise<Uint8Array>>>()

/** Draws each card once for all tests of a bundle, because drawing takes longer than all else in these tests. */
function cardCache(site: SiteBundle): DrawCard {
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
