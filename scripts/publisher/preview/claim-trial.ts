import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type ClaimTrialAnswer,
  type ClaimTrialSchema,
  type ContentSlug,
  type FindClaims,
  type PageClaim,
  type TriedClaim,
  claimFinder,
  documentPath,
  findSourceOfClaim,
  globalSchemas,
  linkableCollections,
  maxTriedClaims,
  referencesOf,
} from 'shared-types'
import type { z } from 'zod'
import { type PageRecord, claimsOf } from '../render/page-records'
import type { SiteView } from '../render/site-view'
import type { LiveView } from './live-view'

type Rules = Pick<z.output<typeof ClaimTrialSchema>, 'lists' | 'rules'>
type Identity = Parameters<LiveView['document']>[0]

interface Named {
  title?: unknown
  name?: unknown
}

interface TrialOptions {
  live: LiveView
  /** The folder with the files of the newest release. */
  webRoot: () => string
  /** Whether another request waits. */
  isHurried: () => boolean
}

/** One answer takes so long at most, so that a preview waits no longer for it. */
const budgetMs = 250

/** Tries rules about claims on the pages of the newest release, some pages at a time. */
export class ClaimTrials {
  readonly #options: TrialOptions
  #rules: { json: string; find: FindClaims } | undefined
  #owners: { view: SiteView; byPath: ReadonlyMap<string, Identity> } | undefined

  constructor(options: TrialOptions) {
    this.#options = options
  }

  /** Goes on behind the page `after`, in the order of paths: pages may come and go between two answers. */
  async answer(
    { after = '', ...rules }: z.output<typeof ClaimTrialSchema>,
    now = new Date(),
  ): Promise<ClaimTrialAnswer> {
    const { live, isHurried } = this.#options
    const view = live.follow(now)
    const find = this.#finderOf(rules, view)
    const paths = [...live.records.keys()].filter((path) => !path.endsWith('.png')).sort()
    const rest = paths.filter((path) => path > after)
    const counts: Record<string, number> = {}
    const claims: TriedClaim[] = []
    const endsAt = performance.now() + budgetMs
    let tried = 0
    for (const path of rest) {
      if (tried > 0 && (performance.now() >= endsAt || isHurried())) break
      const found = await this.#claimsOn(live.records.get(path)!, find)
      for (const rule of new Set(found.map((claim) => claim.rule))) counts[rule] = (counts[rule] ?? 0) + 1
      for (const claim of found) {
        const listed = claims.filter(({ rule }) => rule === claim.rule)
        const known = listed.find(({ sentence }) => sentence === claim.sentence)
        if (known?.source || (!known && listed.length >= maxTriedClaims)) continue
        const source = await this.#sourceOf(path, claim, view)
        // A list may show a sentence before the page of the document that it comes from.
        if (!known) claims.push({ ...claim, path, source })
        else if (source) Object.assign(known, { place: claim.place, path, source })
      }
      tried++
    }
    const isOver = tried === rest.length
    return { total: paths.length, tried, ...(!isOver && { after: rest[tried - 1] }), counts, claims }
  }

  /** The same as before for the same rules: it knows the texts that most pages share. */
  #finderOf({ lists, rules }: Rules, { today }: SiteView): FindClaims {
    const json = JSON.stringify([lists, rules, today])
    if (this.#rules?.json !== json) {
      const tried = rules.map((rule) => ({ ...rule, enabled: true, validFrom: undefined }))
      this.#rules = { json, find: claimFinder({ lists, rules: tried }, today, { all: true }) }
    }
    return this.#rules.find
  }

  async #claimsOn({ page }: PageRecord, find: FindClaims) {
    // A release that is made meanwhile may have removed it.
    const body = await readFile(join(this.#options.webRoot(), page.file), 'utf8').catch(() => '')
    return claimsOf(find, page, body).claims ?? []
  }

  async #sourceOf(path: string, claim: PageClaim, view: SiteView): Promise<TriedClaim['source']> {
    const own = this.#ownerOf(path, view)
    const dataOf = (document: Identity) => this.#options.live.document(document)?.data
    const data = own && dataOf(own)
    const referred = own && data ? referencesOf(own.slug as ContentSlug, data) : []
    const near = [...(own ? [own] : []), ...referred]
    const globals = Object.keys(globalSchemas).map((slug) => ({ slug, id: '' }) as Identity)
    const source = await findSourceOfClaim(claim, near, globals, dataOf)
    if (!source) return undefined
    const { slug, id } = source.document
    const { title, name } = source.value as Named
    const shown = title ?? name
    return { slug, id, field: source.field, ...(typeof shown === 'string' && { title: shown }) }
  }

  #ownerOf(path: string, view: SiteView): Identity | undefined {
    if (this.#owners?.view !== view) {
      const byPath = new Map<string, Identity>()
      for (const slug of linkableCollections)
        for (const [name, id] of view.snapshot.idOfSlug[slug])
          byPath.set(documentPath(slug, name), { slug, id })
      this.#owners = { view, byPath }
    }
    return this.#owners.byPath.get(path)
  }
}
