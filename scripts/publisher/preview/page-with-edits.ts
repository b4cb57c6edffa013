import { cpuUsage } from 'node:process'
import { setImmediate } from 'node:timers/promises'
import {
  type CollectionSlug,
  type ContentVersion,
  type PreviewEdit,
  documentKey,
  documentPath,
  documentTitle,
  globalSchemas,
  isLinkable,
} from 'shared-types'
import type { DocumentChange, DocumentRead, Page, RawDocument, RenderedPage } from 'site/bundle'
import type { SiteView } from '../render/site-view'
import { TimeoutError, underWatchdog } from '../render/watchdog'
import { type MarkedDocument, markDocument } from './marked-document'
import { marksIn, withoutMarks } from './marks'
import { otherValues } from './other-values'
import { type PageElement, counterparts, elementsOf, withEditAttributes } from './page-elements'

export interface ShownPage {
  view: SiteView
  page: Page
  rendered: RenderedPage & { body: string }
}

export interface PageWithEdits {
  html: string
  edits: PreviewEdit[]
  /** Whether it ended early, because another request waits. */
  isPartial: boolean
}

type MarkedRaw = MarkedDocument & { raw: RawDocument }
type Identity = Pick<ContentVersion, 'slug' | 'id'>

interface FindOptions {
  /** The document of the form: each of its values is found. Of the others, which are edited elsewhere, all values are one place. */
  own?: Identity
  rawOf: (document: Identity) => RawDocument | undefined
  /** Whether another request waits. */
  isHurried: () => boolean
}

/** A page that reads more documents has marks of the first ones only. */
const maxDocuments = 300
/** Of the processor's time: on a busy computer the same page takes longer. */
const budgetMs = 3000
/** The publisher waits for an answer so long at least. */
const timeoutMs = 8000

/**
 * The page with attributes that say which field each of its places comes from. The page is rendered again with marks behind the texts
 * of the documents that it reads. Values that cannot carry a mark, such as a price, are found by rendering it once more for each, with
 * another value. Only the attributes come from those renderings. Call it directly after `render`.
 */
export async function pageWithEdits(shown: ShownPage, options: FindOptions): Promise<PageWithEdits> {
  const search = new EditSearch(shown, options)
  await search.run()
  return search.result()
}

class EditSearch {
  readonly #shown: ShownPage
  readonly #options: FindOptions
  readonly #elements: PageElement[]
  readonly #edits: PreviewEdit[] = []
  /** The numbers of the edits of each element. */
  readonly #numbers = new Map<PageElement, number[]>()
  /** How many elements show an edit: one that changes few says more about them. */
  readonly #spread = new Map<number, number>()
  readonly #began = performance.now()
  readonly #used = cpuUsage()
  #isPartial = false

  constructor(shown: ShownPage, options: FindOptions) {
    this.#shown = shown
    this.#options = options
    this.#elements = elementsOf(shown.rendered.body)
  }

  /** With those edits only that the page shows. */
  result(): PageWithEdits {
    const { body } = this.#shown.rendered
    const spread = (number: number) => this.#spread.get(number) ?? 0
    const edits: PreviewEdit[] = []
    const numberAmongShown = new Map<number, number>()
    const places = this.#elements.flatMap((element) => {
      const numbers = this.#numbers.get(element)?.toSorted((a, b) => spread(a) - spread(b)) ?? []
      for (const number of numbers) {
        if (!numberAmongShown.has(number)) numberAmongShown.set(number, edits.push(this.#edits[number]!) - 1)
      }
      return numbers.length > 0
        ? [[element, numbers.map((number) => numberAmongShown.get(number) ?? 0)] as const]
        : []
    })
    return { html: withEditAttributes(body, places), edits, isPartial: this.#isPartial }
  }

  async run(): Promise<void> {
    const documents = await this.#markDocuments()
    const changes = documents.flatMap(({ change }) => change ?? [])
    if (!(await this.#findMarks(changes))) {
      for (const change of changes) if (!this.#isOver()) await this.#findMarks([change])
    }
    const { own } = this.#options
    const isOwn = ({ raw }: MarkedRaw) => own !== undefined && documentKey(raw) === documentKey(own)
    const others = documents.filter((one) => !isOwn(one))
    await this.#findValues(documents.filter(isOwn), false)
    for (const { raw } of others.filter((one) => !this.#isNeeded(one))) {
      await this.#findChange(raw, '', [{ slug: raw.slug, id: raw.id }])
    }
    await this.#findValues(
      others.filter((one) => this.#isNeeded(one)),
      false,
    )
    // A long text has many values, such as the targets of its links.
    await this.#findValues(documents.filter(isOwn), true)
  }

  /** Without a global, or without its own document, there is no such page. */
  #isNeeded({ raw: { slug, data } }: MarkedRaw): boolean {
    const own = (data as { slug?: string }).slug
    const path = isLinkable(slug) && own !== undefined ? documentPath(slug, own) : undefined
    return slug in globalSchemas || path === this.#shown.page.path
  }

  async #markDocuments(): Promise<MarkedRaw[]> {
    const { site } = this.#shown.view.bundle
    const isId = idsOf(this.#shown.view)
    const marked: MarkedRaw[] = []
    for (const document of this.#documents()) {
      await setImmediate()
      if (marked.length > 0 && this.#isOver()) break
      const raw = this.#options.rawOf(document)
      const numberOf = (field: string) => this.#numberOf(raw!, field)
      if (raw) marked.push({ raw, ...markDocument(site, raw, { isId, numberOf }) })
    }
    return marked
  }

  async #findValues(documents: readonly MarkedRaw[], inText: boolean): Promise<void> {
    const { view } = this.#shown
    for (const { raw, others } of documents) {
      for (const leaf of others.filter(({ path }) => path.includes('root') === inText)) {
        const changes = otherValues({ site: view.bundle.site, snapshot: view.snapshot }, raw, leaf)
        await this.#findChange(raw, leaf.path.join('.'), changes)
      }
    }
  }

  /**
   * The texts that carry a mark in a rendering with marks. A template may cut, compare or sort texts: those are left out. False when
   * there is no such rendering.
   */
  async #findMarks(changes: DocumentChange[]): Promise<boolean> {
    const html = await this.#render(changes)
    const contentOf = ({ text }: PageElement) => withoutMarks(text)
    const others = html === undefined ? undefined : counterparts(this.#elements, elementsOf(html), contentOf)
    if (!others) return false
    for (const [index, element] of this.#elements.entries()) {
      const other = others[index]
      if (!other || withoutMarks(other.text + other.label) !== element.text + element.label) continue
      for (const number of marksIn(other.text + other.label)) this.#add(element, number)
    }
    return true
  }

  /** The elements that are different in the first of some renderings that changes any. */
  async #findChange(raw: RawDocument, field: string, changes: Iterable<DocumentChange>): Promise<void> {
    // Lets the message in that another request waits.
    await setImmediate()
    if (this.#isOver()) return
    for (const change of changes) {
      const html = await this.#render([change])
      const changed = html === undefined ? [] : this.#changed(html)
      if (changed.length === 0) continue
      const number = this.#numberOf(raw, field)
      this.#spread.set(number, changed.length)
      for (const element of changed) this.#add(element, number)
      return
    }
  }

  #changed(html: string): PageElement[] {
    const contentOf = ({ text, label, attributes }: PageElement) => `${text} ${label} ${attributes}`
    const others = counterparts(this.#elements, elementsOf(html), contentOf)
    if (!others) return []
    return this.#elements.filter((element, index) => {
      const other = others[index]
      return !other || contentOf(other) !== contentOf(element)
    })
  }

  /** The page after some changes; undefined when these do not touch it, or when it cannot be made. */
  async #render(changes: DocumentChange[]): Promise<string | undefined> {
    const { view, page, rendered } = this.#shown
    const { site } = view.bundle
    try {
      const renderer = site.createRenderer(site.changeSnapshot(view.snapshot, changes), view.renderer)
      return await underWatchdog(async () => {
        const isSame = rendered.dependencies.every(
          ({ key, fingerprint }) => renderer.fingerprint(key) === fingerprint,
        )
        if (isSame) return undefined
        const { body } = await renderer.render(page)
        return typeof body === 'string' && body !== rendered.body ? body : undefined
      })
    } catch (error) {
      if (error instanceof TimeoutError) throw error
      return undefined
    }
  }

  #isOver(): boolean {
    this.#isPartial ||= this.#options.isHurried()
    const { user, system } = cpuUsage(this.#used)
    const isOver = user + system > budgetMs * 1000 || performance.now() > this.#began + timeoutMs
    return this.#isPartial || isOver
  }

  #numberOf({ slug, id, data }: RawDocument, field: string): number {
    // A global has a name of its own.
    const title = id === '' ? undefined : documentTitle(data)
    return this.#edits.push({ slug, id, field, title }) - 1
  }

  #add(element: PageElement, number: number): void {
    this.#numbers.set(element, [...(this.#numbers.get(element) ?? []), number])
  }

  /** The documents that the page reads: single ones, and of whole collections those that it seems to show. */
  #documents(): Identity[] {
    const { view } = this.#shown
    const reads = view.renderer.documentsRead()
    const found = new Map<string, Identity>()
    const add = (document: Identity) => {
      if (found.size < maxDocuments) found.set(documentKey(document), document)
    }
    if (this.#options.own) add(this.#options.own)
    for (const { slug, id } of reads) if (id !== undefined) add({ slug, id } as Identity)
    for (const { slug, id } of reads) {
      if (id === undefined) for (const one of this.#shownOf(slug)) add({ slug, id: one } as Identity)
    }
    return [...found.values()]
  }

  #shownOf(slug: DocumentRead['slug']): string[] {
    const documents = this.#shown.view.snapshot.byId[slug as CollectionSlug] ?? new Map<string, unknown>()
    const ids = [...documents.keys()]
    if (ids.length <= maxDocuments / 3) return ids
    const texts = new Set(this.#elements.map(({ text }) => text.trim()))
    return ids.filter((id) => texts.has(documentTitle(documents.get(id))?.trim() ?? ''))
  }
}

function idsOf({ snapshot }: SiteView): (text: string) => boolean {
  const collections = Object.values(snapshot.byId)
  return (text) => collections.some((documents) => documents.has(text))
}
