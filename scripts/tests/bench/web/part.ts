import type { PageType } from './pages'
import { type Row, tableOf } from '../table'

/** What a part of the bench found out about one page. */
export interface Findings {
  /** A cell for each column. */
  cells: string[]
  /** What misses its aim, each with the aim or the reason. */
  misses: string[]
}

/** One table of the bench: what is measured of each page type, and what all of it must be. */
export interface Part {
  title: string
  columns: readonly string[]
  aim: string
  /** Pages that have no such figures are left out. */
  isFor?: (page: PageType) => boolean
  measure: (page: PageType, url: string) => Promise<Findings>
}

export type Measured = readonly (Findings & { name: string })[]

/** The table of a part, what it should be, and below it every miss with its page. */
export function reportOf({ title, columns, aim }: Part, measured: Measured): string {
  const head: Row = [title, ...columns, '']
  const rows = measured.map(({ name, cells, misses }): Row => {
    return [name, ...cells, misses.length > 0 ? `misses ${misses.length}` : '']
  })
  const misses = measured.flatMap(({ name, misses: found }) => found.map((miss) => `- ${name}: ${miss}`))
  const verdict = misses.length > 0 ? `What misses it:\n${misses.join('\n')}` : 'Nothing misses it.'
  return `${tableOf(head, rows)}\n\nAim: ${aim} ${verdict}`
}
