import { reuseList } from './ordered'
import type { Snapshot } from './snapshot'
import { createSource } from './source'
import type { DocumentRead, InputCollection, Source } from './source'

/** A value that query results depend on: a document, a slice of a list, a global, a derived value. */
interface Input {
  value: unknown
  subscriptions: Set<Subscription>
  /** Where it was read; undefined for a derived value. */
  place?: { collection: Pick<InputCollection<never>, 'documentAt'>; key: string }
  /** Of a derived value: the inputs that it was computed from. */
  inputs?: () => readonly Input[]
}

/** All inputs of a collection that were read, and the object that they were last read from. */
interface CollectionInputs<T = unknown> {
  collection: InputCollection<T>
  readFrom: T
  inputs: Map<string, Input & { read: (from: T) => unknown }>
}

/** A value with all inputs that were read to compute it. */
export interface TrackedRead<T> {
  value: T
  inputs: readonly Input[]
}

/** Says whether a tracked read is up to date: again, too, when its inputs have the values again that it was computed from. */
export class Subscription {
  readonly inputs: readonly Input[]
  readonly #onChange: (() => void) | undefined
  /** Inputs with another value now, with the values that the read was computed from. */
  #changed: Map<Input, unknown> | undefined

  constructor(inputs: readonly Input[], onChange?: () => void) {
    this.inputs = inputs
    this.#onChange = onChange
  }

  get isStale(): boolean {
    return this.#changed !== undefined
  }

  /** One of the inputs had a value before, and has another one now. */
  setChanged(input: Input, before: unknown): void {
    const wasStale = this.isStale
    const changed = (this.#changed ??= new Map<Input, unknown>())
    if (!changed.has(input)) changed.set(input, before)
    else if (unlessEqual(input.value, changed.get(input)) === changed.get(input)) changed.delete(input)
    if (changed.size === 0) this.#changed = undefined
    if (this.isStale !== wasStale) this.#onChange?.()
  }
}

/**
 * The inputs of a series of snapshots. A new snapshot is compared with the last one only where it holds other objects, and
 * each input knows its subscriptions: the cost follows the size of the change, not the size of the content.
 */
export interface Signals {
  /** Makes a snapshot the current one, and invalidates the subscriptions of all inputs that differ in it. */
  setSnapshot: (snapshot: Snapshot) => void
  /** Calls `compute` with the current source, and records the inputs that it reads. */
  track: <T>(compute: (source: Source) => T) => TrackedRead<T>
  /** Inputs of the calls of `track` that threw, or never returned, since `failedReads` was last cleared. */
  failedReads: () => Iterable<Input>
  clearFailedReads: () => void
  /** Calls `onChange` when the read becomes stale, and when it is up to date again. */
  subscribe: (read: TrackedRead<unknown>, onChange?: () => void) => Subscription
  unsubscribe: (subscription: Subscription) => void
}

export function createSignals(first: Snapshot): Signals {
  const collections = new Map<string, CollectionInputs>()
  const derivedValues = new Map<string, { input: Input; refresh: () => void }>()
  let snapshot = first
  let recorded: Set<Input> | undefined
  const failed = new Set<Input>()
  let isDeriving = false

  const source = createSource(
    (collection, key, read) => {
      const known = inputsOf(collection)
      let input = known.inputs.get(key)
      if (!input) {
        const value = unlessEqual(read(known.readFrom))
        input = { value, subscriptions: new Set(), place: { collection, key }, read }
        known.inputs.set(key, input)
      }
      return record(input, collection.name) as ReturnType<typeof read>
    },
    (name, compute) => {
      if (isDeriving) {
        throw new Error(
          `The derived value “${name}” is read by a derived value. Derive values from documents only.`,
        )
      }
      let derived = derivedValues.get(name)
      if (!derived) {
        derived = createDerived(compute, () => derivedValues.delete(name))
        derivedValues.set(name, derived)
      }
      return record(derived.input, name) as ReturnType<typeof compute>
    },
  )

  /** One name always means the same collection, and so the same type. */
  function inputsOf<T>(collection: InputCollection<T>): CollectionInputs<T> {
    const known = collections.get(collection.name) as CollectionInputs<T> | undefined
    if (known) return known
    const created = { collection, readFrom: collection.of(snapshot), inputs: new Map() }
    collections.set(collection.name, created as unknown as CollectionInputs)
    return created
  }

  /** Calls `onFailure` when it cannot be computed again: then the next query that reads it must create it anew. */
  function createDerived(
    compute: (source: Source) => unknown,
    onFailure: () => void,
  ): { input: Input; refresh: () => void } {
    const derive = () => {
      isDeriving = true
      try {
        return track(compute)
      } finally {
        isDeriving = false
      }
    }
    const read = derive()
    let subscription = subscribe(read)
    const input: Input = {
      value: unlessEqual(read.value),
      subscriptions: new Set(),
      inputs: () => subscription.inputs,
    }
    const refresh = () => {
      if (!subscription.isStale) return
      unsubscribe(subscription)
      try {
        const next = derive()
        subscription = subscribe(next)
        setInput(input, next.value)
      } catch {
        onFailure()
        setInput(input, new Error('This derived value could not be computed.'))
      }
    }
    return { input, refresh }
  }

  function record(input: Input, name: string): unknown {
    if (!recorded) throw new Error(`“${name}” is read outside of a query. Read a source only inside track().`)
    recorded.add(input)
    return input.value
  }

  function track<T>(compute: (source: Source) => T): TrackedRead<T> {
    const outer = recorded
    const inputs = new Set<Input>()
    recorded = inputs
    try {
      return { value: compute(source), inputs: [...inputs] }
    } catch (error) {
      for (const input of inputs) failed.add(input)
      throw error
    } finally {
      recorded = outer
    }
  }

  function setSnapshot(next: Snapshot): void {
    if (next === snapshot) return
    snapshot = next
    for (const known of collections.values()) {
      const from = known.collection.of(snapshot)
      if (from === known.readFrom) continue
      const keys = known.collection.changedKeys?.(known.readFrom, from) ?? known.inputs.keys()
      known.readFrom = from
      for (const key of keys) {
        const input = known.inputs.get(key)
        if (input) setInput(input, input.read(from))
      }
    }
    for (const derived of derivedValues.values()) derived.refresh()
  }

  return {
    setSnapshot,
    track,
    failedReads: () => [...failed, ...(recorded ?? [])],
    clearFailedReads: () => failed.clear(),
    subscribe,
    unsubscribe,
  }
}

/** The documents that inputs were read from, directly or through derived values. */
export function* documentsOf(inputs: Iterable<Input>): Generator<DocumentRead> {
  for (const { place, inputs: deeper } of inputs) {
    const document = place?.collection.documentAt?.(place.key)
    if (document) yield document
    if (deeper) yield* documentsOf(deeper())
  }
}

function subscribe({ inputs }: TrackedRead<unknown>, onChange?: () => void): Subscription {
  const subscription = new Subscription(inputs, onChange)
  for (const input of inputs) input.subscriptions.add(subscription)
  return subscription
}

function unsubscribe(subscription: Subscription): void {
  for (const input of subscription.inputs) input.subscriptions.delete(subscription)
}

function setInput(input: Input, value: unknown): void {
  const before = input.value
  const next = unlessEqual(value, before)
  if (next === before) return
  input.value = next
  for (const subscription of input.subscriptions) subscription.setChanged(input, before)
}

/** The new value; but the old list when the new one has the same items, so that it does not count as a change. */
const unlessEqual = (value: unknown, before?: unknown): unknown =>
  Array.isArray(value) ? reuseList(value, Array.isArray(before) ? before : undefined) : value
