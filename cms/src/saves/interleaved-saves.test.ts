import { seededRandom } from 'shared-types/test/seeded-random'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { behindOneAddress, startCms, type TestCms, type TestUser } from '../../test/cms'
import { type Person, TestForm } from '../../test/form'
import { type CarriedOut, type Fate, Network } from '../../test/form-network'
import { publishSamples, type SampleIds } from '../../test/sample-documents'
import { SharedDocument, type WentLive } from '../../test/shared-document'
import { pick, type Place, wordsIn, withWord } from '../../test/typed-words'
import { type Edit, editsSlug } from './Edits'

/** `npm run test:faults` does more orders, others each time; SAVE_SEED repeats those of an earlier run. */
const groups = Number(process.env.SAVE_ORDERS ?? 20) / 10
const firstSeed = Number(process.env.SAVE_SEED ?? 3)
const ordersPerGroup = 10
const steps = 25

let first: TestCms
let second: TestCms
/** The instances that the people work with: one address. */
let cms: TestCms
let users: TestUser[]
let ids: SampleIds
let program: TestUser
beforeAll(async () => {
  first = await startCms()
  second = await first.another()
  cms = first
  ;({ ids } = await publishSamples(cms))
  users = await Promise.all([cms.user('admin'), cms.user('publisher'), cms.user('publisher')])
  program = await cms.user('publisher')
})
afterAll(async () => {
  await second.stop()
  await first.stop()
})

const slugs = ['posts', 'courses', 'cohorts', 'pages', 'home']
const fates: Fate[] = [
  ...Array<Fate>(8).fill('arrives'),
  ...(['arrives twice', 'request lost', 'answer lost', 'late', 'held before', 'held after'] as const),
  ...(['refused with 500', 'answered with 500', 'session ended'] as const),
]
const fatesOfNew: Fate[] = ['arrives', 'arrives twice', 'answer lost', 'answered with 500']

/** A question lies over the form. */
const mustAnswer = ({ state: { refusal } }: TestForm) =>
  refusal?.kind === 'conflicts' || refusal?.kind === 'changed-since' || refusal?.kind === 'warnings'

/** Two or three people with one document, who act in an order that follows from the seed, until `signal` is aborted. */
class Order {
  readonly #signal: AbortSignal
  readonly #random: () => number
  readonly #document: SharedDocument
  readonly #network = new Network(cms)
  readonly #people: Person[]
  /** What a person lost in a conflict, and types again into the form that decided it: another one may still show the words. */
  readonly #wanted = new Map<TestForm, Map<string, Place>>()
  #forms: TestForm[] = []
  readonly played: string[] = []

  constructor(seed: number, signal: AbortSignal) {
    this.#signal = signal
    this.#random = seededRandom(seed)
    this.#document = new SharedDocument(cms, this.#pick(slugs), seed, this.#random, program)
    this.played.push(this.#document.slug)
    this.#people = users
      .slice(0, 2 + Math.floor(this.#random() * 2))
      .map((as) => ({ as, isSignedIn: true, kept: new Map(), confirmed: [] }))
  }

  #pick<Item>(items: readonly Item[]): Item {
    return pick(this.#random, items)
  }

  async play(): Promise<void> {
    try {
      if (this.#document.isGlobal) await this.#document.publishGlobal()
      else await this.#create(this.#people[0]!)
      for (const person of this.#people.slice(this.#forms.length)) await this.#open(person)
      this.#network.fateOf = () => this.#pick(fates)
      for (let step = 0; step < steps; step++) {
        this.#signal.throwIfAborted()
        const name = this.#pick(actions)
        this.played.push(name)
        await this.#actions[name](this.#pick(this.#forms))
        for (const form of this.#forms) this.#typeAgain(form)
      }
      await this.#finish()
    } finally {
      this.#network.stop()
    }
  }

  async #create(person: Person): Promise<void> {
    const form = new TestForm(this.#network, person, this.#document.path)
    const { empty, values } = this.#document.contents(ids)
    form.openNew(empty)
    form.screen = values
    this.#forms.push(form)
    this.#network.fateOf = () => this.#pick(fatesOfNew)
    while (form.isUnsaved) {
      this.#network.now += 60_000
      form.wait()
      await form.settled()
      expect(form.state.refusal).toBeUndefined()
    }
    this.#document.path = form.path
    const unique = this.#document.slug === 'cohorts' ? 'code' : 'slug'
    const { docs } = await cms.payload.find({
      collection: this.#document.slug as 'posts',
      where: { [unique]: { equals: values[unique] } },
      draft: true,
    })
    expect(docs).toHaveLength(1)
  }

  async #open(person: Person): Promise<TestForm> {
    person.isSignedIn = true
    const form = new TestForm(this.#network, person, this.#document.path)
    await form.open()
    this.#forms.push(form)
    return form
  }

  #type(form: TestForm): void {
    if (mustAnswer(form)) return
    const place = this.#pick(this.#document.places)
    form.screen = withWord(form.screen, place, this.#document.newWord(place), this.#random)
  }

  /** A person never gives up a word: what the other side of a conflict has is typed again, once that is decided. */
  #decide(form: TestForm): void {
    const { refusal } = form.state
    const { person } = form
    if (refusal?.kind === 'conflicts') {
      const sides = refusal.conflicts.map(({ path }) => [path, this.#pick(['yours', 'theirs'] as const)])
      for (const { path, yours, theirs } of refusal.conflicts) {
        const place = this.#document.places.find((each) => `${path}.`.startsWith(`${each.path}.`))!
        for (const word of wordsIn([yours, theirs])) this.#wantedOf(form).set(word, place)
      }
      form.do({ type: 'decided', choices: Object.fromEntries(sides) })
    } else if (refusal?.kind === 'warnings') {
      const rules = refusal.warnings.map(({ rule }) => rule)
      form.do({ type: 'overridden', override: { rules, reason: 'So be it.' } })
    } else if (refusal?.kind === 'changed-since') {
      if (this.#random() < 0.3) return form.do({ type: 'cancelled' })
      person.confirmed.push(...refusal.edits)
      form.do({ type: 'confirmed' })
    } else if (refusal?.kind === 'signed-out') {
      person.isSignedIn = true
      form.do({ type: 'signed-in' })
    } else if (refusal) throw new Error(JSON.stringify(refusal))
  }

  #typeAgain(form: TestForm): void {
    if (form.isUnsaved || form.state.refusal) return
    const wanted = this.#wantedOf(form)
    for (const [word, place] of wanted) {
      if (!wordsIn(form.screen).includes(word)) form.screen = withWord(form.screen, place, word, this.#random)
    }
    wanted.clear()
  }

  #wantedOf(form: TestForm): Map<string, Place> {
    const wanted = this.#wanted.get(form) ?? new Map<string, Place>()
    this.#wanted.set(form, wanted)
    return wanted
  }

  #save(form: TestForm): void {
    form.read()
    form.do({ type: 'save' })
  }

  /** Types and saves over a network without faults. */
  async #saveNow(form: TestForm): Promise<void> {
    this.#network.fateOf = () => 'arrives'
    this.#type(form)
    this.#save(form)
    await form.settled()
    this.#network.fateOf = () => this.#pick(fates)
  }

  readonly #actions = {
    type: (form: TestForm) => this.#type(form),
    wait: async (form: TestForm) => {
      this.#network.now += Math.floor(this.#random() * 20_000)
      for (const each of this.#forms) each.wait()
      await form.settled()
    },
    save: async (form: TestForm) => {
      this.#save(form)
      await form.settled()
    },
    publish: async (form: TestForm) => {
      await form.publish()
      await form.settled()
    },
    'publish during a save': async (form: TestForm) => {
      this.#type(form)
      this.#network.fateOf = () => 'held before'
      this.#save(form)
      await form.settled()
      await form.publish()
      await this.#saveNow(this.#forms.find(({ person }) => person !== form.person) ?? form)
      form.release()
      await form.settled()
      await this.#actions.decide(form)
    },
    'all at once': async () => {
      for (const form of this.#forms) this.#type(form)
      const act = async (form: TestForm) => {
        if (this.#random() < 0.3) await form.publish()
        else this.#save(form)
        await form.settled()
      }
      await Promise.all(this.#forms.map(act))
    },
    decide: async (form: TestForm) => {
      this.#decide(form)
      await form.settled()
    },
    'answer comes': async (form: TestForm) => {
      form.release()
      await form.settled()
    },
    'late request comes': () => this.#network.deliverLate(),
    unpublish: (form: TestForm) => form.unpublish(),
    'close the laptop': async (form: TestForm) => {
      form.close()
      // What the network holds comes later, or never.
      this.#network.deliverLater(() => form.release())
      this.#forms = this.#forms.filter((each) => each !== form)
      const reopened = await this.#open(form.person)
      this.#wanted.set(reopened, this.#wantedOf(form))
      this.#wanted.delete(form)
    },
    'second tab': async (form: TestForm) => {
      if (this.#forms.length < 5) await this.#open(form.person)
    },
    'put back': async (form: TestForm) => {
      const page = [...form.person.kept.keys()].find((each) => each !== form)
      if (page) form.putBack(page)
      await form.settled()
    },
    restore: (form: TestForm) => this.#document.restore(() => this.#random() < 0.5 && this.#saveNow(form)),
    'a program writes': () => this.#document.writeLive(),
    'unpublish in bulk': () => this.#document.unpublishInBulk(),
    schedule: async (form: TestForm) => {
      if (form.isUnsaved) return
      const meanwhile = () => this.#random() < 0.5 && this.#actions['all at once']()
      await this.#document.schedule(form.person.as, form.state.token, meanwhile)
    },
  }

  /** Each person is online, answers questions, puts back what the browser has kept, and saves. */
  async #finish(): Promise<void> {
    this.#network.fateOf = () => 'arrives'
    for (let late = 0; late < steps; late++) await this.#network.deliverLate()
    const isAtRest = () =>
      this.#people.every((person) => person.kept.size === 0) &&
      this.#forms.every((form) => !form.isUnsaved && !form.isHeld && this.#wantedOf(form).size === 0)
    for (let round = 0; !isAtRest(); round++) {
      this.#signal.throwIfAborted()
      expect(round, 'rounds until all is saved').toBeLessThan(100)
      this.#network.now += 60_000
      for (const form of this.#forms) {
        await this.#actions['answer comes'](form)
        await this.#actions.decide(form)
        form.wait()
        await form.settled()
        this.#typeAgain(form)
        await this.#actions['put back'](form)
      }
    }
  }

  async check(): Promise<void> {
    const { typed, givenUp, wentLive, slug, id } = this.#document
    const stored = wordsIn(await this.#document.readNewest())
    const lost = [...typed.keys()].filter((word) => !stored.includes(word) && !givenUp.has(word))
    expect(lost, 'words that are lost').toEqual([])

    const live = new Set<string>()
    for (const { words, mayPublish } of [...this.#published(), ...wentLive].toSorted(
      (a, b) => a.token - b.token,
    )) {
      // A global also has the words of earlier orders, in its versions.
      const unseen = words.filter((word) => typed.has(word) && !live.has(word) && !mayPublish(word))
      expect(unseen, 'words that went live without the knowledge of their publisher').toEqual([])
      for (const word of words) live.add(word)
    }

    const { docs } = await cms.payload.db.find<Edit>({
      collection: editsSlug,
      where: {
        and: [{ slug: { equals: slug } }, { document: { equals: id } }, { action: { equals: 'publish' } }],
      },
      pagination: false,
    })
    const requests = docs.flatMap(({ request }) => request ?? [])
    expect(requests, 'publishes, each carried out once').toEqual([...new Set(requests)])
    expect(this.#network.faults).toEqual([])
  }

  /** What the forms have published. */
  #published(): WentLive[] {
    const byRequest = new Map(
      this.#network.carriedOut.toReversed().map((each) => [each.request.request, each]),
    )
    return [...byRequest.values()]
      .filter(({ request }) => request.status === 'published')
      .map((each) => ({
        token: each.token,
        words: wordsIn(each.doc),
        mayPublish: (word) => this.#mayPublish(each, word),
      }))
  }

  /** The person has typed the word, or has confirmed an edit of this field by a person who has. */
  #mayPublish({ form: { person }, confirmed }: CarriedOut, word: string): boolean {
    const label = this.#document.typed.get(word)!
    return this.#network.carriedOut.some(({ form, request, token }) => {
      if (!wordsIn(request.data).includes(word) || wordsIn(request.base).includes(word)) return false
      const { id } = form.person.as
      const known = person.confirmed.slice(0, confirmed)
      return (
        id === person.as.id ||
        known.some((edit) => edit.userId === id && edit.token >= token && edit.fields.includes(label))
      )
    })
  }
}

const actions = [
  ...(['type', 'type', 'type', 'type', 'type', 'wait', 'wait', 'wait', 'save', 'save'] as const),
  ...([
    'publish',
    'publish during a save',
    'publish during a save',
    'publish during a save',
    'all at once',
    'all at once',
    'decide',
    'decide',
    'answer comes',
  ] as const),
  ...(['late request comes', 'unpublish', 'close the laptop', 'second tab', 'put back', 'restore'] as const),
  ...(['a program writes', 'unpublish in bulk', 'schedule', 'answer comes'] as const),
]

const seeds = Array.from({ length: groups }, (_, group) => firstSeed + group * ordersPerGroup)
// With one instance, and with two that share the requests.
const plays = seeds.map((seed, group) => [seed, 1 + (group % 2)])

/** The orders of the current test. */
let playing: Promise<void> | undefined
// A test that reaches its time limit goes on playing. Its network would take the place of that of the next test.
afterEach(() => playing?.catch(() => {}))

async function playOrders(seed: number, signal: AbortSignal): Promise<void> {
  for (let number = 0; number < ordersPerGroup; number++) {
    const order = new Order(seed + number, signal)
    try {
      await order.play()
      await order.check()
    } catch (cause) {
      throw new Error(`With SAVE_SEED=${seed + number}: ${order.played.join(', ')}`, { cause })
    }
  }
}

test.for(plays)(
  'no order of saves loses a word, and none publishes one that its publisher has not seen (SAVE_SEED=%i, instances: %i)',
  // Counted in orders: on a loaded machine with a database server, one takes up to a minute.
  { timeout: ordersPerGroup * 60_000 },
  async ([seed, instances], { signal }) => {
    cms = behindOneAddress([first, second].slice(0, instances))
    playing = playOrders(seed!, signal)
    await playing
  },
)
