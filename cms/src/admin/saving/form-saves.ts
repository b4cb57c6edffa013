import { useDocumentInfo, useEditDepth } from '@payloadcms/ui'
import { useMemo, useSyncExternalStore } from 'react'
import type { Finding } from 'shared-types'
import type { KeptWords } from './kept-words'
import { isUnsaved, openForm, step, type SaveEvent, type SaveState } from './save-engine'
import type { FieldError, FormRequest, Token, Values } from './save-request'

/** What the form does for the engine, with Payload's hooks. */
interface Ports {
  /** Sends the request, and reports the answer with `do`. */
  send: (request: FormRequest) => void
  /** Called after each event. */
  keep: (state: SaveState) => void
  /** Reads what stands in the form now, and reports it with `do`. */
  read: () => void
  putBack: (page: string, words: KeptWords) => Promise<void>
  discard: (page: string) => void
  /** Publishes, after a question if the draft has changes of colleagues too. */
  publish: () => Promise<void>
  /** Marks the fields that keep the document from being published. */
  showErrors: (errors: FieldError[], message: string) => void
  /** Takes the document off the site, once what is typed is saved. */
  unpublish: () => Promise<void>
  /** Publishes the document as it is live, so that its draft is gone. */
  revert: () => Promise<void>
}

/** Of earlier pages of this browser, which could not save them. */
export type Offers = [page: string, words: KeptWords][]

/** Clocks, timers and listeners around the save engine of one form. */
export class FormSaves {
  state: SaveState = openForm(undefined, {})
  offers: Offers = []
  /** What the checks found in the form, and the claims of its pages; undefined until the checks have run. */
  findings?: readonly Finding[]
  /** Whether the publisher did not say which claims there are. */
  isWithoutClaims = false
  ports?: Ports
  /** The document that this form has created. */
  created?: Values & { id: string }
  private checks?: readonly Finding[]
  private claims: readonly Finding[] = []
  private readonly listeners = new Set<() => void>()
  private timer?: ReturnType<typeof setTimeout>

  open(token: Token | undefined, values: Values): void {
    this.state = openForm(token, values)
    this.changed()
  }

  readonly do = (event: SaveEvent): void => {
    const { state, send } = step(this.state, event, { now: Date.now(), id: newId() })
    this.state = state
    this.ports?.keep(state)
    if (send) this.ports?.send(send)
    this.changed()
  }

  offer(offers: Offers): void {
    this.offers = offers
    this.changed()
  }

  find(checks: readonly Finding[]): void {
    this.checks = checks
    this.found()
  }

  findClaims(claims: readonly Finding[], isWithoutClaims: boolean): void {
    this.claims = claims
    this.isWithoutClaims = isWithoutClaims
    this.found()
  }

  /** Saves what is typed. Resolves with whether the CMS has it, as soon as that is known. */
  settle(): Promise<boolean> {
    this.doWithLatest({ type: 'save' })
    return new Promise((resolve) => {
      const check = () => {
        const { refusal, failures } = this.state
        const isSaved = !isUnsaved(this.state)
        if (!isSaved && !refusal && failures === 0) return
        stop()
        resolve(isSaved)
      }
      const stop = this.subscribe(check)
      check()
    })
  }

  /** With what was typed until now. */
  doWithLatest(event: SaveEvent): void {
    this.ports?.read()
    this.do(event)
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  private found(): void {
    this.findings = this.checks && [...this.checks, ...this.claims]
    this.changed()
  }

  private changed(): void {
    clearTimeout(this.timer)
    const { dueAt } = this.state
    if (dueAt !== undefined) {
      this.timer = setTimeout(() => this.doWithLatest({ type: 'tick' }), dueAt - Date.now())
    }
    for (const listener of this.listeners) listener()
  }
}

/** A UUID. `crypto.randomUUID` exists only in pages that came over HTTPS or from this computer. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const forms = new Map<string, FormSaves>()

interface FormIdentity {
  collectionSlug?: string
  globalSlug?: string
  id?: number | string | null
}

const keyOf = ({ collectionSlug, globalSlug, id }: FormIdentity, depth: number) =>
  [depth, globalSlug ?? collectionSlug, id ?? 'new'].join('/')

/** Makes the saves those of the form until the returned function is called. A later form of the same kind has its own. */
export function keepSaves(saves: FormSaves, form: FormIdentity, depth: number): () => void {
  const key = keyOf(form, depth)
  forms.set(key, saves)
  return () => {
    if (forms.get(key) === saves) forms.delete(key)
  }
}

/** The saves of the form in which the component stands: the same for all of its controls. */
export function useFormSaves(): FormSaves {
  const { collectionSlug, globalSlug, id } = useDocumentInfo()
  const depth = useEditDepth()
  return useMemo(() => {
    const key = keyOf({ collectionSlug, globalSlug, id }, depth)
    const saves = forms.get(key) ?? new FormSaves()
    forms.set(key, saves)
    return saves
  }, [collectionSlug, globalSlug, id, depth])
}

export const useOffers = (saves: FormSaves): Offers =>
  useSyncExternalStore(
    saves.subscribe,
    () => saves.offers,
    () => saves.offers,
  )

export const useFindings = (saves: FormSaves): readonly Finding[] | undefined =>
  useSyncExternalStore(
    saves.subscribe,
    () => saves.findings,
    () => saves.findings,
  )

export const useIsWithoutClaims = (saves: FormSaves): boolean =>
  useSyncExternalStore(
    saves.subscribe,
    () => saves.isWithoutClaims,
    () => saves.isWithoutClaims,
  )

export const useSaveState = (saves: FormSaves): SaveState =>
  useSyncExternalStore(
    saves.subscribe,
    () => saves.state,
    () => saves.state,
  )

export const useCreatedId = (saves: FormSaves): string | undefined =>
  useSyncExternalStore(
    saves.subscribe,
    () => saves.created?.id,
    () => saves.created?.id,
  )
