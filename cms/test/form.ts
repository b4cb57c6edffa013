import {
  changedNames,
  isUnsaved,
  openForm,
  type SaveEvent,
  type SaveState,
  step,
  type Unsaved,
} from '../src/admin/saving/save-engine'
import type { FormRequest, Values } from '../src/admin/saving/save-request'
import type { EditSummary } from '../src/saves/edit-log'
import { saveStateOf, sendSave, sendUnpublish } from '../src/admin/saving/send-save'
import type { TestUser } from './cms'

/** Written by the CMS, not by the person. */
const ownedByServer = new Set(['id', '_status', 'createdAt', 'updatedAt', 'deletedAt'])
const valuesOf = (doc: Values): Values =>
  Object.fromEntries(Object.entries(doc).filter(([name]) => !ownedByServer.has(name)))

/** What carries the requests of forms, and their clock. */
interface Carrier {
  /** ms */
  now: number
  /** At which `fetch` reaches this path of the CMS for the form. */
  addressOf: (form: TestForm, path: string) => string
}

/** A user of the admin, and their browser. */
export interface Person {
  as: TestUser
  isSignedIn: boolean
  /** What the browser keeps, by page. */
  kept: Map<TestForm, Unsaved>
  /** The edits of colleagues that this person has confirmed before a publish. */
  confirmed: EditSummary[]
}

/** A page with the form of one document: the admin's save engine, and its requests to the CMS, without a browser. */
export class TestForm {
  state: SaveState = openForm(undefined, {})
  /** What stands in the form. The engine reads it as the admin's form does: at times, and before each press of a button. */
  screen: Values = {}
  isClosed = false
  #running: Promise<void> | undefined
  readonly #events = new EventTarget()
  #held = this.#next('hold')
  isHeld = false

  constructor(
    readonly network: Carrier,
    readonly person: Person,
    /** Of the document or global: `/api/posts/1`; of a new document the address of its collection. */
    public path: string,
  ) {}

  get #address() {
    return this.network.addressOf(this, this.path)
  }

  async open(): Promise<void> {
    const state = await saveStateOf(this.#address)
    const response = await fetch(`${this.#address}?draft=true&depth=0`)
    this.screen = valuesOf((await response.json()) as Values)
    this.state = openForm(state!.token, this.screen)
  }

  /** For a new document. `values`: what an empty form has. */
  openNew(values: Values): void {
    this.screen = values
    this.state = openForm(undefined, values)
  }

  do(event: SaveEvent): void {
    if (this.isClosed) return
    const { state, send } = step(this.state, event, { now: this.network.now, id: crypto.randomUUID() })
    this.state = state
    if (isUnsaved(state)) this.person.kept.set(this, state)
    else this.person.kept.delete(this)
    if (!send) return
    const running = this.#send(send).finally(() => {
      if (this.#running === running) this.#running = undefined
    })
    this.#running = running
  }

  read(): void {
    this.do({ type: 'changed', values: this.screen })
  }

  /** The form has waited until now. */
  wait(): void {
    this.read()
    this.do({ type: 'tick' })
  }

  async #send(request: FormRequest): Promise<void> {
    const answer = await sendSave(`${this.#address}/save`, request, this.network.addressOf(this, '/api'))
    if (this.isClosed) return
    this.read()
    if (answer.kind === 'failed') return this.do({ type: 'failed' })
    if (answer.kind === 'refused') return this.do({ type: 'refused', refusal: answer.refusal })
    if (request.token === undefined) this.path += `/${answer.doc.id}`
    const taken = answer.taken.map((path) => path.split('.')[0]!)
    const edits = answer.edits.filter(({ userId }) => userId !== this.person.as.id)
    this.do({ type: 'saved', token: answer.token, values: valuesOf(answer.doc), taken, edits })
    this.screen = this.state.current
  }

  /** Resolves when the form has no request on its way, or the network holds it. */
  async settled(): Promise<void> {
    while (this.#running && !this.isHeld) await Promise.race([this.#running, this.#held])
  }

  /** Holds a request or an answer back until `release`. */
  hold(): Promise<void> {
    this.isHeld = true
    this.#events.dispatchEvent(new Event('hold'))
    return this.#next('release')
  }

  release(): void {
    if (!this.isHeld) return
    this.isHeld = false
    this.#held = this.#next('hold')
    this.#events.dispatchEvent(new Event('release'))
  }

  #next(event: 'hold' | 'release'): Promise<void> {
    return new Promise((resolve) => this.#events.addEventListener(event, () => resolve(), { once: true }))
  }

  async publish(): Promise<void> {
    this.read()
    const state = await saveStateOf(this.#address)
    if (!state) return
    const edits = state.edits.filter(({ userId }) => userId !== this.person.as.id)
    this.do(edits.length > 0 ? { type: 'ask', token: state.token, edits } : { type: 'publish' })
  }

  /** Whether it is no longer published: not while something is unsaved, nor when a colleague wrote it meanwhile. */
  async unpublish(): Promise<boolean> {
    this.read()
    if (isUnsaved(this.state)) return false
    const method = this.path.includes('/globals/') ? 'POST' : 'PATCH'
    const answer = await sendUnpublish(this.#address, this.state.token, method)
    if (answer.ok) this.do({ type: 'written', token: answer.token })
    return answer.ok
  }

  /** Puts back what another page of this browser could not save. */
  putBack(page: TestForm): void {
    const kept = this.person.kept.get(page)
    if (!kept || this.isUnsaved) return
    this.do({ type: 'put-back', kept })
    this.person.kept.delete(page)
    this.screen = this.state.current
  }

  /** The page is left. The browser keeps what is unsaved. */
  close(): void {
    this.read()
    this.isClosed = true
  }

  get isUnsaved(): boolean {
    return isUnsaved(this.state) || changedNames(this.screen, this.state.current).length > 0
  }
}
