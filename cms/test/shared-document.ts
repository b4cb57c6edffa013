import { sampleGlobal } from 'shared-types/test/sample-documents'
import { expect } from 'vitest'
import { pathLabel } from '../src/saves/field-labels'
import type { TestCms, TestUser } from './cms'
import { type SampleIds, type SampleSlug, sampleOf } from './sample-documents'
import { type Place, places, pick, wordsIn, withWord } from './typed-words'
import { makeAllDue, scheduleAs, soon } from './schedule'

type Data = Record<string, unknown>

/** Something went live, by a request whose user may publish these words. */
export interface WentLive {
  token: number
  words: string[]
  mayPublish: (word: string) => boolean
}

const withoutNull = (values: Data): Data =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))

/** A document or global that several people write, and what writes it without a form. Needs the samples of `publishSamples`. */
export class SharedDocument {
  path: string
  readonly places: readonly Place[]
  /** Each word that was typed, with the label of its field. */
  readonly typed = new Map<string, string>()
  /** Words that a person has taken out who saw them. */
  readonly givenUp = new Set<string>()
  readonly wentLive: WentLive[] = []

  constructor(
    readonly cms: TestCms,
    readonly slug: string,
    readonly number: number,
    readonly random: () => number,
    /** Reads and writes it without a form. */
    readonly program: TestUser,
  ) {
    this.places = places[slug]!
    this.path = this.isGlobal ? `/api/globals/${slug}` : `/api/${slug}`
  }

  get isGlobal() {
    return this.slug === 'home'
  }

  get id() {
    return this.isGlobal ? '' : this.path.split('/').at(-1)!
  }

  get #fields() {
    const { collections, config } = this.cms.payload
    return this.isGlobal
      ? config.globals.find(({ slug }) => slug === this.slug)!.flattenedFields
      : collections[this.slug as 'posts']!.config.flattenedFields
  }

  newWord(place: Place): string {
    const word = `w${this.number}${String(this.typed.size).padStart(3, '0')}`
    this.typed.set(word, pathLabel(this.#fields, place.path))
    return word
  }

  /** What a form of a new document has, and what is to be typed into it. */
  contents(ids: SampleIds): { empty: Data; values: Data } {
    const groups = this.#fields.filter(({ type }) => type === 'group' || type === 'tab')
    const unique =
      this.slug === 'cohorts' ? { code: `ORDER-${this.number}` } : { slug: `order-${this.number}` }
    const sample = sampleOf(this.slug as SampleSlug, ids, { ...unique, _status: null })
    return { empty: Object.fromEntries(groups.map(({ name }) => [name, {}])), values: withoutNull(sample) }
  }

  async publishGlobal(): Promise<void> {
    const items = [{ title: 'Read this', text: 'Before you sign.' }]
    const values = { ...withoutNull(sampleGlobal('home')), beforeYouEnroll: { heading: 'Before', items } }
    await this.#send('POST', this.path, { ...values, _status: 'published' })
  }

  async #send(
    method: string,
    path: string,
    body?: Data,
    headers: Record<string, string> = {},
    refusal = 200,
  ) {
    const answer = await this.cms.request(method, path, { as: this.program, body, headers })
    if (answer.status !== refusal) expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer
  }

  readNewest = async (): Promise<Data> =>
    (await this.#send('GET', `${this.path}?depth=0&draft=true`)).body as Data
  readLive = async (): Promise<Data | undefined> => {
    const { body } = await this.#send('GET', `${this.path}?depth=0`)
    return body._status === 'published' ? (body as Data) : undefined
  }
  readToken = async () => (await this.#send('GET', `${this.path}/save-state`)).body.token as number

  /** Notes what is live now, after a request that is not a form's. */
  async #noteLive(mayPublish: WentLive['mayPublish']): Promise<void> {
    const live = await this.readLive()
    if (live) this.wentLive.push({ token: await this.readToken(), words: wordsIn(live), mayPublish })
  }

  async unpublishInBulk(): Promise<void> {
    if (!this.isGlobal)
      await this.#send('POST', `/api/${this.slug}/bulk`, { action: 'unpublish', ids: [this.id] })
  }

  /** Restores a version from the list, with the token of the page that shows it. `meanwhile`: what others do before. */
  async restore(meanwhile: () => unknown): Promise<void> {
    const token = await this.readToken()
    const before = await this.readNewest()
    const at = this.isGlobal ? `${this.path}/versions` : `/api/${this.slug}/versions`
    const where = this.isGlobal ? '' : `&where[parent][equals]=${this.id}`
    const { body } = await this.#send('GET', `${at}?depth=0&limit=0${where}`)
    const { id, version } = pick(this.random, body.docs as { id: string; version: Data }[])
    await meanwhile()
    // The CMS restores a global live only.
    const isDraft = !this.isGlobal && this.random() < 0.7
    const ifMatch = { 'If-Match': `"${token}"` }
    const { status } = await this.#send('POST', `${at}/${id}?draft=${isDraft}`, undefined, ifMatch, 412)
    if (status === 412) return
    for (const word of wordsIn(before)) if (!wordsIn(version).includes(word)) this.givenUp.add(word)
    await this.#noteLive((word) => wordsIn(version).includes(word))
  }

  /** Changes a field of what is live, without a token. */
  async writeLive(): Promise<void> {
    const live = await this.readLive()
    if (!live) return
    const place = pick(this.random, this.places)
    const word = this.newWord(place)
    const name = place.path.split('.')[0]!
    const body = { [name]: withWord(live, place, word, this.random)[name] }
    const { status } = await this.#send(this.isGlobal ? 'POST' : 'PATCH', this.path, body, {}, 409)
    if (status === 409) this.typed.delete(word)
    else await this.#noteLive((each) => each === word)
  }

  /** Schedules what is newest to be published, which is due after `meanwhile`. */
  async schedule(as: TestUser, token: number | undefined, meanwhile: () => unknown): Promise<void> {
    const { payload } = this.cms
    const target = this.isGlobal ? { global: this.slug } : { doc: { relationTo: this.slug, value: this.id } }
    const due = { type: 'publish', date: soon(), token }
    const seen = wordsIn(await this.readNewest())
    const { error } = await scheduleAs(payload, as.id, { ...target, ...due })
    // A form that knows less than the document has is refused.
    if (error?.includes('has changed since')) return
    expect(error).toBeUndefined()
    await meanwhile()
    await makeAllDue(payload)
    await payload.jobs.run({ silent: true })
    await this.#noteLive((word) => seen.includes(word))
  }
}
