import { shared } from './ordered'
import type { Snapshot } from './snapshot'
import { createSource } from './source'
import type { Container, Source } from './source'

/** Something that an answer was made of: a document, a piece of a list, a global. */
interface Cell {
  value: unknown
  /** Whoever wants to know when the value is another one. */
  watches: Set<Watch>
}

/** All cells of a container, and the object that they were last read from. */
interface Group<T = unknown> {
  container: Container<T>
  heldIn: T
  cells: Map<string, Cell & { read: (container: T) => unknown }>
}

/** What was made of cells. */
export interface Reading<T> {
  value: T
  reads: readonly Cell[]
}

/** Tells whether what was made of some cells is right still. */
export interface Watch {
  readonly reads: readonly Cell[]
  /** Each of the cells has held the same object since the watch began. */
  isCurrent: boolean
  onChange?: () => void
}

/**
 * The cells of a line of snapshots. From one snapshot to the next only the cells of what has changed are looked at, and
 * each knows what was made of it: the cost goes with the change, not with the size of the school.
 */
export interface Cells {
  /** From now on cells are those of this snapshot. */
  lookAt: (snapshot: Snapshot) => void
  /** Makes something out of the source, and notes what it was made of. */
  read: <T>(make: (source: Source) => T) => Reading<T>
  /** `onChange` is called once, when the watch is no longer current. */
  watch: (reading: Reading<unknown>, onChange?: () => void) => Watch
  unwatch: (watch: Watch) => void
}

export function createCells(first: Snapshot): Cells {
  const groups = new Map<string, Group>()
  const parts = new Map<string, { cell: Cell; refresh: () => void }>()
  let snapshot = first
  let noted: Set<Cell> | undefined
  let isMakingPart = false

  const source = createSource(
    (container, name, read) => {
      const group = groupOf(container)
      let cell = group.cells.get(name)
      if (!cell) {
        cell = { value: settled(read(group.heldIn)), watches: new Set(), read }
        group.cells.set(name, cell)
      }
      return note(cell, container.name) as ReturnType<typeof read>
    },
    (name, make) => {
      if (isMakingPart)
        throw new Error(`The part “${name}” is read by a part. Make parts of documents alone.`)
      let part = parts.get(name)
      if (!part) {
        part = partOf(make)
        parts.set(name, part)
      }
      return note(part.cell, name) as ReturnType<typeof make>
    },
  )

  /** A container's name stands for one container, and so for one type. */
  function groupOf<T>(container: Container<T>): Group<T> {
    const known = groups.get(container.name) as Group<T> | undefined
    if (known) return known
    const group = { container, heldIn: container.of(snapshot), cells: new Map() }
    groups.set(container.name, group as unknown as Group)
    return group
  }

  function partOf(make: (source: Source) => unknown): { cell: Cell; refresh: () => void } {
    const readPart = () => {
      isMakingPart = true
      try {
        return read(make)
      } finally {
        isMakingPart = false
      }
    }
    const first = readPart()
    let current = watch(first)
    const cell: Cell = { value: settled(first.value), watches: new Set() }
    const refresh = () => {
      if (current.isCurrent) return
      const reading = readPart()
      unwatch(current)
      current = watch(reading)
      update(cell, reading.value)
    }
    return { cell, refresh }
  }

  function note(cell: Cell, name: string): unknown {
    if (!noted)
      throw new Error(`“${name}” is read while nobody notes it. Read a source only to answer a query.`)
    noted.add(cell)
    return cell.value
  }

  function read<T>(make: (source: Source) => T): Reading<T> {
    const outer = noted
    const reads = new Set<Cell>()
    noted = reads
    try {
      return { value: make(source), reads: [...reads] }
    } finally {
      noted = outer
    }
  }

  function lookAt(next: Snapshot): void {
    if (next === snapshot) return
    snapshot = next
    for (const group of groups.values()) {
      const container = group.container.of(snapshot)
      if (container === group.heldIn) continue
      const names = group.container.changes?.(group.heldIn, container) ?? group.cells.keys()
      group.heldIn = container
      for (const name of names) {
        const cell = group.cells.get(name)
        if (cell) update(cell, cell.read(container))
      }
    }
    for (const part of parts.values()) part.refresh()
  }

  return { lookAt, read, watch, unwatch }
}

function watch({ reads }: Reading<unknown>, onChange?: () => void): Watch {
  const begun: Watch = { reads, isCurrent: true, onChange }
  for (const cell of reads) cell.watches.add(begun)
  return begun
}

function unwatch(watch: Watch): void {
  for (const cell of watch.reads) cell.watches.delete(watch)
}

function update(cell: Cell, value: unknown): void {
  const next = settled(value, cell.value)
  if (next === cell.value) return
  cell.value = next
  for (const watch of cell.watches) {
    if (watch.isCurrent) watch.onChange?.()
    watch.isCurrent = false
  }
}

/** A list with the same items is the list of before. */
const settled = (value: unknown, before?: unknown): unknown =>
  Array.isArray(value) ? shared(value, Array.isArray(before) ? before : undefined) : value
