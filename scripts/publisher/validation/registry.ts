/**
 * The keys of the documents at each place: at a path, or named by another document. A registry with a `base` is an overlay: it
 * reads through to the base and keeps only what differs from it.
 */
export class Registry {
  readonly #base?: Registry
  readonly #own = new Map<string, Set<string>>()
  /** What the base has and this overlay has not. */
  readonly #removed = new Map<string, Set<string>>()

  constructor(base?: Registry) {
    this.#base = base
  }

  add(place: string, key: string): void {
    addTo(this.#own, place, key)
  }

  /** The key must be at the place. */
  remove(place: string, key: string): void {
    const keys = this.#own.get(place)
    if (!keys?.delete(key)) addTo(this.#removed, place, key)
    else if (keys.size === 0) this.#own.delete(place)
  }

  has(place: string): boolean {
    return this.#own.has(place) || this.#inBase(place).length > 0
  }

  at(place: string): readonly string[] {
    return [...this.#inBase(place), ...(this.#own.get(place) ?? [])]
  }

  /** The keys of all places. */
  *all(): Generator<string> {
    for (const [, key] of this.#pairs()) yield key
  }

  *#pairs(): Generator<[place: string, key: string]> {
    for (const [place, key] of this.#base ? this.#base.#pairs() : []) {
      if (!this.#removed.get(place)?.has(key)) yield [place, key]
    }
    for (const [place, keys] of this.#own) for (const key of keys) yield [place, key]
  }

  #inBase(place: string): readonly string[] {
    const keys = this.#base?.at(place) ?? []
    const removed = this.#removed.get(place)
    return removed ? keys.filter((key) => !removed.has(key)) : keys
  }
}

function addTo(registry: Map<string, Set<string>>, place: string, key: string): void {
  const keys = registry.get(place)
  if (keys) keys.add(key)
  else registry.set(place, new Set([key]))
}
